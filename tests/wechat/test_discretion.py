"""The library logs texts and tokens, writes files, probes a port and starts a scheduler. None of that happens here."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import ssl
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from structlog.testing import capture_logs

from bot.clock import SystemClock
from bot.contract import MessageType
from bot.errors import FetchFailed, SendError
from bot.transport.wechat import session
from bot.transport.wechat.transport import WechatTransport
from tests.support.gateway import Gateway
from tests.support.proxy import proxy
from tests.support.wechat import Account, logged_in, say

ROOM = "r1@chatroom"
ROUNDS = 20
IN_A_FOLDER_OF_ITS_OWN = """
import asyncio, logging, os, sys
from bot.clock import SystemClock
from bot.contract import Outgoing
from bot.transport.wechat import session
from bot.transport.wechat.transport import WechatTransport
assert "wechaty" not in sys.modules, "imported before it is used"

async def main():
    transport = WechatTransport(sys.argv[1], sys.argv[2], clock=SystemClock())
    await transport.start(lambda one: asyncio.sleep(0))
    await transport.send(Outgoing("k", "r1@chatroom", None, "五零二阳性"))
    room = transport.wechaty.Room
    await transport.wechaty.init_puppet()
    await transport.wechaty.Room.load("r1@chatroom").say("五零二阳性")
    assert not transport.wechaty._plugin_manager.scheduler.running
    await transport.stop()

asyncio.run(main())
print({name: os.environ.get(name) for name in ("WECHATY_LOG", "CACHE_DIR")})
"""


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_the_library_leaves_nothing_behind_and_says_nothing(gateway: Gateway, tmp_path: Path) -> None:
    await gateway.room(ROOM, "三号楼", [("wx-a", "甲")])
    with socket.socket() as port:
        port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        port.bind(("127.0.0.1", 5000))
        port.listen()
        port.setblocking(False)
        outcome = await asyncio.to_thread(
            subprocess.run, [sys.executable, "-c", IN_A_FOLDER_OF_ITS_OWN, gateway.endpoint, gateway.token],
            cwd=tmp_path, capture_output=True, text=True, env={"PYTHONPATH": ":".join(sys.path)}, check=False,
        )  # fmt: skip
        with pytest.raises(BlockingIOError):
            port.accept()
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout.strip() == "{'WECHATY_LOG': None, 'CACHE_DIR': None}", "the environment is as it was"
    assert outcome.stderr == ""
    assert left_in(tmp_path) == []
    assert [said["text"] for said in await gateway.sent()] == ["五零二阳性"] * 2


async def test_no_log_line_holds_a_text_a_name_or_the_token(gateway: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await gateway.room(ROOM, "三号楼官方群", [("wx-a", "欧阳甲")])
    with capture_logs() as logs:
        async with logged_in(gateway, call_limit=0.5) as account:
            await gateway.speak(ROOM, "wx-a", "502两人阳性")
            await account.next()
            await gateway.run(
                "puppet.emit('error', {gerror: given}); puppet.emit('message', {text: given}); "
                "knobs.sends.push({error: given})",
                "502两人阳性",
            )
            with pytest.raises(SendError) as caught:
                await account.transport.send(say("502两人阳性", "没有的群"))
            with pytest.raises(FetchFailed) as missing:
                await account.transport.fetch("none")
    written = "\n".join([*map(str, logs), str(caught.value), str(missing.value)])
    written += "\n".join(record.getMessage() for record in caplog.records)
    for secret in ("阳性", "欧阳甲", "三号楼官方群", gateway.token):
        assert secret not in written


def certificate(folder: Path) -> ssl.SSLContext:
    """A server's TLS; its certificate lies in ``folder`` as ca.pem."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "gateway")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(signed.public_bytes(pem))
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "both.pem").write_bytes(signed.public_bytes(pem) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    context.set_alpn_protocols(["h2"])
    return context


async def test_a_gateway_elsewhere_shows_a_certificate_of_ones_own(gateway: Gateway, tmp_path: Path) -> None:
    async with proxy(gateway.port, certificate(tmp_path)) as wire:
        transport = WechatTransport(
            f"localhost:{wire.port}", gateway.token, clock=SystemClock(), authority=tmp_path / "ca.pem"
        )
        assert await transport.log_in() == "wechat:wx-fenjian"
        await transport.stop()


async def test_a_certificate_of_somebody_else_is_not_taken(gateway: Gateway, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    certificate(tmp_path / "other")
    async with proxy(gateway.port, certificate(tmp_path)) as wire:
        transport = WechatTransport(
            f"localhost:{wire.port}", gateway.token, clock=SystemClock(), authority=tmp_path / "other" / "ca.pem"
        )
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(transport.log_in(), 1.0)
        await transport.stop()


async def turn(gateway: Gateway, account: Account, number: int) -> None:
    """A line that breaks and comes back, with calls under way."""
    calls = [asyncio.create_task(account.transport.fetch(f"m{one}")) for one in range(50)]
    await asyncio.sleep(0)
    account.transport._puppet.close()
    await asyncio.gather(*calls, return_exceptions=True)
    await account.lines(3 + 2 * number)
    await gateway.speak(ROOM, "wx-a", str(number))
    await account.next()


async def test_neither_tasks_nor_connections_grow_with_reconnections(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "PAUSES", (0.01,))
    await gateway.room(ROOM, "三号楼", [("wx-a", "甲")])
    async with logged_in(gateway, call_limit=1.0) as account:
        sizes = []
        for number in range(ROUNDS):
            await turn(gateway, account, number)
            gc.collect()
            sockets = sum(isinstance(one, socket.socket) and one.fileno() >= 0 for one in gc.get_objects())
            sizes.append((len(asyncio.all_tasks()), sockets))
        assert sizes[-1] == sizes[1]
        assert [one.type for one in account.heard].count(MessageType.DISCONNECTED) == ROUNDS
