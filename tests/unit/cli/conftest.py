"""Commands as a person types them, in a folder of their own, and a tiny compound that is sound."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot import log
from bot.__main__ import main

COMMUNITY = """\
name: 试验小区
timezone: Asia/Shanghai
households: households.csv
rooms:
  - {topic: 3号楼官方群, kind: official, building: "3", members: [wx-song, wx-he]}
  - {topic: 5号楼官方群, kind: official, building: "5", members: [wx-song, wx-lan]}
  - {topic: 居委工作群, kind: staff, members: [wx-song]}
people:
  - {id: wx-song, name: 宋书记, role: secretary}
  - {id: wx-he, name: 小荷, role: relay, buildings: ["3"]}
  - {id: wx-lan, name: 小兰, role: relay, buildings: ["5"]}
"""
HOUSEHOLDS = "building,unit,room,people,tags\n3,,501,2,\n3,,502,3,\n5,,101,1,\n"


@dataclass(frozen=True)
class Said:
    """What a command wrote, and how it ended."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Fenjian = Callable[..., Said]


def settle(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Put the compound's files into ``folder`` and go there; the machine's own settings do not count."""
    (folder / "community.yaml").write_text(COMMUNITY, encoding="utf-8")
    (folder / "households.csv").write_text(HOUSEHOLDS, encoding="utf-8")
    patch.chdir(folder)
    for name in ("KEY", "KEY_FILE", "HOME", "DATABASE"):
        patch.delenv(f"FENJIAN_{name}", raising=False)


def type_command(*arguments: str | Path, stdin: bytes = b"") -> Said:
    """Type a command; what it writes and how it ends comes back."""
    out, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["fenjian", *map(str, arguments)])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="ascii", write_through=True))
        patch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="ascii", write_through=True))
        status = 0
        try:
            main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
        sys.stdout.flush()
        return Said(status, out.getvalue(), err.getvalue().decode())


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to work in, with the compound's files."""
    settle(tmp_path, monkeypatch)
    yield tmp_path
    log.set_up("CRITICAL")


@pytest.fixture
def fenjian(home: Path) -> Fenjian:
    """Types commands in ``home``."""
    assert home.is_dir()
    return type_command


def tell(*said: tuple[str, str | None, str, str]) -> str:
    """A transcript of (time on 10 April 2022, room, contact, text)."""
    return "".join(
        json.dumps({"at": f"2022-04-10T{at}+08:00", "room": room, "from": contact, "text": text}) + "\n"
        for at, room, contact, text in said
    )


NIGHT = tell(
    ("01:00:00", "居委工作群", "wx-song", "/collect antigen 截止 7:30\n请各位邻居七点半前报结果，谢谢配合。"),
    ("01:00:30", "居委工作群", "wx-song", "/confirm 1"),
    ("06:30:00", "3号楼官方群", "wx-502", "502 3人阴"),
    ("06:31:00", "5号楼官方群", "wx-101", "101 阳"),
)


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which a night was played into a database that stays; played once for all tests."""
    folder = tmp_path_factory.mktemp("night")
    with pytest.MonkeyPatch.context() as patch:
        settle(folder, patch)
        (folder / "night.jsonl").write_text(NIGHT, encoding="utf-8")
        done = type_command(
            "replay", "--community", "community.yaml", "--transcript", "night.jsonl", "--database", "kept/night.db",
            "--state", "state.json",
        )  # fmt: skip
    assert done.status == 0, done.err
    return folder


@pytest.fixture
def played(night: Path, home: Path) -> str:
    """A copy of that night in ``home``: the URL of its database."""
    shutil.copytree(night, home, dirs_exist_ok=True)
    return f"sqlite:///{home / 'kept' / 'night.db'}"
