"""A relay's list that is too long is refused whole: nobody must believe that its end was booked."""

from __future__ import annotations

import pytest

from tests.support.night import HE, Night


@pytest.mark.parametrize("command", ["代报", "更正"])
def test_a_list_that_cannot_be_read_to_its_end_is_refused_whole(sweep: Night, command: str) -> None:
    rows = [f"{room} {people}人阴" for _ in range(120) for room, people in (("301", 3), ("302", 2), ("401", 4))]
    sweep.tell(HE, f"/{command}\n" + "\n".join([*rows, "501 1阳1阴"]))
    assert "太长" in sweep.answer()
    assert sweep.answers() == {}


def test_one_that_is_short_enough_is_booked_to_its_end(sweep: Night) -> None:
    sweep.tell(HE, "/代报\n301 3人阴\n302 2人阴\n501 1阳1阴")
    sweep.later(2)
    assert sweep.answers() == {"301": "negative", "302": "negative", "501": "positive"}
