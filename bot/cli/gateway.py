"""``fenjian gateway``: the WeChat side of the bot, a process of its own on this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import IO

from rich.console import Console
from rich.text import Text

from bot.cli.installation import load_settings
from bot.cli.node import bare_environment, find_node, install
from bot.cli.opening import ending_signals
from bot.cli.qr import remove_qr, show_qr
from bot.errors import ConfigError
from bot.settings import Settings

PROVIDER = "wechaty-puppet-wechat4u"
PORT = 8788
ENDPOINT, TOKEN = "WECHATY_PUPPET_SERVICE_ENDPOINT", "WECHATY_PUPPET_SERVICE_TOKEN"
_HOPELESS = 3
_PAUSE, _LONGEST_PAUSE = 5.0, 60.0


def gateway_folder(settings: Settings) -> Path:
    """Where the gateway keeps its packages, its token and the session of the account."""
    return settings.home / "gateway"


def service(settings: Settings, environment: Mapping[str, str] = os.environ) -> tuple[str, str]:
    """Endpoint and token of the gateway that the bot shall use: as set, else those of ``fenjian gateway`` here.

    Raises:
        ConfigError: there is no token; says how to come by one.
    """
    endpoint = environment.get(ENDPOINT) or f"127.0.0.1:{PORT}"
    token = environment.get(TOKEN, "")
    file = gateway_folder(settings) / "token"
    if not token and file.is_file():
        token = file.read_text(encoding="ascii").strip()
    if not token:
        raise ConfigError(
            f"No gateway is known. Start one in another window: fenjian gateway. "
            f"For one elsewhere, set {ENDPOINT} and {TOKEN}."
        )
    return endpoint, token


class _Child:
    """The gateway's process, and whether it was told to end."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.ending = threading.Event()

    def end(self, number: int, frame: FrameType | None) -> None:
        self.ending.set()
        if self.process is not None:
            self.process.terminate()


def gateway(provider: str, port: int) -> None:
    """Run until told to stop; installs what is missing first, and begins anew where the provider fell.

    Raises:
        ConfigError: Node.js, npm, the provider or the port is not there.
    """
    settings, console = load_settings(), Console(highlight=False, soft_wrap=True)
    node = find_node()
    folder = gateway_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    console.print(Text(f"Provider: {provider}. Data: {folder.absolute()}. The first time, installing takes a minute."))
    script = install(folder, provider).absolute() / "gateway.mjs"
    environment = bare_environment() | {
        "FENJIAN_GATEWAY_PROVIDER": provider,
        "FENJIAN_GATEWAY_PORT": str(port),
        "FENJIAN_GATEWAY_TOKEN": os.environ.get(TOKEN, ""),
        "FENJIAN_GATEWAY_LEASH": "1",
    }
    child = _Child()
    for number in ending_signals():
        signal.signal(number, child.end)
    pause = _PAUSE
    try:
        while not child.ending.is_set():
            child.process = subprocess.Popen(  # noqa: S603
                [node, script],
                cwd=folder,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # Ctrl-C reaches it through this process alone.
                start_new_session=True,
            )
            with child.process as process:
                said = _listen(process.stdout, console, folder)
            if process.returncode == 0:
                return
            if process.returncode == _HOPELESS:
                raise ConfigError(f"The gateway cannot start: {said}.")
            console.print(f"gateway: begins again in {pause:.0f} s")
            child.ending.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
    finally:
        remove_qr(folder)


def _listen(lines: IO[bytes] | None, console: Console, folder: Path) -> str:
    """Pass on what the gateway says, until it says no more; returns the last line."""
    line = ""
    for raw in lines or ():
        line = raw.decode(errors="replace").strip()
        if line.startswith("scan http"):
            show_qr(line.removeprefix("scan "), console, folder)
            continue
        if line == "logged in":
            remove_qr(folder)
        console.print(Text(f"gateway: {line}"))
    return line
