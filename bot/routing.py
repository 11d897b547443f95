"""Which function answers what: registered explicitly, in one ordered place; a duplicate fails at start."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.contract import MessageType
from bot.roles import GroupKind, Role

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(slots=True, frozen=True)
class CommandRoute:
    """A command: who may use it and in which kinds of groups; ``private`` whether in a private chat too."""

    name: str
    roles: frozenset[Role]
    run: Callable[..., Any]
    groups: frozenset[GroupKind]
    private: bool
    takes: Callable[..., bool] | None


class Router:
    """The routes of one capability, or of all of them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.commands: dict[str, CommandRoute] = {}
        self.confirmations: dict[str, Callable[..., Any]] = {}
        self.ticks: dict[str, Callable[..., Any]] = {}
        self.composers: dict[str, Callable[..., Any]] = {}
        self.failures: dict[str, Callable[..., Any]] = {}
        self.meanings: dict[str, Callable[..., Any]] = {}
        self.listeners: dict[str, Callable[..., Any]] = {}
        self.events: dict[MessageType, Callable[..., Any]] = {}

    def command(
        self,
        name: str,
        *,
        roles: Iterable[Role],
        groups: Iterable[GroupKind] = tuple(GroupKind),
        private: bool = True,
        takes: Callable[..., bool] | None = None,
    ) -> Callable[[Function], Function]:
        """Register a command. ``takes(head, body)`` says whether a word without a slash has the command's form."""

        def register(function: Function) -> Function:
            route = CommandRoute(name, frozenset(roles), function, frozenset(groups), private, takes)
            self._put(self.commands, name, route)
            return function

        return register

    def confirmed(self, command: str) -> Callable[[Function], Function]:
        """Register what carries out a previewed command."""
        return self._registrar(self.confirmations, command)

    def tick(self, name: str) -> Callable[[Function], Function]:
        """Register what a tick of this name does."""
        return self._registrar(self.ticks, name)

    def composer(self, name: str) -> Callable[[Function], Function]:
        """Register what makes the words of a message at the moment it is sent; None from it drops the message."""
        return self._registrar(self.composers, name)

    def failed(self, kind: str) -> Callable[[Function], Function]:
        """Register what happens when a message of this kind could not be delivered."""
        return self._registrar(self.failures, kind)

    def meaning(self, kind: str) -> Callable[[Function], Function]:
        """Register who takes messages of this kind (report, withdraw, …)."""
        return self._registrar(self.meanings, kind)

    def listen(self, name: str) -> Callable[[Function], Function]:
        """Register who hears every text before whoever takes its kind, and may take it away: ``call.taken``."""
        return self._registrar(self.listeners, name)

    def event(self, *types: MessageType) -> Callable[[Function], Function]:
        """Register who takes events that are no text."""

        def register(function: Function) -> Function:
            for kind in types:
                self._put(self.events, kind, function)
            return function

        return register

    def include(self, other: Router) -> None:
        """Take over the routes of ``other``.

        Raises:
            ValueError: a route is registered twice.
        """
        for mine, theirs in (
            (self.commands, other.commands), (self.confirmations, other.confirmations), (self.ticks, other.ticks),
            (self.composers, other.composers), (self.failures, other.failures), (self.meanings, other.meanings),
            (self.events, other.events), (self.listeners, other.listeners),
        ):  # fmt: skip
            for name, route in theirs.items():
                self._put(mine, name, route)

    def _registrar(self, routes: dict[str, Callable[..., Any]], name: str) -> Callable[[Function], Function]:
        def register(function: Function) -> Function:
            self._put(routes, name, function)
            return function

        return register

    def _put(self, routes: Any, name: Any, route: Any) -> None:
        if name in routes:
            raise ValueError(f"{self.name}: {name!r} is registered twice")
        routes[name] = route
