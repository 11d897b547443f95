"""Identity and telephone numbers are masked; rooms, dates and counts are not."""

from __future__ import annotations

import pytest

from bot.understand import redact


@pytest.mark.parametrize(
    "number",
    [
        "310101199001011234",
        "３１０１０１１９９００１０１１２３Ｘ",
        "310101 19900101 123x",
        "310101-1990-0101-1234",
        "310101900101123",
        "13812345678",
        "138-1234-5678",
        "138 1234 5678",
        "+86 13812345678",
        "１３８１２３４５６７８",
        "021-62345678",
        "（021）62345678",
        "62345678",
        "400-820-1234",
    ],
)
def test_a_number_of_a_person_is_masked(number: str) -> None:
    assert redact(f"电话{number}，谢谢") == "电话▇，谢谢"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "阴",
        "502 3人阴",
        "2022-04-10 07:31",
        "1401 1502 301",
        "101 102 103 104 105 106",
        "2105 -1\n1704 2\n803-2",
        "订单202204101234",
    ],
)
def test_everything_else_stays_the_same_object(text: str) -> None:
    assert redact(text) is text
