"""Once a day the open items go to the staff group."""

from __future__ import annotations

CRON = ("digest", "0 18 * * *")
