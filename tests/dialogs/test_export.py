"""/export: a spreadsheet, to who asked, in private; a group hears totals at most, and never sees a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.community import load_community
from bot.contract import File
from bot.errors import SendFailed
from data.session import Database
from data.tables import AliasRow, AuditRow, FileRow
from tests.support.databases import restore
from tests.support.night import B3, B5, HE, LI, SHEN, SONG, STAFF, WANG, WUYE, Night
from tests.support.workbooks import opened, table, texts

ID_CARD, PHONE, ILLNESS = "11010519491231002X", "13812345678", "糖尿病"


def files(night: Night, who: str | None = None) -> list[File]:
    """The files that went to ``who``, or to anybody at all; the test fails where one went to a group."""
    sent = [message for _, message in night.replay.transport.sent if message.file is not None]
    assert all(message.group is None for message in sent)
    wanted = night.contact(who) if who else None
    return [one.file for one in sent if one.file is not None and wanted in (None, one.contact)]


def answered(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴", B3)
    sweep.say("501-李四", "501 1阳1阴", B3)
    sweep.say("401-周五", "401 若隐若现", B3)
    sweep.say("1-101-吴", "1-101 2人阴", B5)
    sweep.new(3)


def test_in_private_the_asker_gets_the_workbook_and_nobody_hears_of_it(sweep: Night) -> None:
    answered(sweep)
    sweep.tell(SONG, "导出")
    (told,) = sweep.new(1)
    assert told.to == "wx-song"
    assert "抗原检测" in told.text
    (file,) = files(sweep, SONG)
    assert file.name == "抗原检测-1.xlsx"
    assert opened(file.content).sheetnames == ["汇总：抗原检测", "3号楼", "5号楼", "8号楼"]
    summary = {row["楼"]: row for row in table(file.content)}
    assert summary["3"]["应答户"] == 7
    assert (summary["3"]["已答户"], summary["3"]["未答户"]) == (3, 4)
    assert (summary["3"]["待核实户"], summary["3"]["阳性或疑似户"]) == (1, 2)
    assert (summary["合计"]["阴性（人）"], summary["合计"]["阳性（人）"]) == (6, 1)
    rows = {row["室号"]: row for row in table(file.content, "3号楼")}
    assert [(room, rows[room]["状态"], rows[room]["结果"]) for room in rows] == [
        ("301", "未答", None), ("302", "未答", None), ("401", "待核实", "看不清"), ("402", "未答", None),
        ("501", "已答", "阳性"), ("502", "已答", "阴性"), ("601", "空置", None), ("602", "未答", None),
    ]  # fmt: skip
    assert rows["502"]["谁报的"] == "本人"
    assert rows["602"]["说明"] == "无微信，要上门"
    assert rows["502"]["时间"].hour == 6
    assert table(file.content, "5号楼")[0]["单元"] == "1"
    assert "独居" not in texts(file.content), "a household's record is no part of a collection"


def test_the_figures_are_those_of_the_state(sweep: Night) -> None:
    answered(sweep)
    sweep.tell(SONG, "/export 1")
    sweep.new(1)
    (file,) = files(sweep)
    counted = sweep.building()
    (row,) = [row for row in table(file.content) if row["楼"] == "3"]
    assert row["应答户"] == counted["households"]
    assert row["未答户"] == len(counted["missing"])
    assert row["待核实户"] == len(counted["review"])
    assert row["阳性或疑似户"] == len(counted["positive_rooms"])


def test_the_staff_group_gets_totals_and_no_room(sweep: Night) -> None:
    answered(sweep)
    sweep.say(WANG, "导出 1", STAFF)
    heard = {one.room or one.to: one.text for one in sweep.new(1)}
    assert heard.keys() == {STAFF, "wx-wang"}
    assert "应答 13 户，已答 4 户，未答 9 户" in heard[STAFF]
    assert not any(room in heard[STAFF] for room in ("501", "502", "401", "101"))
    assert len(files(sweep, WANG)) == 1


def test_asked_in_a_building_s_group_it_comes_in_private_and_the_group_hears_nothing(sweep: Night) -> None:
    answered(sweep)
    sweep.say(SONG, "/导出", B3)
    assert [one.room for one in sweep.new(1)] == [None]
    assert len(files(sweep, SONG)) == 1


def test_who_has_no_private_line_is_asked_kindly_and_no_file_goes_anywhere(sweep: Night) -> None:
    sweep.look(lambda work: work.store.change(AliasRow, AliasRow.contact == "wx-wang", friend=False))
    answered(sweep)
    sweep.say(WANG, "导出", STAFF)
    heard = sweep.new(1)
    assert {one.room for one in heard} == {STAFF}
    assert sweep.said("请加我为好友", heard)[0].mentions == ("wx-wang",)
    assert sweep.said("应答 13 户", heard)
    assert not sweep.said("私聊发给您", heard)
    assert files(sweep) == []
    assert sweep.look(lambda work: work.store.rows(work.store.select(FileRow))) == []


@pytest.mark.parametrize("who", [HE, SHEN, WUYE, "502-张三"])
def test_nobody_else_gets_one(sweep: Night, who: str) -> None:
    answered(sweep)
    sweep.tell(who, "/导出")
    assert "要有相应职责" in sweep.answer()
    assert files(sweep) == []


def test_staff_of_some_buildings_get_those(sweep: Night) -> None:
    answered(sweep)
    sweep.tell(LI, "/导出")
    sweep.new(1)
    (file,) = files(sweep, LI)
    assert opened(file.content).sheetnames == ["汇总：抗原检测", "5号楼"]
    assert not any("501" in text or "502" in text for text in texts(file.content))
    sweep.tell(LI, "/导出 1 3号楼")
    assert "不归您管" in sweep.answer()


def test_an_audience_names_the_buildings(sweep: Night) -> None:
    sweep.tell(SONG, "导出 3,8号楼")
    sweep.new(1)
    assert opened(files(sweep)[0].content).sheetnames == ["汇总：抗原检测", "3号楼", "8号楼"]


def test_without_a_number_the_newest_that_is_open_else_the_last(sweep: Night) -> None:
    sweep.collect("核酸 3号楼 截止 9:00")
    sweep.tell(SONG, "/导出")
    sweep.until("07:31")
    sweep.tell(SONG, "/导出")
    sweep.until("09:01")
    sweep.tell(SONG, "/导出")
    sweep.new(3)
    assert [file.name for file in files(sweep, SONG)] == ["核酸人数-2.xlsx"] * 3
    sweep.tell(SONG, "/导出 1")
    sweep.new(3)
    assert files(sweep, SONG)[-1].name == "抗原检测-1.xlsx"
    assert any("已截止" in text for text in texts(files(sweep, SONG)[-1].content))


def test_nothing_was_collected(night: Night) -> None:
    night.tell(SONG, "/导出")
    assert "收集" in night.answer()
    assert files(night) == []


@pytest.mark.parametrize("words", ["99", "什么", "1 2"])
def test_what_is_not_there(sweep: Night, words: str) -> None:
    sweep.tell(SONG, f"/导出 {words}")
    assert len(sweep.new(1)) == 1
    assert files(sweep) == []


def test_an_everyday_word_is_no_command(sweep: Night) -> None:
    sweep.say("502-张三", "导出来的表格在哪里看", B3)
    sweep.say(SONG, "导出的表我晚点发大家", STAFF)
    assert files(sweep) == []
    assert not sweep.said("表格", sweep.new(1))


def test_an_item_by_its_number_with_the_residents_words(sweep: Night) -> None:
    sweep.say("502-张三", "楼道灯坏了三天了，什么时候修？")
    sweep.say("1-101-吴", "我们楼电梯坏了，困了两次人，能不能叫物业来修", B5)
    sweep.new(3)
    light, lift = [item["id"] for item in sweep.state()["demands"]]
    sweep.tell(SONG, f"导出 {light}")
    sweep.new(1)
    (file,) = files(sweep, SONG)
    (item,) = table(file.content)
    assert (item["编号"], item["哪些楼"], item["几人提"]) == (light, "3", 1)
    assert [row["原话"] for row in table(file.content, "居民原话")] == ["楼道灯坏了三天了，什么时候修？"]
    sweep.tell(LI, f"/导出 {light}")
    assert "不归您管" in sweep.answer()
    sweep.tell(LI, "/导出 诉求")
    sweep.new(1)
    assert [row["编号"] for row in table(files(sweep, LI)[-1].content)] == [lift]
    sweep.say(SONG, "/导出 诉求", STAFF)
    heard = {one.room or one.to: one.text for one in sweep.new(1)}
    assert "楼道灯" not in heard[STAFF]
    assert "2 条" in heard[STAFF]
    assert len(table(files(sweep, SONG)[-1].content)) == 2


def test_who_helps_and_who_did_what(sweep: Night) -> None:
    sweep.say("小志", "大家好", "志愿者群")
    sweep.say(SONG, "/任命 @小志 志愿者 3号楼", "志愿者群")
    sweep.new(3)
    sweep.tell(WANG, "/导出 志愿者")
    sweep.new(3)
    (row,) = table(files(sweep, WANG)[-1].content)
    assert (row["姓名"], row["职责"], row["哪些楼"]) == ("小志", "志愿者", "3")
    sweep.tell(WANG, "/导出 记录")
    assert files(sweep, WANG)[1:] == []
    assert "书记" in sweep.answer(3)
    sweep.tell(SONG, "/导出 记录")
    sweep.new(3)
    found = table(files(sweep, SONG)[-1].content)
    assert ("宋书记", "任命") in [(row["谁"], row["做了什么"]) for row in found]
    assert [row["时间"] for row in found] == sorted((row["时间"] for row in found), reverse=True)


def test_every_export_is_in_the_audit(sweep: Night) -> None:
    sweep.tell(SONG, "/导出")
    sweep.new(1)
    rows = sweep.look(lambda work: work.store.rows(work.store.select(AuditRow)))
    assert [row.refer for row in rows if row.act == "exported"] == ["1"]


def test_what_cannot_be_sent_is_told_to_who_asked(sweep: Night) -> None:
    sweep.replay.transport.fault(SendFailed("too large", retryable=False), target="wx-song")
    sweep.tell(SONG, "/导出")
    assert "没能发出" in sweep.answer(3)


@pytest.fixture
def day(template: Path, desk: Database) -> Iterator[Night]:
    """Ten in the morning in a compound with a runner; nothing is being collected."""
    community = load_community(Path(__file__).parent / "medicine.yaml")
    with Night(restore(desk, template), community, begin=Night.begin.replace(hour=10)) as day:
        day.say("502-张三", "大家好")
        day.tell("502-张三", f"502 {ILLNESS}，求配络活喜5mg 2盒，华山医院，身份证{ID_CARD}，电话{PHONE}")
        day.new()
        yield day


def test_medicine_is_masked(day: Night) -> None:
    day.tell(SONG, "/导出 配药")
    day.new(1)
    (file,) = files(day, SONG)
    (row,) = table(file.content)
    assert (row["医院"], row["药名"], row["数量"], row["门牌"]) == ("华山医院", "络活喜", 2, "3-502")
    assert (row["身份证"], row["电话"]) == ("尾号 002X", "尾号 5678")
    for secret in (ID_CARD, PHONE, ILLNESS):
        assert not any(secret in text for text in texts(file.content))


def test_no_number_and_no_illness_gets_into_a_workbook_or_beyond(sweep: Night) -> None:
    poison = f"张三{ILLNESS} {ID_CARD} {PHONE}"
    sweep.say(f"502-{poison}", f"502 3人阴 {poison}", B3, contact="wx-502-张三")
    sweep.say(f"502-{poison}", f"楼上漏水三天了没人管 {poison}", B3, contact="wx-502-张三")
    sweep.say(SONG, f"/任命 @502-{poison} 志愿者 3号楼", B3)
    sweep.new(15)
    for what in ("", " 诉求", " 志愿者", " 记录", " 配药"):
        sweep.say(SONG, f"/导出{what}", STAFF)
        sweep.new(5)
    found = [text for file in files(sweep) for text in (*texts(file.content), file.name)]
    assert len(files(sweep)) == 5
    for secret in (ID_CARD, PHONE):
        assert not any(secret in text for text in found)
    assert not any(ILLNESS in text for one in files(sweep) for text in texts(one.content) if "诉求" not in one.name)
    assert not any(one.room is not None and secret in one.text for one in sweep.heard for secret in (ILLNESS, PHONE))
