"""Every evening staff get a draft of what was done for everybody today."""

from __future__ import annotations

from bot.settings import Settings


def cron(settings: Settings) -> tuple[str, str]:
    """The tick's name, and when it is due, in the community's time zone."""
    return "account", f"{settings.account_at.minute} {settings.account_at.hour} * * *"
