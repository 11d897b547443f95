"""fenjian key --rotate: a new key, everything sealed anew with it, and the old one no longer needed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import rotation
from data.rotation import sealed_columns
from data.session import Database
from tests.support.databases import fresh_postgres, postgres
from tests.unit.cli.conftest import Fenjian, tell
from tests.unit.cli.opened import opened, texts

ID_CARD, PHONE, ILLNESS, NAME = "11010519491231002X", "13812345678", "糖尿病", "李老太"
DAY = tell(
    ("09:00:00", "3号楼官方群", "wx-502", f"502 {ILLNESS}，求配二甲双胍 2盒，华山医院"),
    ("09:01:00", None, "wx-502", f"身份证{ID_CARD}，用医保卡，电话{PHONE}"),
    ("09:01:30", "3号楼官方群", "wx-501", "电梯又坏了，能不能叫物业来修"),
    ("09:02:00", "5号楼官方群", "wx-101", "请问什么时候发下一批蔬菜"),
    ("09:03:00", "居委工作群", "wx-song", "/broadcast 全区\n十点起发菜，请在家等候，志愿者送到门口。"),
    ("09:03:10", "居委工作群", "wx-song", "/confirm 5"),
    ("09:03:30", "居委工作群", "wx-song", f"/answer 4 将办 十点发，{NAME}家送上门"),
    ("09:04:00", "居委工作群", "wx-song", f"/sort 3 drop 和{NAME}说过了"),
    ("09:05:00", "居委工作群", "wx-song", f"/ask 全区\n谁家有轮椅，{NAME}要用"),
)
LATER = tell(
    ("10:00:00", "5号楼官方群", "wx-102", "请问什么时候发下一批蔬菜"),
    ("10:01:00", "居委工作群", "wx-song", "/digest"),
)


def play(fenjian: Fenjian, day: str, database: str = "kept/day.db") -> str:
    """Play ``day`` on; what the bot said."""
    Path("day.jsonl").write_text(day, encoding="utf-8")
    done = fenjian("replay", "--community", "community.yaml", "--transcript", "day.jsonl", "--database", database)
    assert done.status == 0, done.err
    assert not [line for line in done.lines if "error" in line]
    return "\n".join(line["text"] for line in done.lines)


@pytest.fixture
def kept(home: Path, fenjian: Fenjian) -> Path:
    """The folder of a day's database and its key."""
    (home / "households.csv").write_text(
        f"building,unit,room,people,tags\n3,,501,2,独居\n3,,502,3,{ILLNESS}\n5,,101,1,\n"
    )
    play(fenjian, DAY)
    return home / "kept"


@pytest.fixture
def url(kept: Path) -> str:
    return f"sqlite:///{kept / 'day.db'}"


def key_of(kept: Path) -> str:
    """The one key that is in use."""
    (key,) = (kept / "fenjian.key").read_text().split()
    return key


