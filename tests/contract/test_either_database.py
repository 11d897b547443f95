"""The engine on SQLite and on PostgreSQL: these dialogues hold for both, word for word."""

from __future__ import annotations

from tests.dialogs.test_chains import *  # noqa: F403
from tests.dialogs.test_state import *  # noqa: F403
