"""Words, forms and reader never change while the bot runs: all tests with the shipped forms share them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

import pytest

import bot.app
from bot.call import Kit
from bot.settings import Settings
from bot.understand import Form
from tests.support.night import shipped_forms

_make_kit = bot.app.make_kit


@cache
def _shared() -> Kit:
    return _make_kit(Settings(), shipped_forms())


@contextmanager
def one_kit() -> Iterator[None]:
    """Let engines that are made meanwhile share one kit, where it would be the same."""

    def made(settings: Settings, forms: dict[str, Form] | None = None) -> Kit:
        return replace(_shared(), settings=settings) if forms is shipped_forms() else _make_kit(settings, forms)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bot.app, "make_kit", made)
        # Their databases come with the newest schema; migrations have tests of their own. Ended
        # with the module: elsewhere databases begin empty.
        patch.setattr(bot.app, "migrate", lambda database: None)
        yield
