"""Brings a database to the newest schema at start, whatever it had before."""

from __future__ import annotations

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from bot.errors import StorageError
from data.session import Database


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("data").joinpath("migrations")))
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """The revision that this program needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    return str(head)


def current(connection: Connection) -> str | None:
    """The revision that the database has; None: an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate(database: Database) -> None:
    """Apply what is missing.

    Raises:
        StorageError: the database belongs to a newer version of the program, or refuses.
    """
    with database.transaction() as connection:
        known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
        revision = current(connection)
        if revision is not None and revision not in known:
            raise StorageError("This database was written by a newer fenjian. Install that version, or a newer one.")
        if revision != newest():
            command.upgrade(_config(connection), "head")
