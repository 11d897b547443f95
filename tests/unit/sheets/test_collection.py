"""A collection handed out as a workbook, read back as a person would."""

from __future__ import annotations

import time
from datetime import datetime

from bot.sheets.collection import BuildingPage, CollectionPages, Flat, collection_book
from tests.support.workbooks import opened, rows, table, texts

NOW = datetime(2022, 4, 10, 7, 31)  # noqa: DTZ001  a workbook knows no zone
AT = datetime(2022, 4, 10, 6, 31)  # noqa: DTZ001


def pages(*found: BuildingPage) -> CollectionPages:
    return CollectionPages(
        "天山河畔花园", 1, "抗原检测", True, NOW, NOW, "阳性", ["阴性", "阳性"], ["阴性", "阳性"], list(found)
    )


def page(building: str, *flats: Flat, unplaced: int = 0) -> BuildingPage:
    return BuildingPage(
        building, 4, 3, 1, 1, 1, 0, {"阴性": 2, "阳性": 1}, {"阴性": 5, "阳性": 1}, list(flats), unplaced
    )


FLATS = (
    Flat("", "501", 2, "answered", "阴性", [2, 0], AT, "本人"),
    Flat("", "502", None, "missing", remarks=["无微信，要上门"]),
    Flat("", "503", 3, "review", "待核实", [None, None], AT, "邻居", ["看不清是什么结果", "截止后答"]),
    Flat("", "701", 3, "answered", "阳性", [2, 1], AT, "接龙", alarm=True),
    Flat("", "801", 0, "vacant"),
    Flat("", "901", None, "left", "待核实"),
)


def test_the_summary_adds_up() -> None:
    raw = collection_book(pages(page("3", *FLATS), page("12", *FLATS)))
    assert opened(raw).sheetnames == ["汇总：抗原检测", "3号楼", "12号楼"]
    three, twelve, total = table(raw)
    assert three == {
        "楼": "3", "应答户": 4, "已答户": 3, "未答户": 1, "待核实户": 1, "阳性或疑似户": 1, "迟答户": 0, "完成率": 0.75,
        "阴性（户）": 2, "阳性（户）": 1, "阴性（人）": 5, "阳性（人）": 1,
    }  # fmt: skip
    assert twelve["楼"] == "12"
    assert (total["楼"], total["应答户"], total["阴性（人）"], total["完成率"]) == ("合计", 8, 10, 0.75)
    assert any("天山河畔花园　编号 1　已截止　导出于 4月10日 07:31" in text for text in texts(raw))


def test_a_sheet_for_each_building_marks_who_is_missing_and_who_is_to_be_looked_at() -> None:
    raw = collection_book(pages(page("3", *FLATS, unplaced=2)))
    found = table(raw, "3号楼")
    assert [(row["室号"], row["状态"], row["结果"]) for row in found[:6]] == [
        ("501", "已答", "阴性"), ("502", "未答", None), ("503", "待核实", "待核实"), ("701", "已答", "阳性"),
        ("801", "空置", None), ("901", "已不在名册", "待核实"),
    ]  # fmt: skip
    assert found[0] == {
        "室号": "501", "名册人数": 2, "状态": "已答", "结果": "阴性", "阴性（人）": 2, "阳性（人）": 0, "时间": AT,
        "谁报的": "本人", "说明": None,
    }  # fmt: skip
    assert [row["说明"] for row in found[1:3]] == ["无微信，要上门", "看不清是什么结果；截止后答"]
    assert "另有 2 条回答看不出门牌" in texts(raw)
    assert "应答 4 户，已答 3 户，未答 1 户，待核实 1 户" in texts(raw)
    sheet = opened(raw)["3号楼"]
    colours = [sheet.cell(row, 1).fill.fgColor.rgb for row in range(5, 11)]
    assert len(set(colours)) == 5, "answered, missing, review (twice), positive, vacant"
    assert sheet.cell(8, 1).font.bold


def test_units_have_a_column_only_where_there_are_any() -> None:
    flat = Flat("2", "101", 2, "missing")
    head, row = rows(collection_book(pages(page("5", flat))), "5号楼")
    assert (head[0], row[0], row[1]) == ("单元", "2", "101")


def test_twenty_five_buildings_of_seventy_flats_take_less_than_two_seconds() -> None:
    flats = [
        Flat("", f"{number // 4 + 1}0{number % 4 + 1}", 3, "answered", "阴性", [3, 0], AT, "本人")
        for number in range(70)
    ]
    found = pages(*(page(str(building), *flats) for building in range(1, 26)))
    begun = time.process_time()
    raw = collection_book(found)
    assert time.process_time() - begun < 2
    assert len(opened(raw).sheetnames) == 26
