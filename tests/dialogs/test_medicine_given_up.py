"""Medicine that is wanted no more, deleted or forgotten: who holds the card hears it, and nothing is left."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.community import load_community
from bot.settings import Settings
from data.session import Database
from data.tables import MedicineRow, OutboxRow
from tests.support.databases import restore
from tests.support.medicine import ASKED, ID_CARD, RUNNER, needed, sheet
from tests.support.night import SONG, Night


def test_how_long_it_is_kept_is_a_setting(template: Path, desk: Database) -> None:
    community = load_community(Path(__file__).parent / "medicine.yaml")
    begin = Night.begin.replace(hour=10)
    with Night(restore(desk, template), community, Settings(sensitive_days=3), begin=begin) as day:
        day.tell("502-张三", f"502 {ASKED}，身份证{ID_CARD}")
        day.tell(RUNNER, "1 已送到")
        day.until("12:00")
        day.replay.clock.move_to(day.replay.clock.now() + timedelta(days=4))
        day.later(61)
        (row,) = day.look(lambda work: work.store.rows(work.store.select(MedicineRow)))
        assert (row.body, row.private, row.person, row.room) == (None, None, None, "")


def test_who_deletes_it_is_gone_from_the_sheets_that_the_runner_was_shown(day: Night) -> None:
    day.tell("502-张三", ASKED)
    day.tell(RUNNER, "/medicine")
    assert "络活喜" in day.new()[-1].text
    day.tell(RUNNER, "1 查看")
    day.later(5)
    day.tell("502-张三", "/我的 删除")
    day.later(5)
    kept = day.look(lambda work: [
        work.store.seal.open(row.body) for row in work.store.rows(work.store.select(OutboxRow)) if row.body
    ])  # fmt: skip
    assert not [said for said in kept if "络活喜" in said]


def test_a_resident_needs_it_no_more(day: Night) -> None:
    day.say("502-张三", ASKED)
    day.new()
    day.tell("301-赵六", "1 不要了")
    assert needed(day) == [("3-502", "络活喜", 2, "asked")]
    day.tell("502-张三", "1 不要了")
    day.new()
    assert needed(day) == []


def test_who_holds_the_card_hears_that_it_is_wanted_no_more_and_the_asker_never_reads_the_runners_line(
    day: Night,
) -> None:
    day.say("502-张三", ASKED)
    day.tell(SONG, "1 已收卡")
    day.new(3)
    day.tell("502-张三", "1 不要了")
    told = {one.to: one.text for one in day.new(2)}
    assert told.keys() == {"wx-502-张三", "wx-song"}
    assert "1 不要了" in told["wx-song"]
    assert "归还" in told["wx-song"]
    day.tell(SONG, "1 已买到")
    assert "说过不要了" in {one.to: one.text for one in day.new(2)}["wx-song"]
    day.tell("502-张三", "1 不要了")
    day.new(3)
    day.tell("502-张三", "我的 删除")
    told = {one.to: one.text for one in day.new(2)}
    assert "请先归还" in told["wx-song"]
    assert "归还" not in told["wx-502-张三"]


def test_what_is_known_of_somebody_goes_a_month_after_the_matter_is_closed(day: Night) -> None:
    day.tell("502-张三", f"{ASKED}，身份证{ID_CARD}")
    day.tell(RUNNER, "1 已送到")
    day.until("12:00")
    for days, kept in ((29, 1), (2, 0)):
        day.replay.clock.move_to(day.replay.clock.now() + timedelta(days=days))
        day.later(61)
        rows = day.look(lambda work: work.store.rows(work.store.select(MedicineRow)))
        assert len([row for row in rows if row.body or row.private or row.person or row.room]) == kept
        assert len(rows) == 1


def test_what_is_still_open_is_not_forgotten(day: Night) -> None:
    day.say("502-张三", ASKED)
    day.until("12:00")
    day.replay.clock.move_to(day.replay.clock.now() + timedelta(days=40))
    day.later(61)
    assert needed(day) == [("3-502", "络活喜", 2, "asked")]


def test_my_shows_and_deletes_it_and_who_has_the_card_hears(day: Night) -> None:
    day.tell("502-张三", f"{ASKED}，身份证{ID_CARD}")
    day.tell(RUNNER, "1 已收卡")
    day.new(3)
    day.tell("502-张三", "/我的")
    assert "络活喜" in day.answer()
    day.tell("502-张三", "/我的 删除")
    told = {one.to: one.text for one in day.new(2)}
    assert "已删除" in told["wx-502-张三"]
    assert "编号 1 已由本人删除" in told["wx-pao"]
    assert needed(day) == []
    (row,) = day.look(lambda work: work.store.rows(work.store.select(MedicineRow)))
    assert (row.body, row.private, row.person, row.room) == (None, None, None, "")


def test_a_household_that_names_no_drug_stands_on_the_sheet_and_somebody_looks(day: Night) -> None:
    day.say("502-张三", "#接龙\n配药登记\n1. 502 络活喜2盒\n2. 301 同第一批\n3. 302 倍他乐克1盒")
    rows = {place: drug for place, drug, _, _ in needed(day)}
    assert rows["3-502"] == "络活喜"
    assert rows["3-301"] == "没写药名"
    told = sheet(day)
    assert "None" not in told
    (line,) = [line for line in told.splitlines() if "3-301" in line]
    assert "请核对" in line
