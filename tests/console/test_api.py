"""Figures for programs: by token or by the console's session, for the caller's buildings, never a household."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from prometheus_client.parser import text_string_to_metric_families
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.console.api.routes import PREFIX, Desk, make_api
from bot.console.callers import A_MINUTE, Callers
from bot.console.gate import Gate
from bot.console.guard import COOKIE
from bot.roles import Role
from data.logins import LOCKED, TRIES
from data.records import Records
from data.tokens import Tokens
from tests.console.conftest import Desk as Somebody
from tests.support.night import B3, B5, SONG, STAFF
from tests.support.workbooks import table

OWN = "http://127.0.0.1:8642"
WAYS = ("/totals", "/collections", "/collections/1", "/demands", "/health", "/metrics", "/openapi.json")
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
WORDS = ("张三", "502-", "电梯", "胰岛素", "若隐若现", "3人阴")


@dataclass
class District:
    """An office that asks with a token, or with none."""

    somebody: Somebody
    app: Gate

    def token(self, role: Role = Role.STAFF, *buildings: str, name: str = "区里", days: int = 90) -> str:
        """A new token's secret."""
        now = self.somebody.wall.now()
        until = now + timedelta(days=days)
        made = self.somebody.do(
            self.somebody.looking.write(lambda store: Tokens(store).make(name, role, buildings, "", now, until))
        )
        assert made is not None
        return made

    def ask(self, path: str, token: str | None = None, *, cookie: str = "", method: str = "GET") -> httpx.Response:
        """The answer."""
        headers = {"accept": "application/json"}
        headers |= {"authorization": f"Bearer {token}"} if token is not None else {}
        headers |= {"cookie": f"{COOKIE}={cookie}"} if cookie else {}

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=OWN) as client:
                return await client.request(method, f"{PREFIX}{path}", headers=headers)

        return self.somebody.do(ask())

    def deeds(self) -> list[tuple[str, str]]:
        """The audit's newest, without the night's own."""
        return [(deed.act, deed.refer) for deed in self.somebody.night.look(lambda work: Records(work.store).deeds(50))]


@pytest.fixture
def district(desk: Somebody) -> District:
    callers = Callers(desk.looking, desk.wall)
    app = FastAPI(openapi_url=None)
    app.mount(PREFIX, make_api(Desk(desk.house, desk.looking, desk.guard, callers)))
    return District(desk, Gate(app, desk.guard, callers, frozenset({"testserver"})))


@pytest.fixture
def busy(district: District) -> District:
    """A collection is open and half answered; somebody wants a lift, somebody insulin."""
    night = district.somebody.night
    night.collect()
    night.say("502-张三", "502 3人阴", B3)
    night.say("501-李四", "501 1阳1阴", B3)
    night.say("401-周五", "401 若隐若现", B3)
    night.say("1-101-吴", "1-101 2人阴", B5)
    night.say("502-张三", "电梯又坏了，能不能叫物业来修", B3)
    night.say("1-101-吴", "我妈没有胰岛素了，急", B5)
    night.new(3)
    return district


def test_without_a_token_nothing_answers(busy: District) -> None:
    for path in WAYS:
        for token in (None, "", "fenjian_wrong", "x" * 5000):
            answer = busy.ask(path, token)
            assert answer.status_code in (401, 429), path
            assert set(answer.json()) == {"detail"}
    assert busy.ask("/totals").headers["www-authenticate"] == "Bearer"


