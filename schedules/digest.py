"""Once a day the open items go to the staff group."""

from __future__ import annotations

from bot.settings import Settings


def cron(settings: Settings) -> tuple[str, str]:
    """The tick's name, and when it is due, in the community's time zone."""
    return "digest", f"{settings.digest_at.minute} {settings.digest_at.hour} * * *"
