"""Notices on the page: what waits for a word, what became of each in every group, and for whom."""

from __future__ import annotations

from bot.console.posted import Posted, audiences, read_posted
from tests.console.conftest import Desk
from tests.support.night import B3, B5, B8, SONG, WANG

LI = "李干事"
TEXT = "明天上午九点核酸，请在楼下排队。"


def posted(desk: Desk, name: str) -> Posted:
    visitor, now = desk.visitor(name), desk.night.replay.clock.now()
    return desk.do(desk.looking.ask(lambda work: read_posted(work, visitor, now)))


def test_a_notice_waits_for_its_writers_word_and_for_nobody_elses(desk: Desk) -> None:
    assert desk.type(SONG, f"/broadcast 3号楼 5号楼\n{TEXT}").done
    (waits,) = posted(desk, SONG).pending
    assert (waits.text, waits.topics, waits.corrects) == (TEXT, (B3, B5), False)
    assert posted(desk, WANG).pending == ()
    assert desk.type(SONG, f"/confirm {waits.number}").done
    desk.night.later(5)
    (sent,) = posted(desk, SONG).bulletins
    assert (sent.text, sent.state, sent.by) == (TEXT, "sent", SONG)
    assert sent.count("sent", "confirmed") == 2
    assert {one.room for one in desk.night.said(TEXT, desk.night.heard)} == {B3, B5}


def test_a_correction_and_a_recall_are_seen_in_the_ledger(desk: Desk) -> None:
    desk.type(SONG, f"/broadcast 全区\n{TEXT}")
    desk.type(SONG, "/confirm")
    desk.night.later(5)
    number = posted(desk, SONG).bulletins[0].number
    assert desk.type(SONG, f"/broadcast 更正 {number}\n改到下午两点。").done
    (waits,) = posted(desk, SONG).pending
    assert (waits.number, waits.corrects, waits.topics) == (number, True, (B3, B5, B8))
    desk.type(SONG, f"/confirm {number}")
    desk.night.later(5)
    assert [(one.version, one.text) for one in posted(desk, SONG).bulletins] == [(2, "改到下午两点。")]
    assert desk.type(SONG, f"/recall {number}").done
    assert posted(desk, SONG).bulletins[0].state == "recalled"


def test_what_is_planned_says_for_when(desk: Desk) -> None:
    desk.type(SONG, f"/broadcast 8号楼 定时 2小时后\n{TEXT}")
    desk.type(SONG, "/confirm")
    (waits,) = posted(desk, SONG).bulletins
    assert waits.state == "waiting"
    assert waits.planned is not None
    assert (waits.planned - waits.at).total_seconds() == 2 * 3600
    assert waits.own


def test_staff_of_some_buildings_see_and_choose_those(desk: Desk) -> None:
    desk.type(SONG, f"/broadcast 3号楼\n{TEXT}")
    desk.type(SONG, "/confirm")
    desk.night.later(5)
    assert posted(desk, LI).bulletins == ()
    words, visitor, whole = (
        desk.house.rooms.kit.words if desk.house.rooms else None,
        desk.visitor(LI),
        desk.visitor(SONG),
    )
    assert words is not None
    own = desk.do(desk.looking.ask(lambda work: list(audiences(work.directory, words, visitor))))
    every = desk.do(desk.looking.ask(lambda work: list(audiences(work.directory, words, whole))))
    assert "5号楼" in own
    assert not {"3号楼", "全区"} & set(own)
    assert every[0] == "全区"
