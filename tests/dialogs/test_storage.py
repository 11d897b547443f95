"""What is kept: sealed, without identity and telephone numbers, no longer than needed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from data.tables import InboxRow, OutboxRow
from tests.support.databases import fresh_sqlite
from tests.support.night import B3, HE, SEAL, SONG, STAFF, Heard, Night

ID_CARD, PHONE = "310104198803154321", "13812345678"


@pytest.fixture
def sweep(opened: tuple[Path, list[Heard]], tmp_path: Path) -> Iterator[Night]:
    """The same as everywhere, in files of its own: nothing of an earlier dialogue lies in them."""
    path, heard = opened
    begin = Night.begin.replace(hour=6)
    with Night(fresh_sqlite(path, tmp_path / "night.db"), begin=begin, heard=list(heard)) as night:
        yield night


def raw(night: Night) -> bytes:
    """Every byte of the database's files."""
    path = Path(str(night.database.engine.url.database))
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def bodies(night: Night) -> str:
    """Every text that the inbox still holds, opened."""
    rows = night.look(lambda work: work.store.rows(work.store.select(InboxRow)))
    return "\n".join(str(SEAL.open_data(row.body)) for row in rows if row.body)


def a_month_later(night: Night) -> None:
    """Nobody writes for a month; the clock leaps, and an hour passes."""
    night.until("09:00")
    night.replay.clock.move_to(night.replay.clock.now() + timedelta(days=31))
    night.later(61)


def test_no_text_and_no_name_lies_readable_in_the_file(sweep: Night) -> None:
    sweep.say("502-张三", "502 1人阳2人阴，电话13812345678", contact="wx-1")
    sweep.say(HE, "/统计", B3)
    sweep.say(SONG, "/广播 3号楼\n明天停水，请大家蓄水。", STAFF)
    sweep.say(SONG, "确认", STAFF)
    sweep.later(3)
    found = raw(sweep)
    assert len(found) > 10_000
    for words in ("阳2人阴", "张三", "宋书记", "小荷", "停水", "报告阳性", PHONE):
        assert words.encode() not in found, words
        assert words.encode("utf-16-le") not in found, words


def test_identity_and_telephone_numbers_are_gone_as_soon_as_a_text_is_read(sweep: Night) -> None:
    sweep.tell("502-张三", f"外婆要配药，身份证{ID_CARD}，电话 138 1234 5678")
    sweep.say("401-李四", "好的", quote=f"外婆要配药，电话{PHONE}")
    sweep.say(f"张三 {PHONE}", "大家早")
    sweep.tell("502-张三", f"「张三：{ID_CARD}」\n- - - - - - - - - -\n收到")
    kept = bodies(sweep)
    assert "外婆要配药" in kept
    assert ID_CARD not in kept
    assert "1234 5678" not in kept
    assert PHONE not in kept


def test_the_answer_beside_a_number_counts_all_the_same(sweep: Night) -> None:
    sweep.say("502-张三", f"502 3人阴，有事打{PHONE}")
    assert sweep.people() == {"negative": 3}


def test_chatter_is_erased_after_two_days_and_answers_stay(sweep: Night) -> None:
    sweep.say("401-李四", "今天的青菜真新鲜")
    sweep.say("502-张三", "502 3人阴")
    sweep.later(47 * 60)
    assert "青菜" in bodies(sweep)
    sweep.later(3 * 60)
    kept = bodies(sweep)
    assert "青菜" not in kept
    assert "502 3人阴" in kept
    assert sweep.answers() == {"502": "negative"}


def test_words_behind_answers_and_what_was_said_go_after_a_month(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    a_month_later(sweep)
    assert "502 3人阴" not in bodies(sweep)
    said = sweep.look(lambda work: [row.body for row in work.store.rows(work.store.select(OutboxRow))])
    assert said
    assert all(body is None for body in said)
    assert sweep.answers() == {"502": "negative"}, "the count stays"


def test_an_erased_message_is_still_known_when_it_comes_again(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴", message="m-again")
    a_month_later(sweep)
    before = sweep.look(lambda work: len(work.store.rows(work.store.select(InboxRow))))
    sweep.say("502-张三", "502 3人阴", message="m-again")
    assert sweep.look(lambda work: len(work.store.rows(work.store.select(InboxRow)))) == before


def test_another_key_opens_nothing(sweep: Night) -> None:
    with closing(sqlite3.connect(str(sweep.database.engine.url.database))) as connection:
        (body,) = connection.execute("SELECT body FROM inbox WHERE body IS NOT NULL LIMIT 1").fetchone()
    assert "收集" not in body.decode("latin-1")
    assert SEAL.open_data(body)
