"""Jobs: one file each. A job says when something is due; it never acts. What is due goes through the inbox."""

from __future__ import annotations

from schedules import account, deadline, digest, retention, takeover
from schedules.runner import Runner

JOBS = (deadline.plan, takeover.plan)
CRONS = (retention.CRON,)

__all__ = ["CRONS", "JOBS", "Runner", "account", "digest"]
