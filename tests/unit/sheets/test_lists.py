"""Demands, medicine, volunteers and the audit, read back."""

from __future__ import annotations

from datetime import datetime

from bot.sheets.lists import (
    Deed,
    Dose,
    Helper,
    Made,
    Matter,
    Voice,
    audit_book,
    demands_book,
    medicine_book,
    volunteers_book,
)
from tests.support.workbooks import opened, table, texts

AT = datetime(2022, 4, 10, 6, 31)  # noqa: DTZ001  a workbook knows no zone
MADE = Made("天山河畔花园", AT)


def test_demands_and_the_words_behind_them() -> None:
    raw = demands_book(
        MADE,
        [
            Matter(12, "未答复", True, "就医", "居委", 2, ["3", "5"], AT, "老人摔倒", "", None, True),
            Matter(13, "办结", False, "物资", "居委", 1, [], AT, "什么时候发菜", "明天十点", AT, False),
        ],
        [Voice(12, "3", AT, "=老人摔倒了 13812345678", True)],
    )
    assert opened(raw).sheetnames == ["事项", "居民原话"]
    first, second = table(raw)
    assert (first["编号"], first["紧急"], first["哪些楼"], first["事项"]) == (12, "是", "3、5", "老人摔倒")
    assert (second["答复"], second["答复内容"], second["答复时间"]) == ("办结", "明天十点", AT)
    assert table(raw, 1) == [{"编号": 12, "楼": "3", "时间": AT, "原话": "=老人摔倒了 ▇", "说明": "私聊"}]
    assert "天山河畔花园　共 2 条　导出于 4月10日 06:31" in texts(raw)


def test_the_runner_s_sheet() -> None:
    dose = Dose("华山医院", "络活喜", "5mg", 2, 7, "3-502", "外婆", "用", "尾号 002X", "未收", "待配", True)
    (row,) = table(medicine_book(MADE, [dose]))
    assert row == {
        "医院": "华山医院", "药名": "络活喜", "规格": "5mg", "数量": 2, "编号": 7, "门牌": "3-502", "给谁": "外婆",
        "医保卡": "用", "身份证": "尾号 002X", "电话": "未收", "办到哪一步": "待配", "说明": "请核对",
    }  # fmt: skip


def test_volunteers_and_the_audit() -> None:
    helpers = [Helper("小志", "志愿者", ["3"], AT), Helper("小周", "配药员", [], None)]
    assert [(row["姓名"], row["哪些楼"]) for row in table(volunteers_book(MADE, helpers))] == [
        ("小志", "3"), ("小周", "全区"),
    ]  # fmt: skip
    assert table(audit_book(MADE, [Deed(AT, "宋书记", "导出", "1")])) == [
        {"时间": AT, "谁": "宋书记", "做了什么": "导出", "关于": "1"}
    ]


def test_empty_lists_are_workbooks_too() -> None:
    for raw in (demands_book(MADE, [], []), medicine_book(MADE, []), volunteers_book(MADE, []), audit_book(MADE, [])):
        assert table(raw) == []
