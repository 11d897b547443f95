"""``fenjian run`` as somebody starts it: the demonstration without a terminal, and the bot itself."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from pathlib import Path

import pytest

from data.crypt import make_key
from data.demo.sweep import demo_community, make_sweep
from tests.demo.conftest import ROOT, Start

ENDS_WITHIN = 180
"""Seconds: the machine may be busy."""
COMMUNITY = str(ROOT / "tests" / "support" / "community.yaml")


def until(process: subprocess.Popen[str], words: str) -> str:
    """Read what is printed until ``words`` have come."""
    assert process.stdout is not None
    said = ""
    while words not in said:
        line = process.stdout.readline()
        assert line, f"it ended after:\n{said}"
        said += line
    return said


def types(process: subprocess.Popen[str], *lines: str) -> None:
    """Type lines into the running program."""
    assert process.stdin is not None
    process.stdin.write("".join(f"{line}\n" for line in lines))
    process.stdin.flush()


def test_without_a_terminal_the_sweep_ends_with_its_table(start: Start) -> None:
    process = start("run", stdin=subprocess.DEVNULL)
    said, wrong = process.communicate()
    assert process.returncode == 0, wrong
    assert wrong == ""
    truth = make_sweep(demo_community()).truth
    found = re.search(
        r"(\d+) of (\d+) households · (\d+) missing · (\d+) need a look · (\d+) positive · (\d+) late", said
    )
    assert found is not None, said
    answered, expected, missing, _, positive, late = map(int, found.groups())
    results = [result for rooms in truth.results.values() for result in rooms.values()]
    assert expected == sum(not home.vacant for home in demo_community().households)
    assert answered + missing == expected
    assert abs(missing - results.count("missing")) <= 0.01 * expected
    assert late == sum(map(len, truth.late.values()))
    assert positive >= sum(map(len, truth.positive_rooms.values())), "none is missed"
    assert "python -m bot run --community" in said, "what one could do next"


def test_ctrl_c_ends_the_demonstration_at_any_moment(start: Start) -> None:
    process = start("run")
    until(process, "messages")
    process.send_signal(signal.SIGINT)
    _, wrong = process.communicate(timeout=ENDS_WITHIN)
    assert process.returncode == 0
    assert "Traceback" not in wrong


@pytest.mark.parametrize("arguments", [(), ("--community", COMMUNITY)])
def test_sigint_ends_it_in_the_background_of_a_script(start: Start, arguments: tuple[str, ...]) -> None:
    # As a shell without job control starts what stands before an &.
    process = start("run", *arguments, before=("sh", "-c", 'trap "" INT; exec "$@"', "sh"))
    until(process, "Running." if arguments else "One moment")
    process.send_signal(signal.SIGINT)
    said, wrong = process.communicate(timeout=ENDS_WITHIN)
    assert process.returncode == 0
    assert "Traceback" not in wrong
    assert "households ·" not in said, "the sweep was not played to its end"


def test_with_nohup_it_outlives_its_terminal(start: Start) -> None:
    process = start("run", "--community", COMMUNITY, before=("nohup",))
    until(process, "Running.")
    process.send_signal(signal.SIGHUP)
    types(process, "as secretary", "/收集 抗原 3号楼 截止 2小时后\\n为了检测，请回复。")
    until(process, "确认 1")


def test_the_bot_keeps_what_it_heard_when_it_is_stopped_and_started_again(start: Start, tmp_path: Path) -> None:
    first = start("run", "--community", COMMUNITY)
    begun = until(first, "Running.")
    assert str(tmp_path / "var" / "fenjian.db") in begun
    assert "Keep a copy" in begun
    key = tmp_path / "var" / "fenjian.key"
    assert key.stat().st_mode & 0o777 == 0o600

    types(first, "as secretary", "/收集 抗原 3号楼 截止 2小时后\\n为了检测，请回复。")
    until(first, "确认 1")
    types(first, "确认")
    until(first, "GROUP 3号楼官方群")
    types(first, "as 3-502", "3人阴", "as 3-501", "1人阳，1人阴")
    until(first, "positive 0 → 1")
    first.send_signal(signal.SIGTERM)
    said, wrong = first.communicate(timeout=ENDS_WITHIN)
    assert first.returncode == 0, wrong
    assert "Stopped." in said
    assert "3人阴" not in wrong, "no log tells what was said"

    second = start("run", "--community", COMMUNITY)
    again = until(second, "Running.")
    assert "Keep a copy" not in again
    types(second, "table 3")
    table = until(second, "late:")
    assert "positive: 501" in table
    assert re.search(r"3 +2/\d+", table)
    second.send_signal(signal.SIGINT)
    second.communicate(timeout=ENDS_WITHIN)
    assert second.returncode == 0

    state, _ = start("state").communicate()
    answers = json.loads(state)["collections"][0]["buildings"]["3"]["answers"]
    assert answers == {"501": "positive", "502": "negative"}


def test_a_secretary_without_a_contact_proves_himself_with_the_code(start: Start, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("building,unit,room,people,tags\n3,,502,3,\n", encoding="utf-8")
    (tmp_path / "c.yaml").write_text(
        "name: 小河苑\ntimezone: Asia/Shanghai\nhouseholds: roster.csv\nrooms:\n"
        '  - {topic: 3号楼官方群, kind: official, building: "3"}\n  - {topic: 居委工作群, kind: staff}\n'
        "people:\n  - {name: 宋书记, role: secretary}\n  - {name: 小荷, role: relay, buildings: ['3']}\n",
        encoding="utf-8",
    )
    process = start("run", "--community", "c.yaml")
    begun = until(process, "Running.")
    code = re.search(r"宋书记 \(secretary\): (\d{8})", begun)
    assert code is not None
    assert re.search(r"小荷 \(relay 3\): \d{8}", begun), "everybody without a contact can prove himself"
    types(process, "as wx-new 老宋", "in private", f"/verify {code[1]}")
    assert "认证成功" in until(process, "书记")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=ENDS_WITHIN)

    second = start("run", "--community", "c.yaml")
    assert "宋书记 (" not in until(second, "Running."), "he has a contact now"


def test_a_new_database_elsewhere_tells_of_the_key_that_was_made_for_it(start: Start, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "fenjian.key").write_text(make_key())
    process = start("run", "--community", COMMUNITY, "--database", "there/a.db")
    begun = until(process, "Running.")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=ENDS_WITHIN)
    assert f"Key: {tmp_path / 'there' / 'fenjian.key'}\n  made just now." in begun
    assert (tmp_path / "there" / "fenjian.key").exists()


def test_a_community_that_is_called_otherwise_is_told_whose_the_database_is(start: Start, tmp_path: Path) -> None:
    compound = Path(COMMUNITY).read_text(encoding="utf-8").replace("key: tests\n", "")
    (tmp_path / "households.csv").write_bytes(Path(COMMUNITY).with_name("households.csv").read_bytes())
    (tmp_path / "c.yaml").write_text(compound, encoding="utf-8")
    (tmp_path / "d.yaml").write_text(re.sub(r"name: (\S+)", r"name: 新\1", compound, count=1), encoding="utf-8")
    for file, note in (("c.yaml", False), ("d.yaml", True)):
        process = start("run", "--community", file)
        assert ("This database belongs to" in until(process, "Running.")) is note
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=ENDS_WITHIN)


def test_what_stands_in_the_way_is_one_sentence(start: Start, tmp_path: Path) -> None:
    for options, mend in (
        (("--transport", "wechaty"), "need a community file"),
        (("--transport", "pigeon"), "Use simulated or wechaty"),
        (("--transport", "wechaty", "--community", COMMUNITY), "fenjian gateway"),
    ):
        process = start("run", *options)
        _, wrong = process.communicate()
        assert process.returncode == 1
        assert mend in wrong

    first = start("run", "--community", COMMUNITY)
    until(first, "Running.")
    first.send_signal(signal.SIGTERM)
    first.communicate(timeout=ENDS_WITHIN)
    (tmp_path / "var" / "fenjian.key").unlink()
    process = start("run", "--community", COMMUNITY)
    _, wrong = process.communicate()
    assert process.returncode == 1
    assert "No key at" in wrong
    assert "Traceback" not in wrong
