"""What is stored. The community comes first in every key; keys are opaque texts, never the number that people type.

Times are ISO 8601 in UTC with microseconds, as text of one width: they sort, and both databases keep them alike.
"""

from __future__ import annotations

from data.tables.asking import AskRow, HelperRow
from data.tables.collecting import AnswerRow, ChainLineRow, CollectionRow, StandingRow
from data.tables.compound import (
    AliasRow,
    CodeRow,
    CommunityRow,
    DutyRow,
    GroupAliasRow,
    GroupRow,
    HouseholdRow,
    MemberRow,
    PersonRow,
    TieRow,
)
from data.tables.console import LoginRow, TokenRow, TryRow, VisitRow
from data.tables.demands import DemandRow, ItemRow, StepRow, TellRow
from data.tables.files import FileRow
from data.tables.medicine import MedicineRow
from data.tables.traffic import (
    AlertRow,
    AuditRow,
    GapRow,
    InboxRow,
    LineRow,
    NoticeRow,
    NumberRow,
    OutboxRow,
    PreviewRow,
    TickRow,
)

__all__ = [
    "AlertRow",
    "AliasRow",
    "AnswerRow",
    "AskRow",
    "AuditRow",
    "ChainLineRow",
    "CodeRow",
    "CollectionRow",
    "CommunityRow",
    "DemandRow",
    "DutyRow",
    "FileRow",
    "GapRow",
    "GroupAliasRow",
    "GroupRow",
    "HelperRow",
    "HouseholdRow",
    "InboxRow",
    "ItemRow",
    "LineRow",
    "LoginRow",
    "MedicineRow",
    "MemberRow",
    "NoticeRow",
    "NumberRow",
    "OutboxRow",
    "PersonRow",
    "PreviewRow",
    "StandingRow",
    "StepRow",
    "TellRow",
    "TickRow",
    "TieRow",
    "TokenRow",
    "TryRow",
    "VisitRow",
]
