"""fenjian backup and restore: everything, encrypted, whole or not at all."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import vessel
from bot.cli.dump import read_dump
from bot.cli.vessel import read_vessel, write_vessel
from bot.errors import StorageError
from data.session import Database
from tests.support.databases import fresh_postgres, postgres
from tests.unit.cli.conftest import Fenjian

KEY = bytes(range(32))


@pytest.fixture
def saved(fenjian: Fenjian, played: str) -> Path:
    assert fenjian("backup", "night.backup", "--database", played).status == 0
    return Path("night.backup").absolute()


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    database = Database(url, inline=True)
    with database.transaction() as connection:
        names = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        held = {name: connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in names}
    database.close()
    return {name: sorted(map(tuple, found), key=str) for name, found in held.items()}


def test_everything_comes_back(fenjian: Fenjian, home: Path, played: str, saved: Path) -> None:
    back = f"sqlite:///{home / 'kept' / 'back.db'}"
    done = fenjian("restore", saved, "--database", back)
    assert done.status == 0, done.err
    assert rows(back) == rows(played)
    assert fenjian("state", "--database", back).out == fenjian("state", "--database", played).out


def test_nothing_in_the_file_can_be_read_and_nobody_else_may(saved: Path) -> None:
    assert "官方群".encode() not in saved.read_bytes()
    assert b"antigen" not in saved.read_bytes()
    if os.name == "posix":
        assert saved.stat().st_mode & 0o077 == 0


def test_a_backup_while_somebody_writes_holds_one_moment(fenjian: Fenjian, home: Path, played: str) -> None:
    database = Database(played, inline=True)
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE collection SET title = 'half written'")
        assert fenjian("backup", "now.backup", "--database", played).status == 0
    database.close()
    back = f"sqlite:///{home / 'kept' / 'back.db'}"
    fenjian("restore", "now.backup", "--database", back)
    assert "half written" not in str(rows(back)["collection"])


def test_what_is_there_is_only_replaced_when_told(fenjian: Fenjian, played: str, saved: Path) -> None:
    content = saved.read_bytes()
    again = fenjian("backup", saved, "--database", played)
    assert (again.status, saved.read_bytes()) == (1, content)
    assert "--force" in again.err
    before = rows(played)
    database = Database(played, inline=True)
    with database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM standing")
    database.close()
    refused = fenjian("restore", saved, "--database", played)
    assert (refused.status, rows(played)["standing"]) == (1, [])
    assert fenjian("restore", saved, "--database", played, "--force").status == 0
    assert rows(played) == before


def test_a_damaged_database_is_set_aside(fenjian: Fenjian, home: Path, played: str, saved: Path) -> None:
    for ending in ("-wal", "-shm"):
        (home / "kept" / f"night.db{ending}").unlink(missing_ok=True)
    (home / "kept" / "night.db").write_bytes(b"no database" * 100)
    assert fenjian("restore", saved, "--database", played).status == 1
    assert fenjian("restore", saved, "--database", played, "--force").status == 0
    assert fenjian("state", "--database", played).status == 0
    assert (home / "kept" / "night.db.damaged").read_bytes().startswith(b"no database")


@pytest.mark.parametrize("share", [0.0, 0.001, 0.5, 0.999])
def test_half_a_backup_replaces_nothing(fenjian: Fenjian, played: str, saved: Path, share: float) -> None:
    before = rows(played)
    content = saved.read_bytes()
    saved.write_bytes(content[: int(len(content) * share)])
    done = fenjian("restore", saved, "--database", played, "--force")
    assert (done.status, rows(played)) == (1, before)
    assert "Traceback" not in done.err


def test_another_installations_key_does_not_open_it(fenjian: Fenjian, home: Path, saved: Path) -> None:
    (home / "other").mkdir()
    (home / "other" / "fenjian.key").write_text(fenjian("key").text)
    done = fenjian("restore", saved, "--database", "other/night.db")
    assert done.status == 1
    assert "another key" in done.err
    assert not (home / "other" / "night.db").exists()


def test_files_that_are_not_there_or_are_something_else(fenjian: Fenjian, home: Path, played: str) -> None:
    assert "cannot be read" in fenjian("restore", "none.backup", "--database", played).err
    assert "no backup of fenjian" in fenjian("restore", "community.yaml", "--database", played).err
    assert "cannot be written" in fenjian("backup", "no/such/folder", "--database", played).err
    assert fenjian("backup", "x", "--database", "none.db").status == 1
    assert not (home / "none.db").exists()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres(tmp_path_factory.mktemp("postgres")) as url:
        yield url


def test_from_one_kind_of_database_to_the_other_and_back(
    fenjian: Fenjian, home: Path, played: str, saved: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FENJIAN_KEY_FILE", str(home / "kept" / "fenjian.key"))
    other, back = fresh_postgres(server, "moved"), f"sqlite:///{home / 'back.db'}"
    moved = fenjian("restore", saved, "--database", other)
    assert moved.status == 0, moved.err
    assert fenjian("state", "--database", other).lines == fenjian("state", "--database", played).lines
    assert fenjian("doctor", "--database", other).status == 0
    assert fenjian("backup", "moved.backup", "--database", other).status == 0
    assert fenjian("restore", "moved.backup", "--database", back).status == 0
    assert rows(back) == rows(played)


@pytest.mark.parametrize("size", [0, 1, 9, 10, 11, 20, 35])
def test_a_vessel_of_any_size_opens_and_none_that_was_touched(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vessel, "CHUNK", 10)
    content = bytes(range(size))
    file = io.BytesIO()
    write_vessel(file, KEY, [content[:7], content[7:]])
    whole = file.getvalue()
    assert b"".join(read_vessel(io.BytesIO(whole), [bytes(32), KEY])) == content
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        for touched in (bytes(changed), whole[:place]):
            with pytest.raises(StorageError):
                list(read_vessel(io.BytesIO(touched), [KEY]))


def test_a_dump_that_ends_too_early_or_comes_from_the_future() -> None:
    lines = b'{"format":1,"schema":"0001","made_at":"x"}\n{"table":"a","columns":["b"]}\n[1]\n'
    _, parts = read_dump([zlib.compress(lines)])
    with pytest.raises(StorageError, match="not whole"):
        list(parts)
    with pytest.raises(StorageError, match="newer"):
        read_dump([zlib.compress(b'{"format":2}\n')])
