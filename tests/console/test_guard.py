"""Coming in, staying, and having to leave."""

from __future__ import annotations

import asyncio

from bot.roles import Role
from data.logins import LOCKED, TRIES, Logins
from tests.console.conftest import Desk
from tests.support.night import HE, SONG

GOOD = "correct horse battery"


def let_in(desk: Desk, name: str) -> str:
    link = desk.do(desk.guard.invite(desk.person(name)))
    assert link is not None
    secret = desk.do(desk.guard.enter(link))
    assert secret is not None
    return secret


def choose(desk: Desk, name: str, password: str = GOOD) -> None:
    secret = let_in(desk, name)
    visit = desk.do(desk.guard.visit(secret))
    assert visit is not None
    visitor = desk.do(desk.guard.visitor(visit))
    assert desk.do(desk.guard.choose(visitor, name, password))


def try_name(desk: Desk, name: str, password: str) -> tuple[bool, bool]:
    secret, locked = desk.do(desk.guard.log_in(name, password))
    return secret is not None, locked


def test_the_first_link_is_the_secretarys_and_works_once(desk: Desk) -> None:
    first = desk.do(desk.guard.first())
    assert first == desk.person(SONG)
    link = desk.do(desk.guard.invite(first, unless_known=True))
    assert link is not None
    secret = desk.do(desk.guard.enter(link))
    assert secret is not None
    visit = desk.do(desk.guard.visit(secret))
    assert visit is not None
    assert Role.SECRETARY in desk.do(desk.guard.visitor(visit)).roles
    assert desk.do(desk.guard.enter(link)) is None
    assert desk.do(desk.guard.enter("made-up")) is None


def test_a_link_lapses(desk: Desk) -> None:
    link = desk.do(desk.guard.invite(desk.person(SONG)))
    assert link is not None
    desk.wall.later(hours=25)
    assert desk.do(desk.guard.enter(link)) is None


def test_once_somebody_has_a_password_the_start_makes_no_link(desk: Desk) -> None:
    choose(desk, SONG)
    assert desk.do(desk.guard.invite(desk.person(SONG), unless_known=True)) is None


def test_a_password_lets_in_and_a_wrong_one_does_not(desk: Desk) -> None:
    choose(desk, SONG)
    assert try_name(desk, SONG, GOOD) == (True, False)
    assert try_name(desk, f" {SONG} ", GOOD) == (True, False)
    assert try_name(desk, SONG, "wrong") == (False, False)
    assert try_name(desk, "nobody", GOOD) == (False, False)


def test_six_wrong_tries_lock_the_name_for_a_while_even_for_the_right_password(desk: Desk) -> None:
    choose(desk, SONG)
    choose(desk, HE, "another good password")
    for number in range(1, TRIES + 1):
        assert try_name(desk, SONG, f"wrong {number}") == (False, number == TRIES)
    assert try_name(desk, SONG, GOOD) == (False, True)
    assert try_name(desk, HE, "another good password") == (True, False), "nobody else is shut out"
    desk.wall.later(seconds=LOCKED.total_seconds() + 1)
    assert try_name(desk, SONG, GOOD) == (True, False)


def test_two_people_cannot_have_one_name(desk: Desk) -> None:
    choose(desk, SONG)
    visit = desk.do(desk.guard.visit(let_in(desk, HE)))
    assert visit is not None
    visitor = desk.do(desk.guard.visitor(visit))
    assert not desk.do(desk.guard.choose(visitor, SONG, "another good password"))


def test_a_visit_ends_when_nothing_is_done_and_after_its_hours(desk: Desk) -> None:
    secret = let_in(desk, SONG)
    for _ in range(11):
        desk.wall.later(hours=1)
        visit = desk.do(desk.guard.visit(secret))
        assert visit is not None
        desk.do(desk.guard.note(visit))
    desk.wall.later(hours=1.1)
    assert desk.do(desk.guard.visit(secret)) is None, "twelve hours have passed"
    idle = let_in(desk, SONG)
    desk.wall.later(hours=2.1)
    assert desk.do(desk.guard.visit(idle)) is None


def test_who_leaves_has_left(desk: Desk) -> None:
    secret = let_in(desk, SONG)
    visit = desk.do(desk.guard.visit(secret))
    assert visit is not None
    desk.do(desk.guard.leave(visit))
    assert desk.do(desk.guard.visit(secret)) is None


def test_a_new_password_ends_the_other_visits(desk: Desk) -> None:
    other = let_in(desk, SONG)
    choose(desk, SONG)
    assert desk.do(desk.guard.visit(other)) is None


def test_neither_password_nor_link_nor_cookie_is_in_the_database(desk: Desk) -> None:
    secret = let_in(desk, SONG)
    choose(desk, SONG)
    database = desk.night.database
    with database.transaction() as connection:
        dumped = "".join(
            str(tuple(row))
            for name in ("login", "visit", "code", "try", "audit")
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')
        )
    assert GOOD not in dumped
    assert secret not in dumped
    assert "$argon2id$" in dumped


def test_a_login_that_was_ended_opens_nothing(desk: Desk) -> None:
    choose(desk, HE)
    secret, _ = desk.do(desk.guard.log_in(HE, GOOD))
    assert secret is not None
    now = desk.wall.now()
    desk.do(desk.looking.write(lambda store: Logins(store).end(desk.person(HE), now)))
    desk.wall.later(seconds=10)
    assert desk.do(desk.guard.visit(secret)) is None
    assert try_name(desk, HE, GOOD) == (False, False)


def test_a_link_that_was_not_used_yet_ends_with_the_way_in(desk: Desk) -> None:
    choose(desk, SONG)
    link = desk.do(desk.guard.invite(desk.person(HE)))
    assert link is not None
    assert desk.do(desk.guard.expel(desk.visitor(SONG), desk.person(HE)))
    assert desk.do(desk.guard.enter(link)) is None


def test_many_guesses_at_once_are_no_more_than_one_after_the_other(desk: Desk) -> None:
    choose(desk, SONG)

    async def guess() -> list[tuple[str | None, bool]]:
        return await asyncio.gather(*(desk.guard.log_in(SONG, f"wrong {number}") for number in range(TRIES + 4)))

    assert [locked for _, locked in desk.do(guess())] == [False] * (TRIES - 1) + [True] * 5
    tried = desk.night.look(lambda work: [deed.act for deed in work.records.deeds(50)])
    assert tried.count("refused:login") == TRIES, "behind the lock nothing is tried"
