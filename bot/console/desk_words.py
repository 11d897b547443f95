"""The words of the pages for demands, notices and pasted chats, a part of data/console/words.yaml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Demands(_Part):
    """The digest's items as a board."""

    columns: dict[str, str]
    people: str
    building: str
    whole: str
    urgent: str
    reopened: str
    held: str
    again: str
    nothing: str
    older: str
    open: str
    choose: str
    chosen: str
    hint: str
    merge: str
    clear: str
    merge_title: str
    merge_note: str
    merge_two: str
    urgent_stays: str
    find: str
    export: str
    sources: str
    hidden: str
    erased: str
    private: str
    split: str
    split_choose: str
    split_none: str
    answer: str
    decide: str
    says: str
    who_reads: str
    groups: str
    persons: str
    nobody: str
    looks: str
    send: str
    later: str
    at_once: str
    no_text: str
    last: str
    more: str
    claim: str
    category: str
    change: str
    drop: str
    reason: str
    why: str
    close: str
    gone: str


class Notices(_Part):
    """Official notices."""

    write: str
    audience: str
    at: str
    text: str
    lacks: str
    looks: str
    preview: str
    no_text: str
    no_audience: str
    pending: str
    pending_new: str
    pending_correct: str
    pending_at: str
    expires: str
    send: str
    discard: str
    ledger: str
    nothing: str
    title: str
    version: str
    by: str
    planned: str
    states: dict[str, str]
    sends: dict[str, str]
    carried: str
    groups: str
    correct: str
    correct_title: str
    correct_note: str
    recall: str
    recall_title: str
    recall_note: str
    resend: str
    stop: str
    close: str


class Paste(_Part):
    """A copied chat is counted."""

    title: str
    how: str
    text: str
    form: str
    guess: str
    building: str
    by_text: str
    count: str
    nothing: str
    too_long: str
    again: str
    download: str
    file: str
    table: str
    plain_table: str
    answered: str
    expected: str
    missing: str
    review: str
    positive: str
    messages: str
    no_roster: str
    looks: str
    none: str
    reasons: dict[str, str]
    no_place: str
    whose: str
    answer: str
    settle: str
    drop: str
    unclear: str
    choose_home: str
    missing_title: str
    no_wechat: str
    room: str
    result: str
    heads: str
    words: str
    left: str
    urgent: str
