"""Texts that no purpose needs any more are erased every hour."""

from __future__ import annotations

CRON = ("retention", "17 * * * *")
"""The tick's name, and when it is due (a crontab line, in the community's time zone)."""
