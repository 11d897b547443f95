"""One reader for all tests: it holds no state that a message could change."""

from __future__ import annotations

import pytest

from bot.understand import Reader
from tests.unit.understand.corpus import COMMAND_WORDS


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(command_words=COMMAND_WORDS)
