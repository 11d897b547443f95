"""fenjian understand: one line in, one line out, whatever comes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.jsonl import to_bytes
from bot.cli.understand import answer
from bot.understand import Reader, load_forms
from bot.words import load_words
from tests.unit.cli.conftest import Fenjian

ROOT = Path(__file__).resolve().parents[3]
READER = Reader(load_forms(), load_words().longest_first)
KEYS = ("id", "kind", "form", "chain", "entries", "category", "urgency", "party", "review")


def ask(**message: Any) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode() + b"\n"


def test_a_line_for_each_message_in_order(fenjian: Fenjian) -> None:
    asked = ask(id="a", text="502 2人阴", building="3", collecting="antigen") + ask(id=7, text="今天天气不错")
    done = fenjian("understand", stdin=asked)
    first, second = done.lines
    assert done.status == 0
    assert set(KEYS) <= set(first)
    assert (first["id"], first["kind"], first["form"]) == ("a", "report", "antigen")
    assert [(entry["building"], entry["room"], entry["negative"]) for entry in first["entries"]] == [("3", "502", 2)]
    assert (second["id"], second["kind"], second["entries"]) == (7, "chat", [])


def test_a_relay_who_disagrees_sees_the_words(fenjian: Fenjian) -> None:
    asked = ask(id=1, text="502 两条杠", building="3", collecting="antigen")
    plain, explained = fenjian("understand", stdin=asked), fenjian("understand", "--explain", stdin=asked)
    line = explained.lines[0]
    steps = line.pop("explain")
    assert [line] == plain.lines
    assert {"words": "两条杠", "as": "回答：阳性", "from": "data/forms/antigen.yaml"} in steps


def test_a_bad_line_gets_an_error_and_the_rest_go_on(fenjian: Fenjian) -> None:
    bad = [
        b"nonsense",
        b"[1, 2]",
        b'"text"',
        b'{"id": NaN}',
        b"\xff\xfe",
        b"[" * 100_000,
        ask(id=9, text=["a"]).strip(),
    ]
    done = fenjian("understand", stdin=b"\n".join([*bad, b"", b"  ", ask(id="last", text="502阴")]))
    assert done.status == 0
    *errors, last = done.lines
    assert len(errors) == len(bad)
    assert all(line["error"] for line in errors)
    assert [line["id"] for line in errors] == [None] * 6 + [9]
    assert (last["id"], last["kind"]) == ("last", "report")


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"text": None, "sender": None, "group": None, "building": None, "collecting": None},
        {"text": 502, "sender": 502, "building": 3, "collecting": "antigen", "colour": "red"},
        {"text": 2.5, "collecting": "no such form", "group": "no such group"},
        {"text": "\ud83d half an emoji \x00\x1b", "sender": "\udc00"},
        {"text": "阴" * 100_000},
    ],
)
def test_whatever_a_key_holds_there_is_an_answer(message: dict[str, Any]) -> None:
    found = answer(READER, json.dumps({"id": 1, **message}).encode())
    assert "error" not in found
    json.loads(to_bytes(found))


@pytest.mark.parametrize("number", ["1e400", "-1e400", "9" * 5_000])
def test_a_number_that_no_other_program_could_read_back_is_refused_kindly(number: str) -> None:
    found = answer(READER, f'{{"id": {number}, "text": "502 阴"}}'.encode())
    assert "a number" in found["error"]
    assert "sys." not in found["error"]


def test_numbers_are_read_as_texts() -> None:
    found = answer(READER, b'{"id": 1, "text": "502 -3", "building": 3, "collecting": "headcount"}')
    assert [(entry["building"], entry["count"]) for entry in found["entries"]] == [("3", 3)]


def test_the_building_in_whatever_form() -> None:
    for building in ("3", "3号楼", "０3", 3, "三号楼"):
        found = answer(READER, ask(text="502 阴", building=building, collecting="antigen"))
        assert found["entries"][0]["building"] == "3"


def test_half_an_emoji_comes_back_as_it_came(fenjian: Fenjian) -> None:
    escaped = fenjian("understand", stdin=b'{"id": "\\ud83d", "text": "x"}\n')
    forced = fenjian("understand", stdin=b'{"id": "\xed\xa0\xbd", "text": "x"}\n')
    assert escaped.lines[0]["id"] == forced.lines[0]["id"] == "\ud83d"
    escaped.out.decode("utf-8")  # what is written is UTF-8 all the same


def test_the_locale_changes_nothing() -> None:
    surroundings = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "understand"], cwd=ROOT, env=surroundings, input=ask(id="号", text="502 阴"),
        capture_output=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["id"] == "号"
    assert "号".encode() in done.stdout


def test_whoever_stops_listening_hears_no_complaint() -> None:
    command = subprocess.Popen(
        [sys.executable, "-m", "bot", "understand"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    with command:
        assert command.stdin
        assert command.stdout
        assert command.stderr
        command.stdin.write(ask(id=1, text="x"))
        command.stdin.flush()
        assert json.loads(command.stdout.readline())["id"] == 1, "each answer comes at once"
        command.stdout.close()
        command.stdin.write(ask(id=2, text="x") * 10)
        command.stdin.close()
        assert command.stderr.read() == b""


@given(raw=st.binary(max_size=200))
def test_no_line_ends_the_command(raw: bytes) -> None:
    json.loads(to_bytes(answer(READER, raw)))


FLOATS = st.floats(allow_nan=False, allow_infinity=False)


@given(
    message=st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            ("id", "text", "sender", "group", "building", "collecting"),
            st.recursive(
                st.none()
                | st.booleans()
                | st.integers()
                | st.floats(allow_nan=False, allow_infinity=False)
                | st.text(),
                lambda inner: st.lists(inner, max_size=2),
                max_leaves=3,
            ),
        ),
    )
)
def test_no_value_ends_the_command(message: dict[str, Any]) -> None:
    found = answer(READER, json.dumps(message).encode())
    assert found["id"] == message.get("id")
    assert not found.get("error", "").startswith("not understood")
