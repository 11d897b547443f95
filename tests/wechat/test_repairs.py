"""Each repair by a Python that goes without it. A test that fails here says: upstream is mended, delete the repair."""

from __future__ import annotations

import subprocess
import sys

import pytest

WITHOUT = """
import os, sys, warnings
warnings.simplefilter("ignore")
os.environ["WECHATY_LOG"] = "silly"
from bot.transport.wechat.repairs import REPAIRS
for repair in REPAIRS:
    if repair.__name__ != sys.argv[1]:
        repair()
import wechaty, wechaty_puppet_service
"""
CANNOT = {
    "event_emitter": "cannot import name 'AsyncIOEventEmitter' from 'pyee'",
    "host_of_url": "cannot import name 'get_host' from 'urllib3'",
    "options_as_default": "mutable default <class 'wechaty_puppet.schemas.puppet.PuppetOptions'>",
}
if sys.version_info >= (3, 13):
    CANNOT["telnet"] = "No module named 'telnetlib'"


def imported(tmp_path: object, without: str) -> subprocess.CompletedProcess[str]:
    environment = {"CACHE_DIR": f"{tmp_path}/cache", "PYTHONPATH": ":".join(filter(None, sys.path))}
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, without], capture_output=True, text=True, env=environment, check=False
    )


@pytest.mark.parametrize("repair", CANNOT)
def test_a_repair_is_still_needed(repair: str, tmp_path: object) -> None:
    attempt = imported(tmp_path, repair)
    assert attempt.returncode, f"wechaty can be imported without it: delete the repair {repair}"
    assert CANNOT[repair] in attempt.stderr


def test_with_all_of_them_it_can_be_imported(tmp_path: object) -> None:
    attempt = imported(tmp_path, "none")
    assert attempt.returncode == 0, attempt.stderr
