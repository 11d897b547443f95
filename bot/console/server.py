"""The web server of the console, in a thread and an event loop of its own: the engine never waits for a page."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from concurrent.futures import Future

import uvicorn
from fastapi import FastAPI, Request
from nicegui import app as nicegui_app
from nicegui import ui

from bot.console.api.routes import PREFIX, Desk, make_api
from bot.console.building import building_page
from bot.console.callers import Callers
from bot.console.door import Door
from bot.console.entering import add_entrance
from bot.console.frame import Pages, Turns, show
from bot.console.gate import Gate
from bot.console.guard import Guard
from bot.console.house import House
from bot.console.looking import Looking
from bot.console.now import Sight
from bot.console.panels import add_panels
from bot.console.street import street_page
from bot.console.today import today_page
from bot.console.words import page_words
from bot.errors import ConfigError
from bot.log import get_log, safe_exception
from bot.settings import Settings

log = get_log("console")

_STARTS_WITHIN = 20.0
_STOPS_WITHIN = 5.0
_NAP = 0.05
_RECONNECT = 20.0


class ConsoleServer:
    """Serves the pages of ``house`` until it is stopped. There is one in a process.

    Raises:
        ConfigError: the port is taken, or the address is not this machine's.
    """

    def __init__(self, house: House, settings: Settings) -> None:
        self._house = house
        self._settings = settings
        self._looking = Looking(house)
        self._guard = Guard(house, self._looking, settings)
        self._loop = asyncio.new_event_loop()
        self._socket = _listen(settings.console_host, settings.console_port)
        self._server = uvicorn.Server(
            uvicorn.Config(
                self._gate(), log_config=None, access_log=False, lifespan="on", ws_max_size=1_000_000,
                server_header=False, timeout_graceful_shutdown=1,
            )
        )  # fmt: skip
        self._thread = threading.Thread(target=self._serve, name="console-pages", daemon=True)

    def _gate(self) -> Gate:
        for name in ("nicegui", "uvicorn", "uvicorn.error", "socketio", "engineio"):
            # What a page was asked for, or a browser sent, is no line of our log.
            logging.getLogger(name).setLevel(logging.CRITICAL)
        app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
        add_entrance(app, self._guard, self._house.community.name)
        callers = Callers(self._looking, self._house.watch)
        app.mount(PREFIX, make_api(Desk(self._house, self._looking, self._guard, callers)))
        pages = Pages(
            self._house, self._looking, self._guard, Door(self._house, self._looking), Turns(self._looking), callers
        )
        sight = Sight(self._looking, self._house.watch)

        @ui.page("/")
        async def today(request: Request) -> None:
            await show(pages, request, pages.words.places["today"], lambda visitor: today_page(pages, sight, visitor))

        @ui.page("/street")
        async def street(request: Request) -> None:
            await show(pages, request, pages.words.places["street"], lambda visitor: street_page(pages, visitor))

        @ui.page("/building/{name}")
        async def building(request: Request, name: str) -> None:
            title = pages.words.building.title.format(building=name)
            await show(pages, request, title, lambda visitor: building_page(pages, visitor, name))

        add_panels(pages)
        # A bar without a name at every request tells nobody anything.
        nicegui_app.config.quasar_config["loadingBar"] = {"skipHijack": True}
        nicegui_app.on_exception(lambda error: log.error("page", error=safe_exception(error)))
        ui.run_with(
            app, title=f"{page_words().frame.product} · {self._house.community.name}", dark=None, language="zh-CN",
            binding_refresh_interval=None, reconnect_timeout=_RECONNECT, tailwind=False, show_welcome_message=False,
            gzip_middleware_factory=None,
        )  # fmt: skip
        names = frozenset(filter(None, map(str.strip, self._settings.console_names.split(","))))
        return Gate(app, self._guard, callers, names | {self._settings.console_host})

    @property
    def url(self) -> str:
        """Where the pages are."""
        host, port = self._socket.getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}/"

    def start(self) -> None:
        """Begin to serve.

        Raises:
            ConfigError: the server does not begin.
        """
        self._thread.start()
        waited = threading.Event()
        for _ in range(int(_STARTS_WITHIN / _NAP)):
            if self._server.started or not self._thread.is_alive():
                break
            waited.wait(_NAP)
        if not self._server.started:
            raise ConfigError("The pages could not be served. Start without them: fenjian run --no-console")

    def link(self) -> Future[str | None]:
        """A link that lets the first person in; None where somebody has a password, or nobody has a role."""
        return asyncio.run_coroutine_threadsafe(self._invite(), self._loop)

    async def _invite(self) -> str | None:
        person = await self._guard.first()
        secret = await self._guard.invite(person, unless_known=True) if person else None
        return f"{self.url}enter?code={secret}" if secret else None

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._server.serve(sockets=[self._socket]))
        except BaseException as error:  # noqa: BLE001  the bot goes on without its pages
            log.error("pages_ended", error=safe_exception(error))

    def stop(self) -> None:
        """Close the pages."""
        self._server.should_exit = True
        self._thread.join(_STOPS_WITHIN)
        self._looking.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise ConfigError(
            f"The console cannot be served at {host}, port {port}: {error.strerror}. Name another port: "
            "FENJIAN_CONSOLE_PORT=8643, or 0 for any; or leave it away: fenjian run --no-console"
        ) from error
    return listener
