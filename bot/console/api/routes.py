"""The routes under /api/v1/, and their description in OpenAPI."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, HTTPException, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from fastapi.security import APIKeyCookie, HTTPBearer
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.console.api.health import VERSION, Metrics, Pulse, read_pulse
from bot.console.api.matters import read_compound, read_demands
from bot.console.api.models import (
    MOST_NUMBER,
    Collections,
    CollectionTotals,
    Compound,
    Demands,
    Health,
    Refusal,
)
from bot.console.api.reading import read_collection, read_collections
from bot.console.callers import Caller, Callers, of_visitor
from bot.console.gate import App, Message, Receive, Scope, Send, caller_of, visit_of
from bot.console.guard import COOKIE, Guard, has_duty
from bot.console.house import House, Rooms
from bot.console.looking import Away, Looking
from bot.errors import StorageError
from bot.log import get_log, safe_exception

log = get_log("api")
PREFIX = "/api/v1"
_ABOUT = """
What a district asks a compound for. Every answer is a count: no name, no room, nothing that anybody wrote. A token sees
the buildings of its role. Make one with `fenjian token make`, or on the console's page of tokens, and send it as
`Authorization: Bearer …`. Every look at collections or demands is in the compound's own audit.
"""
_REFUSALS: dict[int | str, dict[str, Any]] = {
    401: {"model": Refusal, "description": "No token, or one that lets in no more"},
    403: {"model": Refusal, "description": "Not for this role, or not its building"},
    405: {"model": Refusal, "description": "There is nothing here but to read"},
    429: {"model": Refusal, "description": "Too many questions in a minute, or too many wrong tokens"},
    503: {"model": Refusal, "description": "No account is logged in, or the database refuses"},
}
_NONE: dict[int | str, dict[str, Any]] = {404: {"model": Refusal, "description": "There is none with that number"}}
_TEXT: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Prometheus' text format"}
}


@dataclass(slots=True)
class Desk:
    """What the answers are made from."""

    house: House
    looking: Looking
    guard: Guard
    callers: Callers
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def rooms(self) -> Rooms:
        """The account that is logged in.

        Raises:
            Away: none is.
        """
        if self.house.rooms is None:
            raise Away("No account is logged in yet.")
        return self.house.rooms


def _desk(request: Request) -> Desk:
    desk = request.app.state.desk
    assert isinstance(desk, Desk)  # noqa: S101  for the type checker
    return desk


DeskHere = Annotated[Desk, Depends(_desk)]


async def _caller(request: Request, desk: DeskHere) -> Caller:
    """Who asks; nobody comes here whom the gate did not let in."""
    caller, visit = caller_of(request.scope), visit_of(request.scope)
    if caller is None and visit is not None:
        visitor = await desk.guard.visitor(visit)
        if not has_duty(visitor):
            raise HTTPException(403, "This is for those who count.")
        caller = of_visitor(visitor)
    if caller is None:
        raise HTTPException(401, "Log in first.", {"WWW-Authenticate": "Bearer"})
    if not desk.callers.allows(caller):
        raise HTTPException(429, "Too many questions in a minute. Ask again later.", {"Retry-After": "60"})
    return caller


CallerHere = Annotated[Caller, Depends(_caller)]


async def _noted(request: Request, desk: DeskHere, caller: CallerHere) -> Caller:
    """The caller, once the audit has what he looks at."""
    await desk.callers.note(caller, request.url.path.removeprefix(f"{PREFIX}/"))
    return caller


Noted = Annotated[Caller, Depends(_noted)]
Before = Annotated[int, Query(ge=1, le=MOST_NUMBER, description="only numbers below this one")]
Limit = Annotated[int, Query(ge=1, le=200)]


async def compound(desk: DeskHere, caller: Noted) -> Compound:
    """The totals of now: open collections building by building, and demands by state."""
    kit = desk.rooms.kit
    return await desk.looking.ask(lambda work: read_compound(work, desk.house, kit, caller))


async def collections(
    desk: DeskHere, caller: Noted, status: Literal["open", "closed"] | None = None,
    form: Annotated[str | None, Query(max_length=64)] = None, before: Before = MOST_NUMBER, limit: Limit = 50,
) -> Collections:  # fmt: skip
    """Collections, the newest first."""
    return await desk.looking.ask(lambda work: read_collections(work, caller, status, form, before, limit))


async def collection(
    desk: DeskHere, caller: Noted, number: Annotated[int, Path(ge=1, le=MOST_NUMBER)]
) -> CollectionTotals:
    """One collection as it stands, as a whole and building by building."""
    kit = desk.rooms.kit
    found = await desk.looking.ask(lambda work: read_collection(work, kit, caller, number))
    if found is None:
        raise HTTPException(404, f"There is no collection {number}.")
    if not found.buildings:
        raise HTTPException(403, "None of its buildings is yours.")
    return found


async def demands(
    desk: DeskHere, caller: Noted, status: Literal["open", "answered", "dropped", "all"] = "open",
    before: Before = MOST_NUMBER, limit: Limit = 50,
) -> Demands:  # fmt: skip
    """What neighbours ask for, the newest first; the open ones where nothing else is asked."""
    kit = desk.rooms.kit
    return await desk.looking.ask(lambda work: read_demands(work, kit, caller, status, before, limit))


async def health(desk: DeskHere, caller: CallerHere) -> Health:
    """Whether the bot does its work. 503 where it has no account or no database."""
    del caller
    return (await _pulse(desk)).health


async def metrics(desk: DeskHere, caller: CallerHere) -> Response:
    """The same and more as Prometheus metrics, for who may see the whole compound."""
    if not caller.everywhere:
        raise HTTPException(403, "These are of the whole compound.")
    return Response(desk.metrics.text(await _pulse(desk)), media_type=CONTENT_TYPE_LATEST)


async def _pulse(desk: Desk) -> Pulse:
    now = desk.house.now()
    return await desk.looking.ask(lambda work: read_pulse(work, now))


class _Counted:
    """Counts questions and how long they took."""

    def __init__(self, app: App, desk: Desk) -> None:
        self._app = app
        self._metrics = desk.metrics
        self._watch = desk.house.watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began, status = self._watch.monotonic(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            route = getattr(scope.get("route"), "path", "")  # "" where there is none
            self._metrics.requests.labels(route, str(status)).inc()
            self._metrics.seconds.labels(route).observe(self._watch.monotonic() - began)


async def _away(_: Request, error: Exception) -> Response:
    return JSONResponse({"detail": str(error)}, 503)


async def _fault(_: Request, error: Exception) -> Response:
    log.error("api", error=safe_exception(error))
    return JSONResponse({"detail": "This failed. The log says why."}, 500)


def make_api(desk: Desk) -> App:
    """The application that answers below ``PREFIX``; the gate stands before it."""
    ways = [Depends(HTTPBearer(auto_error=False)), Depends(APIKeyCookie(name=COOKIE, auto_error=False))]
    api = FastAPI(
        title="Fenjian", version=VERSION, description=_ABOUT, docs_url=None, redoc_url=None, responses=_REFUSALS,
        dependencies=ways, separate_input_output_schemas=False,
    )  # fmt: skip
    api.state.desk = desk
    for path, answer in (
        ("/totals", compound), ("/collections", collections), ("/demands", demands), ("/health", health),
    ):  # fmt: skip
        api.add_api_route(path, answer, methods=["GET"])
    api.add_api_route("/collections/{number}", collection, methods=["GET"], responses=_NONE)
    api.add_api_route("/metrics", metrics, methods=["GET"], response_class=Response, responses=_TEXT)
    api.add_exception_handler(StorageError, _away)
    api.add_exception_handler(Exception, _fault)
    return _Counted(api, desk)
