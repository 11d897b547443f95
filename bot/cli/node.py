"""Node.js on this machine, and the packages of the gateway: found, installed once, kept by what the lock names."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from bot.errors import ConfigError

OLDEST = 18
_FILES = ("package.json", "package-lock.json", ".npmrc", "gateway.mjs")
_SAID = 300
_OURS = ("FENJIAN_", "WECHATY_PUPPET_SERVICE_ENDPOINT", "WECHATY_PUPPET_SERVICE_TOKEN")
_NO_NODE = (
    "The gateway runs on Node.js {oldest} or newer, and {found}. Install it (Debian, Ubuntu: apt install nodejs npm; "
    "macOS: brew install node), then call this again."
)


def find_node() -> Path:
    """The Node.js that will run the gateway.

    Raises:
        ConfigError: there is none, it is too old, or npm is missing.
    """
    node = shutil.which("node")
    if node is None:
        raise ConfigError(_NO_NODE.format(oldest=OLDEST, found="none was found"))
    try:
        told = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=True)  # noqa: S603
        said = told.stdout.strip()
    except (OSError, subprocess.SubprocessError):
        said = ""
    version = re.match(r"v(\d+)\.", said)
    if version is None or int(version[1]) < OLDEST:
        raise ConfigError(_NO_NODE.format(oldest=OLDEST, found=f"{node} is {said or 'broken'}"))
    if shutil.which("npm") is None:
        raise ConfigError("npm is missing: it comes with Node.js (Debian, Ubuntu: apt install npm).")
    return Path(node)


def install(folder: Path, provider: str = "", *, with_mock: bool = False) -> Path:
    """The folder below ``folder`` that holds the gateway with its packages; made where it is not there yet.

    ``provider`` is a package's name, installed beside the gateway; ``with_mock`` brings what the tests need.

    Raises:
        ConfigError: npm did not finish; says why as far as npm does.
    """
    parts = _parts()
    place = place_of(folder, provider, with_mock=with_mock)
    if not (place / "node_modules").is_dir():
        draft = folder / f"draft-{place.name}-{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        try:
            _write(draft, parts)
            _npm(draft, ["ci", *([] if with_mock else ["--omit=dev"])])
            if provider:
                # Its own code runs with the account anyway: its install scripts may too.
                _npm(draft, ["install", "--no-save", "--omit=dev", "--ignore-scripts=false", "--", provider])
            _put(draft, place)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    _write(place, parts)
    return place


def place_of(folder: Path, provider: str = "", *, with_mock: bool = False) -> Path:
    """The folder below ``folder`` that belongs to these packages: another lock or provider, another folder."""
    sign = hashlib.sha256(_parts()["package-lock.json"] + f"{provider} {with_mock}".encode())
    return folder / f"node-{sign.hexdigest()[:12]}"


def _parts() -> dict[str, bytes]:
    source = files("bot.transport.wechat") / "gateway"
    return {name: (source / name).read_bytes() for name in _FILES}


def bare_environment() -> dict[str, str]:
    """The environment for code of others: without the key, the database and whatever else only the bot may know.

    Nor where the bot finds its gateway: a provider that is a service elsewhere would take it for its own.
    """
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_OURS) or name.startswith("FENJIAN_GATEWAY_")
    }


def _write(place: Path, parts: dict[str, bytes]) -> None:
    for name, content in parts.items():
        file, draft = place / name, place / f"{name}.{os.getpid()}"
        if not file.is_file() or file.read_bytes() != content:
            draft.write_bytes(content)
            draft.replace(file)


def _put(draft: Path, place: Path) -> None:
    """Another process may have been quicker: then its folder is as good."""
    try:
        draft.rename(place)
    except OSError:
        if not (place / "node_modules").is_dir():
            raise


def _npm(folder: Path, words: Sequence[str]) -> None:
    npm = shutil.which("npm") or "npm"
    done = subprocess.run(  # noqa: S603
        [npm, *words], cwd=folder, env=bare_environment(), capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        told = [line.removeprefix("npm error").strip() for line in done.stderr.splitlines() if "npm error" in line]
        reason = " ".join(told)[:_SAID]
        raise ConfigError(
            f"npm could not install the gateway (npm {words[0]}). The first time it needs the network. npm says: "
            f"{reason or 'nothing'}"
        )
