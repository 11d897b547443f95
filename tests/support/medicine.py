"""What the dialogues about medicine share: who fetches it, what is asked for, and what the runner reads."""

from __future__ import annotations

from tests.support.night import Night

ID_CARD = "11010519491231002X"
PHONE = "13812345678"
RUNNER, VOLUNTEER, MEDICINE = "小跑", "小志", "配药群"
ASKED = "502 高血压，求配络活喜5mg 2盒，华山医院"


def sheet(day: Night, who: str = RUNNER, text: str = "/配药表") -> str:
    """What the runner reads."""
    day.new(3)
    day.tell(who, text)
    return day.answer()


def needed(day: Night) -> list[tuple[str, str, int | None, str]]:
    """Place, drug, packs and state of every row that is under way."""
    rows = day.look(lambda work: work.medicine.open())
    return [(row.place, row.drug, row.quantity, row.state) for row in rows]
