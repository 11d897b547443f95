"""Whatever stands in the cells: nothing raises, nobody's number comes through, and every household is in the file."""

from __future__ import annotations

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import CommunityError
from bot.roster.changes import preview
from bot.roster.showing import view
from tests.unit.roster.files import packed

HEADINGS = [
    "楼号",
    "单元",
    "室号",
    "人数",
    "姓名",
    "与户主关系",
    "备注",
    "标签",
    "独居",
    "电话",
    "楼层",
    "地址",
    "",
    "常住人数",
]
CELLS = st.one_of(
    st.sampled_from([
        "", None, 3, 502, 2.0, "3号楼", "5号楼2单元", "502室", "2-502", "3-2-502", "100弄3号502室", "合计", "√",
        "是", "否", "独居、空置", "甲", "户主", "2大1小", "13812345678", "110105194912310021", "=1+1", "二",
        "填表人：甲", "-", "#REF!", "１３８ １２３４ ５６７８",
    ]),
    st.text(max_size=6),
    st.integers(-5, 10**18),
)  # fmt: skip
_UNSTORABLE = re.compile("[\x00-\x1f\ufffe\uffff\ud800-\udfff]")
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=8), max_size=12)


def storable(row: list[object]) -> list[object]:
    """What a workbook can hold; a text that begins like a formula stays one in the file."""
    return [
        re.sub(r"[\x00-\x1f\ufffe\uffff\ud800-\udfff]", "", cell) if isinstance(cell, str) else cell for cell in row
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(HEADINGS), min_size=2, max_size=8), ROWS)
def test_no_table_breaks_it_and_no_number_comes_through(headings: list[str], rows: list[list[object]]) -> None:
    top: list[object] = [*headings]
    table = [storable(row) for row in (top, *rows)]
    written = "\n".join(",".join("" if cell is None else str(cell).replace(",", "") for cell in row) for row in table)
    refused: list[str] = []
    for raw, name in ((packed(("Sheet1", table)), "a.xlsx"), (written.replace('"', "").encode(), "a.csv")):
        try:
            seen = preview(raw, name, [])
        except CommunityError as error:
            refused.append(str(error))
            continue
        told = json.dumps({**view(seen), "mark": ""}, ensure_ascii=False)
        assert not re.search(r"\d{7}", told), told
        assert len({home.key for home in seen.changes.roster}) == len(seen.changes.roster)
        assert all(home.building and home.room for home in seen.changes.roster)
    assert all("header" in said for said in refused)
