"""Where Node.js or the network is missing, a sentence says what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli.node import bare_environment, find_node, install, place_of
from bot.errors import ConfigError

NODE = "#!/bin/sh\necho {version}\n"


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are looked for, besides those of the system that stand-ins need."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(script)
    file.chmod(0o755)


def test_no_node_is_a_sentence_with_the_mend(tools: Path) -> None:
    with pytest.raises(ConfigError, match=r"18 or newer, and none was found\. Install it .*apt install nodejs"):
        find_node()


@pytest.mark.parametrize(("version", "told"), [("v16.20.2", "v16.20.2"), ("", "broken")])
def test_an_old_or_broken_node_is_named(tools: Path, version: str, told: str) -> None:
    put(tools, "node", NODE.format(version=version))
    with pytest.raises(ConfigError, match=rf"bin/node is {told}\. Install it"):
        find_node()


def test_node_without_npm_is_a_sentence(tools: Path) -> None:
    put(tools, "node", NODE.format(version="v20.1.0"))
    with pytest.raises(ConfigError, match="npm is missing"):
        find_node()
    put(tools, "npm", NODE.format(version="11"))
    assert find_node() == tools / "node"


def test_what_npm_says_is_told_and_nothing_half_made_is_left(tools: Path, tmp_path: Path) -> None:
    put(tools, "npm", "#!/bin/sh\necho 'npm warn old' >&2\necho 'npm error network is down' >&2\nexit 1\n")
    with pytest.raises(ConfigError, match=r"needs the network\. npm says: network is down$"):
        install(tmp_path / "state")
    assert list((tmp_path / "state").iterdir()) == []


def test_it_is_installed_once_and_a_new_gateway_needs_no_new_packages(tools: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    put(tools, "npm", f"#!/bin/sh\n[ ! -e {tmp_path}/once ] || exit 1\n: > {tmp_path}/once\n/bin/mkdir node_modules\n")
    place = install(state)
    (place / "gateway.mjs").write_text("of an older version")
    assert install(state) == place
    assert "loopback" in (place / "gateway.mjs").read_text()


def test_another_provider_lies_in_another_folder(tmp_path: Path) -> None:
    assert len({place_of(tmp_path, provider) for provider in ("", "one", "two")}) == 3


def test_code_of_others_knows_neither_key_nor_database(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FENJIAN_KEY", "FENJIAN_DATABASE", "FENJIAN_GATEWAY_PROVIDER_TOKEN", "WECHATY_PUPPET_SERVICE_TOKEN"):
        monkeypatch.setenv(name, "x")
    known = bare_environment()
    assert known["FENJIAN_GATEWAY_PROVIDER_TOKEN"] == "x"
    assert not {"FENJIAN_KEY", "FENJIAN_DATABASE", "WECHATY_PUPPET_SERVICE_TOKEN"} & known.keys()


def test_the_lock_binds_what_it_names_and_names_no_address() -> None:
    folder = Path(__file__).resolve().parents[3] / "bot" / "transport" / "wechat" / "gateway"
    packages = json.loads((folder / "package-lock.json").read_text())["packages"]
    named = {name: each for name, each in packages.items() if name}
    assert named
    assert all("integrity" in each and "resolved" not in each for each in named.values())
