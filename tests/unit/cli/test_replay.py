"""fenjian replay and fenjian state: a night from the outside."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from data.crypt import make_key
from data.session import Database
from tests.unit.cli.conftest import NIGHT, Fenjian, Said, tell

REPLAY = ("replay", "--community", "community.yaml", "--transcript", "night.jsonl")


def play(fenjian: Fenjian, home: Path, transcript: str | bytes, *more: str) -> Said:
    raw = transcript if isinstance(transcript, bytes) else transcript.encode()
    (home / "night.jsonl").write_bytes(raw)
    return fenjian(*REPLAY, *more)


def test_what_the_bot_sent_and_the_state_at_the_end(fenjian: Fenjian, home: Path) -> None:
    done = play(fenjian, home, NIGHT, "--state", "state.json")
    assert done.status == 0, done.err
    preview = done.lines[0]
    assert (preview["at"], preview["room"]) == ("2022-04-10T01:00:00+08:00", "居委工作群")
    assert all(line.keys() >= {"at", "text", "mentions", "id"} for line in done.lines)
    assert all(("room" in line) != ("to" in line) for line in done.lines)
    assert all(line["at"].endswith("+08:00") for line in done.lines)
    assert [line["at"] for line in done.lines] == sorted(line["at"] for line in done.lines)
    assert len({line["id"] for line in done.lines}) == len(done.lines)
    assert {line["to"] for line in done.lines if "to" in line} >= {"wx-lan"}, "the relay hears of the positive"
    assert not any("阳" in line["text"] for line in done.lines if line.get("room") == "5号楼官方群")
    (collection,) = json.loads((home / "state.json").read_text(encoding="utf-8"))["collections"]
    assert (collection["id"], collection["form"], collection["status"]) == (1, "antigen", "closed")
    three = collection["buildings"]["3"]
    assert (three["households"], three["reported"], three["missing"]) == (2, 1, ["501"])
    assert collection["buildings"]["5"]["positive_rooms"] == ["101"]
    assert collection["totals"]["people"]["negative"] == 3


def test_nothing_is_left_behind(fenjian: Fenjian, home: Path) -> None:
    before = set(home.iterdir()) | {home / "night.jsonl"}
    play(fenjian, home, NIGHT)
    assert set(home.iterdir()) == before


def test_a_bad_line_is_named_and_the_rest_go_on(fenjian: Fenjian, home: Path) -> None:
    lines = NIGHT.encode().splitlines()
    bad = [
        b"nonsense", b"\xff\xfe", b'{"at": "2022-04-10T01:00:00", "room": null, "from": "a", "text": "x"}',
        b'{"from": "a", "text": "x"}', b'[]', b'{"at": "2022-04-10T01:00:00+08:00", "from": "a", "type": "dance"}',
    ]  # fmt: skip
    done = play(fenjian, home, b"\n".join([*bad, b"", *lines]), "--state", "state.json")
    assert done.status == 0, done.err
    errors = [line for line in done.lines if "error" in line]
    assert sorted(line["line"] for line in errors) == [1, 2, 3, 4, 5, 6]
    assert "offset" in next(line["error"] for line in errors if line["line"] == 3)
    assert json.loads((home / "state.json").read_text())["collections"][0]["totals"]["people"]["negative"] == 3


ODD: list[dict[str, object]] = [
    {"room": ["a"]}, {"from": None}, {"from": "\ud83d"}, {"text": {}}, {"quote": ["x"]}, {"id": [1]}, {"id": "a\0"},
    {"at": 5}, {"at": "0001-01-01T00:00:00+08:00"}, {"at": "9999-12-31T23:59:59+00:00"},
]  # fmt: skip


def test_no_value_ends_the_command(fenjian: Fenjian, home: Path) -> None:
    usual = {"at": "2022-04-10T06:32:00+08:00", "room": "3号楼官方群", "from": "x", "text": "x"}
    fine: list[dict[str, object]] = [{"room": 5}, {"from": 5}, {"text": "\ud83d\0"}, {"name": "\ud83d"}, {"quote": 5}]
    done = play(fenjian, home, "\n".join(json.dumps({**usual, **odd}) for odd in (*ODD, *fine)) + "\n" + "[" * 99_999)
    assert done.status == 0, done.err
    assert [line["line"] for line in done.lines if "error" in line] == [*range(1, len(ODD) + 1), len(ODD + fine) + 1]


def test_the_order_of_the_lines_does_not_matter_and_a_message_counts_once(fenjian: Fenjian, home: Path) -> None:
    lines = [json.dumps({**json.loads(line), "id": str(n)}) for n, line in enumerate(NIGHT.splitlines())]
    play(fenjian, home, "\n".join(lines), "--state", "a.json")
    play(fenjian, home, "\n".join([*reversed(lines), *lines]), "--state", "b.json")
    assert (home / "a.json").read_text() == (home / "b.json").read_text()


def test_an_empty_transcript(fenjian: Fenjian, home: Path) -> None:
    done = play(fenjian, home, "", "--state", "state.json")
    assert (done.status, done.out) == (0, b"")
    assert json.loads((home / "state.json").read_text()) == {"collections": [], "demands": [], "notices": []}


def test_a_line_may_hold_what_unicode_calls_a_line_end(fenjian: Fenjian, home: Path) -> None:
    said = json.dumps({"at": "2022-04-10T06:32:00+08:00", "room": "3号楼官方群", "from": "x", "text": "a\u2028b"})
    assert not [line for line in play(fenjian, home, said.replace("\\u2028", "\u2028")).lines if "error" in line]


def test_state_says_the_same_of_a_database_that_was_kept(fenjian: Fenjian, home: Path, played: str) -> None:
    shown = fenjian("state", "--database", played)
    assert shown.status == 0, shown.err
    assert shown.lines == [json.loads((home / "state.json").read_text())]
    assert fenjian("state", "--database", played, "--community", "community.yaml").out == shown.out


def test_a_night_goes_on_where_the_last_one_ended(fenjian: Fenjian, home: Path, played: str) -> None:
    later = tell(("08:40:00", "3号楼官方群", "wx-501", "501 2人阴"))
    play(fenjian, home, later, "--database", played, "--state", "state.json")
    (collection,) = json.loads((home / "state.json").read_text())["collections"]
    assert collection["buildings"]["3"]["late"] == ["501"]


def test_state_may_be_asked_while_somebody_writes(fenjian: Fenjian, played: str) -> None:
    before = fenjian("state", "--database", played)
    database = Database(played, inline=True)
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE collection SET title = 'changed'")
        assert fenjian("state", "--database", played).out == before.out
    database.close()
    assert "changed" in fenjian("state", "--database", played).text


def test_state_changes_no_file(fenjian: Fenjian, home: Path, played: str) -> None:
    database = home / "kept" / "night.db"
    before = database.read_bytes()
    fenjian("state", "--database", played)
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda kept: (kept / "night.db").unlink(), "There is no database at"),
        (lambda kept: (kept / "night.db").write_bytes(b"no database" * 100), "damaged"),
        (lambda kept: (kept / "fenjian.key").unlink(), "No key at"),
        (lambda kept: (kept / "fenjian.key").write_text(make_key()), "does not open with this key"),
        (lambda kept: (kept / "fenjian.key").write_text("secret"), "32 bytes"),
    ],
)
def test_state_of_what_is_not_in_order(
    fenjian: Fenjian, home: Path, played: str, spoil: Callable[[Path], object], says: str
) -> None:
    kept = home / "kept"
    for ending in ("-wal", "-shm"):
        (kept / f"night.db{ending}").unlink(missing_ok=True)
    spoil(kept)
    asked = fenjian("state", "--database", played)
    assert (asked.status, asked.out) == (1, b"")
    assert says in asked.err
    assert "Traceback" not in asked.err


def test_a_lost_key_is_never_replaced_by_a_new_one(fenjian: Fenjian, home: Path, played: str) -> None:
    (home / "kept" / "fenjian.key").unlink()
    done = fenjian(*REPLAY, "--database", played)
    assert (done.status, (home / "kept" / "fenjian.key").exists()) == (1, False)


def test_the_key_may_come_from_the_environment(fenjian: Fenjian, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENJIAN_KEY", fenjian("key").text)
    assert play(fenjian, home, NIGHT, "--database", "kept.db").status == 0
    assert fenjian("state", "--database", "kept.db").status == 0
    assert not (home / "fenjian.key").exists()
    assert fenjian("key", "--rotate", "--database", "kept.db").status == 1


def test_a_bad_line_is_told_in_a_sentence_and_odd_ones_in_a_note(fenjian: Fenjian, home: Path) -> None:
    bad = ['{"from": "a"}', '{"at": "today", "from": "a"}', "[]"]
    late, early = tell(("06:32:00", "聚餐群", "x", "x")), tell(("06:31:00", None, "x", "x"))
    done = play(fenjian, home, "\n".join([*bad, late, early]))
    assert [line["error"].split(":")[0] for line in done.lines if "error" in line] == [
        "`at` is missing", "`at` 'today' is not a time; write it as 2022-04-10T01", "not a message",
    ]  # fmt: skip
    assert "KeyError" not in done.text
    assert "not in the community file, and so groups without a meaning until they are bound: 聚餐群" in done.err
    assert "not in the order of their times" in done.err
    assert play(fenjian, home, NIGHT).err == ""


def test_a_line_from_another_century_costs_nothing(fenjian: Fenjian, home: Path) -> None:
    far = "".join(tell(("06:31:00", "3号楼官方群", "x", "早")).replace("2022", year) for year in ("1970", "9998"))
    began = perf_counter()
    done = play(fenjian, home, NIGHT + far, "--state", "state.json")
    assert done.status == 0, done.err
    assert perf_counter() - began < 20, "a round an hour would take days"
    (collection,) = json.loads((home / "state.json").read_text(encoding="utf-8"))["collections"]
    assert (collection["status"], collection["buildings"]["3"]["missing"]) == ("closed", ["501"])