def test_the_totals_are_those_of_the_tally_and_of_the_workbook(busy: District) -> None:
    night = busy.somebody.night
    found = busy.ask("/collections/1", busy.token()).json()
    totals = found["totals"]
    night.say(SONG, "/统计 1", STAFF)
    (tally,) = [one.text for one in night.new(1) if one.room == STAFF]
    head = f"应答 {totals['expected']} 户，已答 {totals['answered']} 户，未答 {totals['missing']} 户"
    assert head in tally
    assert f"待核实 {totals['review']} 户" in tally
    night.tell(SONG, "/导出 1")
    night.new(1)
    (book,) = [message.file for _, message in night.replay.transport.sent if message.file is not None]
    rows = {row["楼"]: row for row in table(book.content)}
    by_building = {row["building"]: row for row in found["by_building"]} | {"合计": totals}
    assert list(by_building) == list(rows)
    for name, row in rows.items():
        shown = by_building[name]
        columns = ("应答户", "已答户", "未答户", "待核实户", "阳性或疑似户", "迟答户")
        keys = ("expected", "answered", "missing", "review", "positive", "late")
        assert [shown[key] for key in keys] == [row[column] for column in columns], name
        people = {f"{found['labels'][key]}（人）": number for key, number in shown["people"].items()}
        assert people.items() <= row.items()
    assert busy.ask("/totals", busy.token(name="又一个")).json()["collections"] == [found]


def test_no_name_no_room_and_no_word_gets_out(busy: District) -> None:
    token = busy.token()
    for path in WAYS:
        answer = busy.ask(path, token)
        assert answer.status_code == 200, path
        assert not [word for word in WORDS if word in answer.text], path
        assert answer.headers["cache-control"] == "no-store"


def test_demands_are_counted_by_what_became_of_them(busy: District) -> None:
    token = busy.token()
    demands = busy.ask("/demands", token).json()["demands"]
    assert {(one["category"], one["urgent"], tuple(one["buildings"])) for one in demands} >= {
        ("property", False, ("3",))
    }
    whole = busy.ask("/totals", token).json()["demands"]
    assert whole["open"] == len(demands)
    assert whole["urgent_open"] == sum(one["urgent"] for one in demands)
    assert busy.ask("/demands?status=answered", token).json()["demands"] == []


def test_a_relays_token_sees_its_building_alone(busy: District) -> None:
    token = busy.token(Role.RELAY, "5")
    found = busy.ask("/collections/1", token).json()
    assert found["buildings"] == ["5"]
    assert [row["building"] for row in found["by_building"]] == ["5"]
    assert found["totals"]["positive"] == 0
    assert all(one["buildings"] == ["5"] for one in busy.ask("/demands", token).json()["demands"])
    whole = busy.ask("/totals", token).json()
    assert (whole["buildings"], whole["households"]) == (["5"], 4)
    assert busy.ask("/metrics", token).status_code == 403, "they are of the whole compound"
    busy.somebody.night.collect("核酸人数 3号楼 截止 7:40")
    number = max(one["number"] for one in busy.ask("/collections", busy.token(name="全")).json()["collections"])
    assert busy.ask(f"/collections/{number}", token).status_code == 403
    assert number not in [one["number"] for one in busy.ask("/collections", token).json()["collections"]]


def test_the_consoles_own_visitor_reads_it_too_and_a_resident_does_not(busy: District) -> None:
    guard, somebody = busy.somebody.guard, busy.somebody
    link = somebody.do(guard.invite(somebody.person(SONG)))
    cookie = somebody.do(guard.enter(link or "")) or ""
    assert busy.ask("/totals", cookie=cookie).status_code == 200
    assert ("api", "totals") in busy.deeds()
    link = somebody.do(guard.invite(somebody.person("502-张三")))
    cookie = somebody.do(guard.enter(link or "")) or ""
    assert busy.ask("/totals", cookie=cookie).status_code == 403


def test_every_look_at_the_compound_is_in_the_audit(busy: District) -> None:
    token = busy.token()
    for path in ("/collections/1", "/demands", "/health", "/metrics"):
        busy.ask(path, token)
    looks = sorted(deed for deed in busy.deeds() if deed[0].startswith("api"))
    assert looks == [("api:区里", "collections/1"), ("api:区里", "demands")]


