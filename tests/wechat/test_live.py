"""``fenjian run --transport wechaty`` as a process at the real gateway: a kill, a broken line, another account."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio

from tests.support.gateway import Gateway, gateway

__all__ = ["gateway"]

ROOT = Path(__file__).resolve().parents[2]
COMMUNITY = ROOT / "tests" / "support" / "community.yaml"
R3, STAFF = "r3@chatroom", "rs@chatroom"
PATIENCE = 60.0


class Bot:
    """The program, and what it knows."""

    def __init__(self, gateway: Gateway, home: Path) -> None:
        self.gateway = gateway
        self.printed = home / "printed"
        self._environment = os.environ | {
            "FENJIAN_HOME": str(home), "WECHATY_PUPPET_SERVICE_ENDPOINT": gateway.endpoint,
            "WECHATY_PUPPET_SERVICE_TOKEN": gateway.token, "FENJIAN_PACE": "0", "FENJIAN_PACE_URGENT": "0",
            "FENJIAN_CONSOLE_PORT": "0",
        }  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Return once it runs."""
        self.printed.parent.mkdir(exist_ok=True)
        begin = len(self.printed.read_text(encoding="utf-8")) if self.printed.exists() else 0
        command = [sys.executable, "-m", "bot", "run", "--transport", "wechaty", "--community", str(COMMUNITY)]
        with self.printed.open("ab") as out:
            self._process = await asyncio.to_thread(
                subprocess.Popen, command, cwd=ROOT, env=self._environment, stdout=out, stderr=out
            )
        await self.until(lambda: "Running." in self.printed.read_text(encoding="utf-8")[begin:])

    async def until(self, true: Any) -> None:
        async with asyncio.timeout(PATIENCE):
            while not await asyncio.to_thread(true):  # noqa: ASYNC110
                await asyncio.sleep(0.1)

    def end(self, how: signal.Signals) -> int:
        assert self._process is not None
        self._process.send_signal(how)
        status = self._process.wait(PATIENCE)
        self._process = None
        return status

    def close(self) -> None:
        if self._process is not None:
            self.end(signal.SIGKILL)

    def state(self) -> dict[str, Any]:
        """What ``fenjian state`` says of building 3."""
        command = [sys.executable, "-m", "bot", "state", "--community", str(COMMUNITY)]
        told = subprocess.run(command, cwd=ROOT, env=self._environment, capture_output=True, text=True, check=True)
        collections = json.loads(told.stdout)["collections"]
        return dict(collections[-1]["buildings"]["3"]) if collections else {}

    async def answered(self, answers: dict[str, str]) -> None:
        await self.until(lambda: self.state().get("answers") == answers)


@pytest_asyncio.fixture
async def bot(gateway: Gateway, tmp_path: Path) -> AsyncIterator[Bot]:
    """The bot in two groups, an antigen collection open until midnight."""
    for contact, name in (("wx-song", "宋书记"), ("wx-wang", "王干事"), ("wx-he", "小荷")):
        await gateway.person(contact, name)
    members = [("wx-he", "小荷"), ("wx-a", "502-张三"), ("wx-b", "401-李四")]
    await gateway.room(R3, "3号楼官方群", members)
    await gateway.room(STAFF, "居委工作群", [("wx-song", "宋书记"), ("wx-wang", "王干事")])
    bot = Bot(gateway, tmp_path / "home")
    try:
        await bot.start()
        await gateway.speak(STAFF, "wx-song", "/收集 抗原 全区")
        await bot.until(lambda: bool(_preview(bot)))
        await gateway.speak(STAFF, "wx-song", "确认")
        await bot.until(lambda: bool(bot.state()))
        yield bot
    finally:
        bot.close()


def _preview(bot: Bot) -> list[str]:
    sent = asyncio.run(bot.gateway.sent())
    return [one["text"] for one in sent if "预览" in one["text"]]


async def test_answers_survive_a_kill_a_broken_line_and_a_successor(bot: Bot) -> None:
    gateway = bot.gateway
    await gateway.speak(R3, "wx-a", "502 3人阴")
    await gateway.speak(R3, "wx-b", "401 2人阴")
    await bot.answered({"401": "negative", "502": "negative"})

    bot.end(signal.SIGKILL)
    await bot.start()
    await gateway.speak(R3, "wx-he", "代报 602 2人阴")
    await bot.answered({"401": "negative", "502": "negative", "602": "negative"})

    await gateway.restart()
    await bot.until(lambda: "there again" in bot.printed.read_text(encoding="utf-8"))
    await gateway.speak(R3, "wx-b", "更正 401 3人阴")
    await bot.until(lambda: bot.state()["totals"]["people"]["negative"] == 8)

    assert bot.end(signal.SIGINT) == 0
    printed = bot.printed.read_text(encoding="utf-8")
    assert "Stopped. Everything received is kept." in printed
    assert "Traceback" not in printed
    for secret in ("502 3人阴", "401 2人阴", gateway.token):
        assert secret not in printed


async def test_another_account_goes_on_with_what_was_counted(bot: Bot) -> None:
    gateway = bot.gateway
    await gateway.speak(R3, "wx-a", "502 3人阴")
    await bot.answered({"502": "negative"})
    await gateway.person("wx-successor", "分拣二号")
    for room, topic, members in (
        (R3, "3号楼官方群", ["wx-he", "wx-a", "wx-b"]), (STAFF, "居委工作群", ["wx-song", "wx-wang"])
    ):  # fmt: skip
        await gateway.room(room, topic, [(one, "") for one in (*members, "wx-successor")])
    await gateway.run("await puppet.logout('kicked'); knobs.account = 'wx-successor'; puppet.login('wx-successor')")
    await bot.until(lambda: bot.printed.read_text(encoding="utf-8").count("Logged in.") == 2)
    await bot.until(lambda: bot.printed.read_text(encoding="utf-8").count("Running.") == 2)
    await gateway.speak(R3, "wx-a", "更正 502 2人阴")
    await gateway.speak(R3, "wx-b", "401 2人阴")
    await bot.answered({"401": "negative", "502": "negative"})
    await bot.until(lambda: bot.state()["totals"]["people"]["negative"] == 4)
    asked = [one["text"] for one in await gateway.sent() if one["to"] == R3 and "收集" in one["text"]]
    assert len(asked) == 1, "the notice is not said again"
