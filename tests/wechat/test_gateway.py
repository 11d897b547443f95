"""The gateway as an operator meets it: what it prints, keeps and survives."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.gateway import gateway_folder, service
from bot.cli.node import place_of
from bot.errors import ConfigError
from bot.settings import Settings
from tests.support.gateway import SCRIPTED, Gateway, ask, free_port, installed


async def test_the_log_in_is_told_and_what_people_write_is_not(gateway: Gateway) -> None:
    await gateway.printed("logged in")
    await gateway.room("甲群", "三号楼官方群", [("wx-a", "甲")])
    await gateway.speak("甲群", "wx-a", "502两人阳性")
    await gateway.run("console.log(given); puppet.emit('error', new Error(given))", "502两人阳性")
    await gateway.printed("provider stumbled")
    said = gateway.output()
    assert "provider stumbled (an error); going on" in said
    assert "阳性" not in said
    assert gateway.token not in said


async def test_errors_of_a_provider_are_one_line_and_it_goes_on(gateway: Gateway) -> None:
    await gateway.printed("logged in")
    await gateway.run("for (let n = 0; n < 50; n++) puppet.emit('error', {gerror: 'x'})")
    await gateway.run("setTimeout(() => { throw new Error('x') }); setTimeout(() => Promise.reject(new Error('x')))")
    await gateway.room("甲群", "甲群", [("wx-a", "甲")])
    assert await gateway.speak("甲群", "wx-a", "早")
    assert gateway.output().count("stumbled") == 1


async def test_a_code_to_scan_is_told(gateway: Gateway) -> None:
    await gateway.run("mocker.scan('https://login.example/l/abc')")
    await gateway.printed("scan https://login.example/l/abc")


async def test_it_ends_when_told_and_leaves_the_account_logged_in(gateway: Gateway) -> None:
    await gateway.room("甲群", "甲群", [("wx-a", "甲")])
    before = await gateway.run("return calls.stop ?? 0")
    assert await gateway.stop() == 0
    assert before == 0
    assert "logged out" not in gateway.output()


async def test_without_a_token_it_makes_one_that_only_its_owner_reads(gateway: Gateway) -> None:
    await gateway.restart(FENJIAN_GATEWAY_TOKEN="")
    file = gateway.folder / "token"
    made = file.read_text()
    assert len(made) >= 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert made not in gateway.output()
    await gateway.restart(FENJIAN_GATEWAY_TOKEN="")
    assert file.read_text() == made, "the bot that knows it need not be told another"


async def test_a_provider_without_log_in_is_given_up_so_that_it_can_begin_anew(gateway: Gateway) -> None:
    await gateway.printed("logged in")
    await gateway.restart(FENJIAN_GATEWAY_PATIENCE="0.1")
    await gateway.run("setTimeout(() => puppet.logout('kicked'))")
    await gateway.printed("it has to begin anew")
    assert await gateway.ended() == 5


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder where the packages lie already."""
    provider = (installed() / SCRIPTED.name).as_uri()
    folder = gateway_folder(Settings(home=tmp_path))
    folder.mkdir()
    place_of(folder, provider).symlink_to(installed())
    return tmp_path


def command(home: Path, port: int, door: int) -> subprocess.Popen[bytes]:
    """``fenjian gateway``, with the scripted provider."""
    environment = os.environ | {
        "FENJIAN_HOME": str(home),
        "FENJIAN_KEY": "the-key",
        "FENJIAN_GATEWAY_PATIENCE": "0.1",
        "WECHATY_PUPPET": (installed() / SCRIPTED.name).as_uri(),
        "DOOR": str(door),
    }
    words = [sys.executable, "-m", "bot", "gateway", "--port", str(port)]
    return subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def until(process: subprocess.Popen[bytes], words: str) -> str:
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line.decode()
        if words in said:
            break
    return said


def test_one_command_starts_it_and_ends_it(home: Path) -> None:
    door = free_port()
    with command(home, free_port(), door) as process:
        said = until(process, "logged in")
        assert ask(door, "return process.env.FENJIAN_KEY") is None, "code of others knows no key"
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        said += until(process, "the end")
    assert "listening on 127.0.0.1" in said
    assert "the WeChat session is kept" in said
    assert stat.S_IMODE((home / "gateway").stat().st_mode) == 0o700


def test_where_the_account_is_logged_out_it_begins_again(home: Path) -> None:
    door = free_port()
    with command(home, free_port(), door) as process:
        until(process, "logged in")
        ask(door, "setTimeout(() => puppet.logout('kicked'))")
        assert "begins again in" in until(process, "begins again in")
        process.send_signal(signal.SIGTERM)
        assert process.wait(4) == 0, "nor does it wait for that when it is told to end"


def test_a_taken_port_is_a_sentence(home: Path) -> None:
    port = free_port()
    with command(home, port, free_port()) as first:
        until(first, "listening")
        with command(home, port, free_port()) as second:
            said = until(second, "the end")
            assert second.wait(10) == 1
        first.terminate()
        until(first, "the end")
    assert "is taken" in said
    assert "Traceback" not in said


def test_the_bot_finds_the_gateway_of_its_own_data_folder(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with pytest.raises(ConfigError, match="fenjian gateway"):
        service(settings, {})
    gateway_folder(settings).mkdir()
    (gateway_folder(settings) / "token").write_text("abc\n")
    assert service(settings, {}) == ("127.0.0.1:8788", "abc")
    elsewhere = {"WECHATY_PUPPET_SERVICE_ENDPOINT": "127.0.0.1:9", "WECHATY_PUPPET_SERVICE_TOKEN": "def"}
    assert service(settings, elsewhere) == ("127.0.0.1:9", "def")