def test_the_old_key_is_no_longer_needed(
    fenjian: Fenjian, kept: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH", 3)
    old, before, state = key_of(kept), texts(url), fenjian("state", "--database", url).out
    assert fenjian("token", "make", "区疾控", "--database", url).status == 0
    done = fenjian("key", "--rotate", "--database", url)
    assert done.status == 0, done.err
    assert "Backups made before open only with" in done.text
    assert (kept / "fenjian.key.old").read_text().split() == [old]
    (kept / "fenjian.key.old").unlink()
    assert key_of(kept) != old
    assert (texts(url), opened(url, old)) == (before, [])
    assert fenjian("state", "--database", url).out == state
    assert fenjian("doctor", "--database", url).status == 0
    # What is known by its hash alone is still known.
    assert "区疾控" in fenjian("token", "list", "--database", url).text
    assert fenjian("token", "make", "区疾控", "--database", url).status == 1
    assert "十点发" in play(fenjian, LATER)
    assert fenjian("key", "--rotate", "--database", url).status == 0
    assert fenjian("state", "--database", url).status == 0


def test_every_column_that_holds_something_sealed_is_known(kept: Path, url: str) -> None:
    known = {f"{column.table.name}.{column.name}" for column in sealed_columns()}
    found = set(opened(url, key_of(kept)))
    assert found <= known
    assert {"medicine.private", "household.tags", "demand.reason", "step.refer", "ask.body", "notice.body"} <= found


def test_no_byte_of_the_files_tells_anything_or_opens_with_the_old_key(fenjian: Fenjian, kept: Path, url: str) -> None:
    database = Database(url, inline=True)
    with database.transaction() as connection:
        tokens = [
            token for wanted in ("body FROM inbox WHERE body IS NOT NULL", "private FROM medicine")
            for token in connection.exec_driver_sql(f"SELECT {wanted}").scalars()
        ]  # fmt: skip
        # What was deleted, but lies in the file still, goes as well.
        connection.exec_driver_sql("DELETE FROM inbox")
    database.close()
    secrets = [*tokens, *(word.encode() for word in (ID_CARD, PHONE, ILLNESS, NAME))]
    fenjian("key", "--rotate", "--database", url)
    raw = b"".join(file.read_bytes() for file in kept.iterdir())
    assert len(tokens) > 10
    assert [secret for secret in secrets if secret in raw] == []


def test_killed_at_any_step_it_can_be_read_and_the_next_run_ends_it(kept: Path, url: str) -> None:
    work = [sys.executable, "-m", "tests.unit.cli.dying", str(kept), "day.db"]
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(work, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20


def test_it_waits_for_the_bot_to_be_stopped(fenjian: Fenjian, kept: Path, url: str) -> None:
    old = key_of(kept)
    bot = Database(url, inline=True)
    with bot.transaction() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM person")
    refused = fenjian("key", "--rotate", "--database", url)
    assert refused.status == 1
    assert "Stop the bot" in refused.err
    assert key_of(kept) == old
    assert not (kept / "fenjian.key.old").exists()
    with bot.transaction() as connection:
        connection.exec_driver_sql("UPDATE community SET changes = changes + 1")
    bot.close()
    assert fenjian("key", "--rotate", "--database", url).status == 0
    assert key_of(kept) != old


def test_a_backup_made_before_opens_with_the_old_key_only(fenjian: Fenjian, kept: Path, url: str) -> None:
    before, state = texts(url), fenjian("state", "--database", url).out
    assert fenjian("backup", "before.backup", "--database", url).status == 0
    assert fenjian("key", "--rotate", "--database", url).status == 0
    refused = fenjian("restore", "before.backup", "--database", url, "--force")
    assert (refused.status, texts(url)) == (1, before)
    assert "add the old one" in refused.err
    old = (kept / "fenjian.key.old").read_text()
    with (kept / "fenjian.key").open("a") as file:
        file.write(old)
    assert fenjian("restore", "before.backup", "--database", url, "--force").status == 0
    assert fenjian("state", "--database", url).out == state
    assert "2 are there" in fenjian("doctor", "--database", url).text
    assert fenjian("key", "--rotate", "--database", url).status == 0
    assert (texts(url), opened(url, old)) == (before, [])
    assert fenjian("state", "--database", url).out == state


def test_another_databases_key_changes_nothing(fenjian: Fenjian, kept: Path, url: str) -> None:
    own = key_of(kept)
    (kept / "fenjian.key").write_text(fenjian("key").text)
    strange = key_of(kept)
    refused = fenjian("key", "--rotate", "--database", url)
    assert refused.status == 1
    assert key_of(kept) == strange
    (kept / "fenjian.key").write_text(own)
    assert fenjian("state", "--database", url).status == 0


def test_a_key_from_the_environment(fenjian: Fenjian, kept: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new, before = key_of(kept), fenjian("key").text.strip(), texts(url)
    (kept / "fenjian.key").unlink()
    monkeypatch.setenv("FENJIAN_KEY", old)
    refused = fenjian("key", "--rotate", "--database", url)
    assert refused.status == 1
    assert "Put a new one, and a space, before it" in refused.err
    monkeypatch.setenv("FENJIAN_KEY", f"{new} {old}")
    assert fenjian("key", "--rotate", "--database", url).status == 0
    monkeypatch.setenv("FENJIAN_KEY", new)
    assert (texts(url), opened(url, old)) == (before, [])
    assert fenjian("state", "--database", url).status == 0
    assert not (kept / "fenjian.key").exists()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres(tmp_path_factory.mktemp("postgres")) as url:
        yield url


def test_on_a_server_as_in_a_file(fenjian: Fenjian, home: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENJIAN_HOME", str(home / "data"))
    url = fresh_postgres(server, "rotated")
    (home / "data").mkdir()
    (home / "data" / "fenjian.key").write_text(fenjian("key").text)
    play(fenjian, DAY, url)
    old, before = key_of(home / "data"), texts(url)
    bot = Database(url, inline=True)
    with bot.transaction() as connection:
        connection.exec_driver_sql("SELECT 1")
        assert "Stop the bot" in fenjian("key", "--rotate", "--database", url).err
    bot.close()
    done = fenjian("key", "--rotate", "--database", url)
    assert done.status == 0, done.err
    assert key_of(home / "data") != old
    assert (texts(url), opened(url, old)) == (before, [])
    assert "十点发" in play(fenjian, LATER, url)
