"""The shapes of the answers. Nothing here can hold a name, a room or what somebody wrote."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_NUMBER = 2_147_483_647
"""The highest running number that both databases take."""


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class Refusal(_Answer):
    """Why there is no answer, and how to get one."""

    detail: str


class Totals(_Answer):
    """Households of a collection, as `/tally` and the exported workbook count them."""

    expected: int = Field(description="households that are to answer: vacant flats are not")
    answered: int
    missing: int
    review: int = Field(description="a person must look: never counted as negative")
    positive: int = Field(description="households whose answer raises the form's alarm, until somebody settled it")
    late: int
    results: dict[str, int] = Field(description="households by result, of those that are expected")
    people: dict[str, int] = Field(description="people by result, where the form counts heads")


class BuildingTotals(Totals):
    """The same of one building."""

    building: str


class Collection(_Answer):
    """A round of a form."""

    number: int
    form: str
    title: str
    round: int
    status: Literal["open", "closed"]
    opened_at: datetime
    deadline: datetime | None
    closed_at: datetime | None
    buildings: list[str] = Field(description="those of the caller, in the roster's order")


class Collections(_Answer):
    """Collections, the newest first."""

    collections: list[Collection]
    before: int | None = Field(description="give it as `before` to read on; null: there are no more")


class CollectionTotals(Collection):
    """A collection as it stands now."""

    labels: dict[str, str] = Field(description="what people call each result")
    totals: Totals
    by_building: list[BuildingTotals]


class DemandTotals(_Answer):
    """How many items there are, by what became of them."""

    open: int
    urgent_open: int
    by_status: dict[str, int]
    by_category: dict[str, int] = Field(description="open ones")
    oldest_open: datetime | None


class Compound(_Answer):
    """The caller's part of the compound at one glance."""

    name: str
    at: datetime
    buildings: list[str]
    households: int = Field(description="flats of the roster, vacant ones too")
    collections: list[CollectionTotals] = Field(description="open, or taking late answers; else the last one")
    demands: DemandTotals


class Demand(_Answer):
    """What neighbours ask for, put together; the words stay in the compound."""

    number: int
    kind: str
    category: str
    category_label: str
    urgency: str
    party: str = Field(description="who can act")
    status: str
    urgent: bool = Field(description="a cry for help")
    people: int = Field(description="how many asked for it")
    buildings: list[str] = Field(description="where they live, as far as the caller may know")
    opened_at: datetime
    answered_at: datetime | None


class Demands(_Answer):
    """Items, the newest first."""

    demands: list[Demand]
    before: int | None = Field(description="give it as `before` to read on; null: there are no more")


class Health(_Answer):
    """Whether the bot does its work."""

    status: Literal["ok", "degraded"]
    version: str
    at: datetime
    hears: bool | None = Field(description="whether the account hears its groups; null: its network does not say")
    heard_until: datetime | None
    waiting: int = Field(description="messages received and not yet handled")
    set_aside: int = Field(description="messages that could not be handled; `fenjian doctor` tells more")
    sends: dict[str, int] = Field(description="messages that wait, failed, or of which it is not known")
    gaps_today: int = Field(description="times in the last 24 hours in which nothing was heard")
