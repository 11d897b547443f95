"""fenjian token: made for an office, shown once, listed without its secret, ended at once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli.installation import existing, find_community, load_keys, load_settings, snapshot
from bot.clock import SystemClock
from bot.roles import Role
from data.crypt import Seal
from data.records import Records
from data.store import Store
from data.tokens import Token, Tokens
from tests.unit.cli.conftest import Fenjian

OFFICE = "区疾控"


def lets_in(url: str, secret: str, days: int = 0) -> Token | None:
    """Whom the secret lets in, so many days from now."""
    seal = Seal(*load_keys(load_settings(), url))
    with existing(url) as database, snapshot(database) as connection:
        store = Store(connection, find_community(connection, None), seal)
        return Tokens(store).find(secret, SystemClock().now() + timedelta(days=days))


def test_a_token_is_made_shown_once_and_ended(fenjian: Fenjian, played: str) -> None:
    made = fenjian("token", "make", OFFICE, "--role", "relay", "--building", "3", "--days", "2", "--database", played)
    secret = made.text.strip()
    token = lets_in(played, secret)
    assert token is not None
    assert (token.name, token.role, token.buildings) == (OFFICE, Role.RELAY, frozenset({"3"}))
    assert lets_in(played, secret, days=3) is None
    listed = fenjian("token", "list", "--database", played).text
    assert OFFICE in listed
    assert "never" in listed
    assert secret not in listed
    assert fenjian("token", "end", OFFICE, "--database", played).status == 0
    assert lets_in(played, secret) is None
    assert "No token lets in" in fenjian("token", "list", "--database", played).text
    assert fenjian("token", "make", OFFICE, "--database", played).status == 0, "its name is free again"


def test_the_secret_is_nowhere_in_the_database(fenjian: Fenjian, home: Path, played: str) -> None:
    secret = fenjian("token", "make", OFFICE, "--database", played).text.strip()
    kept = b"".join(path.read_bytes() for path in (home / "kept").iterdir())
    assert secret.encode() not in kept
    assert secret.removeprefix("fenjian_").encode() not in kept


def test_the_audit_knows_who_was_let_in(fenjian: Fenjian, played: str) -> None:
    fenjian("token", "make", OFFICE, "--database", played)
    fenjian("token", "end", OFFICE, "--database", played)
    seal = Seal(*load_keys(load_settings(), played))
    with existing(played) as database, snapshot(database) as connection:
        deeds = Records(Store(connection, find_community(connection, None), seal)).deeds(2)
    assert [(deed.act, deed.refer) for deed in deeds] == [("token_ended", OFFICE), ("token", OFFICE)]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["make", "x" * 41], "40 characters"),
        (["make", "张三13812345678"], "without a long number"),
        (["make", OFFICE, "--role", "secretary"], "Use staff, relay, head, zone"),
        (["make", OFFICE, "--building", "99"], "There is no building 99 here. There are: 3, 5"),
        (["end", OFFICE], "fenjian token list"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    fenjian: Fenjian, played: str, arguments: list[str], sentence: str
) -> None:
    asked = fenjian("token", *arguments, "--database", played)
    assert asked.status == 1
    assert sentence in asked.err


def test_a_name_is_given_once(fenjian: Fenjian, played: str) -> None:
    fenjian("token", "make", OFFICE, "--database", played)
    again = fenjian("token", "make", OFFICE, "--database", played)
    assert (again.status, again.out) == (1, b"")
    assert "another name" in again.err
