"""A committee's file becomes the roster while the bot runs: what was seen, once the secretary says so."""

from __future__ import annotations

from bot.contract import File
from bot.roster.changes import preview
from data.seed import roster_of
from data.tables import AuditRow, FileRow
from tests.support.night import B3, HE, SONG, WANG, Night

TABLE = "楼号,室号,人数\n3号楼,301,2\n3号楼,502,3\n3号楼,999,1\n3号楼,,4\n"


def looked_at(night: Night, text: str = TABLE) -> str:
    """What the page types once somebody has seen what ``text`` would change."""
    file = File("名册.csv", text.encode())
    key = night.look(lambda work: work.files.keep(work.account, file, night.replay.clock.now()))
    seen = night.look(lambda work: preview(file.content, file.name, roster_of(work.directory)).mark)
    return f"/导入名册 {key} {seen}"


def rooms(night: Night) -> list[str]:
    """The flats of building 3."""
    found: list[str] = night.look(lambda work: [room for _, room in work.directory.households["3"]])
    return found


def test_the_file_becomes_the_roster_and_what_is_collected_goes_on(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴", B3)
    sweep.later(1)
    command = looked_at(sweep)
    assert "301" in rooms(sweep)
    sweep.new()
    sweep.tell(SONG, command)
    (told,) = sweep.new(1)
    assert told.to == "wx-song"
    assert "增加 1 户，去掉 6 户，改动 1 户" in told.text
    assert "没读懂的 1 行没有收" in told.text
    assert rooms(sweep) == ["301", "502", "999"]
    assert sweep.building()["missing"] == ["301", "999"]
    assert sweep.answers() == {"502": "negative"}


def test_it_is_noted_and_the_committee_s_file_is_kept_no_longer(sweep: Night) -> None:
    sweep.tell(SONG, looked_at(sweep))
    sweep.later(1)
    assert sweep.look(lambda work: work.store.rows(work.store.select(FileRow))) == []
    acts = sweep.look(lambda work: [row.act for row in work.store.rows(work.store.select(AuditRow))])
    assert acts.count("roster") == 1


def test_what_was_not_seen_is_not_taken(sweep: Night) -> None:
    first, second = looked_at(sweep), looked_at(sweep, "楼号,室号\n3,301\n")
    sweep.tell(SONG, first)
    sweep.later(1)
    before = rooms(sweep)
    sweep.new()
    sweep.tell(SONG, second)
    assert "其间有变动" in sweep.answer()
    assert rooms(sweep) == before


def test_the_same_twice_changes_it_once(sweep: Night) -> None:
    command = looked_at(sweep)
    sweep.tell(SONG, command)
    sweep.later(1)
    sweep.new()
    sweep.tell(SONG, command)
    assert "网页" in sweep.answer()


def test_nobody_but_the_secretary_and_not_in_a_group(sweep: Night) -> None:
    before, command = rooms(sweep), looked_at(sweep)
    for who in (WANG, HE):
        sweep.new()
        sweep.tell(who, command)
        assert "要有相应职责" in sweep.answer()
    sweep.say(SONG, command, "居委工作群")
    sweep.later(1)
    assert rooms(sweep) == before


def test_without_a_file_it_says_where_to_go(sweep: Night) -> None:
    sweep.new()
    sweep.tell(SONG, "/导入名册")
    assert "人员" in sweep.answer()
