"""Logging in and out: plain forms that need no script, before anything else of the console is loaded."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.console.gate import cookie_name, host_of, visit_of
from bot.console.guard import SHORTEST, Guard
from bot.console.words import page_words

_LONGEST = 4096
_LONGEST_FIELD = 200


def add_entrance(app: FastAPI, guard: Guard, compound: str) -> None:
    """Add the pages of logging in to ``app``."""
    entrance = _Entrance(guard, f"{page_words().frame.product} · {compound}")
    for path, get, post in (
        ("/login", entrance.log_in_page, entrance.log_in),
        ("/enter", entrance.link_page, entrance.enter),
        ("/password", entrance.password_page, entrance.choose),
    ):
        app.add_api_route(path, get, methods=["GET"], response_class=HTMLResponse)
        app.add_api_route(path, post, methods=["POST"], response_class=HTMLResponse)
    app.add_api_route("/logout", entrance.leave, methods=["POST"], response_class=HTMLResponse)


class _Entrance:
    def __init__(self, guard: Guard, title: str) -> None:
        self._guard = guard
        self._title = title
        self._words = page_words().enter

    def _page(self, body: str, status: int = 200, *, wrong: str = "") -> HTMLResponse:
        frame = Template(files("templates").joinpath("console", "enter.html").read_text(encoding="utf-8"))
        told = f'<p class="wrong" role="alert">{escape(wrong)}</p>' if wrong else ""
        language = page_words().frame.language
        return HTMLResponse(
            frame.substitute(language=language, title=escape(self._title), told=told, body=body), status
        )

    def _log_in_form(self, status: int = 200, wrong: str = "") -> HTMLResponse:
        words = self._words
        fields = _field("name", words.name, "text", "username")
        fields += _field("password", words.password, "password", "current-password")
        form = f'<form method="post" action="/login">{fields}{_button(words.enter)}</form>'
        return self._page(f"{form}<p>{escape(words.by_link)}</p>", status, wrong=wrong)

    def _password_form(self, wrong: str = "") -> HTMLResponse:
        words = self._words
        fields = _field("name", words.name, "text", "username")
        fields += _field("password", words.password, "password", "new-password")
        fields += _field("again", words.again, "password", "new-password")
        form = f'<form method="post" action="/password"><h2>{escape(words.choose)}</h2>{fields}{_button(words.save)}'
        hint = escape(words.hint.format(shortest=SHORTEST))
        return self._page(f"{form}</form><p>{hint}</p>", 422 if wrong else 200, wrong=wrong)

    async def log_in_page(self) -> Response:
        return self._log_in_form()

    async def log_in(self, request: Request) -> Response:
        given = await _given(request)
        secret, locked = await self._guard.log_in(given.get("name", ""), given.get("password", ""))
        if secret is None:
            return self._log_in_form(429 if locked else 401, self._words.locked if locked else self._words.wrong)
        return _welcome(request, secret)

    async def link_page(self, code: str = "") -> Response:
        # Whoever only looks at a link, to draw a preview of it, must not use it up.
        form = f'<form method="post" action="/enter" id="link"><input type="hidden" name="code" value="{escape(code)}">'
        script = '<script>document.getElementById("link").submit()</script>'
        return self._page(f"{form}{_button(self._words.enter)}</form>{script}")

    async def enter(self, request: Request) -> Response:
        secret = await self._guard.enter((await _given(request)).get("code", ""))
        return _welcome(request, secret) if secret else self._log_in_form(401, self._words.used)

    async def password_page(self) -> Response:
        return self._password_form()

    async def choose(self, request: Request) -> Response:
        given, visit = await _given(request), visit_of(request.scope)
        name, password = given.get("name", "").strip(), given.get("password", "")
        if visit is None:
            return self._log_in_form(401)
        if len(password) < SHORTEST or not name:
            return self._password_form(self._words.short.format(shortest=SHORTEST))
        if password != given.get("again"):
            return self._password_form(self._words.differ)
        if not await self._guard.choose(await self._guard.visitor(visit), name, password):
            return self._password_form(self._words.taken)
        return RedirectResponse("/", 303)

    async def leave(self, request: Request) -> Response:
        visit = visit_of(request.scope)
        if visit is not None:
            await self._guard.leave(visit)
        gone = RedirectResponse("/login", 303)
        gone.delete_cookie(cookie_name(host_of(request.scope)), path="/")
        return gone


def _welcome(request: Request, secret: str) -> Response:
    welcome = RedirectResponse("/", 303)
    name = cookie_name(host_of(request.scope))
    welcome.set_cookie(name, secret, path="/", httponly=True, samesite="strict", secure=name.startswith("__Host-"))
    return welcome


def _field(name: str, label: str, kind: str, fill: str) -> str:
    return (
        f'<label>{escape(label)}<input name="{name}" type="{kind}" autocomplete="{fill}" '
        f'maxlength="{_LONGEST_FIELD}" required></label>'
    )


def _button(label: str) -> str:
    return f'<button type="submit">{escape(label)}</button>'


async def _given(request: Request) -> dict[str, str]:
    """The fields of a form; nothing of what is too long to be one."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST:
            return {}
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=10)
    except ValueError:  # more fields than any form here has
        return {}
    return {name: values[0][:_LONGEST_FIELD] for name, values in fields.items()}