def test_a_token_that_was_ended_or_ran_out_lets_nobody_in(busy: District) -> None:
    wall = busy.somebody.wall
    ended, short = busy.token(name="甲"), busy.token(name="乙", days=1)
    assert busy.ask("/health", ended).status_code == busy.ask("/health", short).status_code == 200
    busy.somebody.do(busy.somebody.looking.write(lambda store: Tokens(store).end("甲", wall.now())))
    wall.later(seconds=6)
    assert busy.ask("/health", ended).status_code == 401, "believed for five seconds at most"
    assert busy.ask("/health", short).status_code == 200
    wall.later(days=1)
    assert busy.ask("/health", short).status_code == 401


def test_wrong_tokens_are_throttled_and_right_ones_go_on(busy: District) -> None:
    token = busy.token()
    wrong = [busy.ask("/health", f"{token[:-1]}!").status_code for _ in range(TRIES + 2)]
    assert wrong == [401] * TRIES + [429] * 2
    assert busy.ask("/health", token).status_code == 200, "a stranger shuts nobody out"
    assert [deed for deed in busy.deeds() if deed[0] == "refused:token"] == [("refused:token", "")] * TRIES
    busy.somebody.wall.later(seconds=LOCKED.total_seconds() + 1)
    assert busy.ask("/health", "x").status_code == 401


def test_who_asks_too_often_is_told_to_wait(busy: District) -> None:
    token, other = busy.token(), busy.token(name="又一个")
    answers = [busy.ask("/health", token) for _ in range(A_MINUTE + 1)]
    assert {one.status_code for one in answers[:-1]} == {200}
    assert answers[-1].status_code == 429
    assert answers[-1].headers["retry-after"] == "60"
    assert busy.ask("/health", other).status_code == 200
    busy.somebody.wall.later(seconds=60)
    assert busy.ask("/health", token).status_code == 200


def test_nobody_writes_here(busy: District) -> None:
    token = busy.token()
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert busy.ask("/totals", token, method=method).status_code == 405


def test_health_tells_that_messages_wait_and_metrics_say_the_same(busy: District) -> None:
    token = busy.token()
    health = busy.ask("/health", token).json()
    assert (health["status"], health["waiting"], health["set_aside"]) == ("ok", 0, 0)
    text = busy.ask("/metrics", token).text
    metrics = {sample.name: sample.value for one in text_string_to_metric_families(text) for sample in one.samples}
    assert metrics["fenjian_healthy"] == 1
    assert metrics["fenjian_collections_open"] == 1
    assert metrics["fenjian_demands_open"] == len(busy.ask("/demands", token).json()["demands"])
    assert metrics["fenjian_api_requests_total"] == 1, "the health"


def test_without_an_account_it_says_so(busy: District) -> None:
    token = busy.token()
    assert busy.ask("/health", token).status_code == 200
    busy.somebody.house.rooms = None
    for path in WAYS[:-1]:
        answer = busy.ask(path, token)
        assert answer.status_code == 503, path
        assert "account" in answer.json()["detail"]


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_asked_nothing_breaks_and_a_stranger_hears_nothing(busy: District, mode: GenerationMode) -> None:
    """Questions are made out of the description that the API gives of itself: good ones, and bad ones."""
    own = {"authorization": f"Bearer {busy.token()}"}
    described = schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", busy.app, headers=own)
    asked: set[str] = set()

    @settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=described.as_strategy(mode))
    def ask(case: schemathesis.Case[Any]) -> None:
        busy.somebody.wall.later(minutes=1)
        answer = case.call(headers=own)
        case.validate_response(answer, checks=CHECKS)
        assert not [word for word in WORDS if word in answer.text]
        stranger = case.call(headers={"authorization": "Bearer fenjian_made_up"})
        assert stranger.status_code in (401, 429)
        assert set(stranger.json()) == {"detail"}
        asked.add(case.operation.path)

    ask()
    assert asked >= {"/totals", "/collections", "/collections/{number}", "/demands"} or mode.is_negative
