"""Nothing is kept longer than a purpose needs it."""

from __future__ import annotations

from datetime import timedelta

from bot.call import Call
from bot.routing import Router

router = Router("retention")
CHATTER = ("chat", "echo", "own", "ignored", "unbound", "unread", "presence", "question", "offer", "signup", "")

_REVEALED_DAYS = 1
"""What was shown in full is kept no longer than whoever asked needs it."""


@router.tick("retention")
def erase(call: Call, refer: str) -> None:
    """Chatter is erased after two days, the words behind answers once their purpose has ended; hashes stay."""
    settings = call.kit.settings
    call.work.inbox.erase(call.now - timedelta(hours=settings.chatter_hours), CHATTER)
    call.work.inbox.erase(call.now - timedelta(days=settings.history_days))
    call.work.demands.erase(call.now - timedelta(days=settings.history_days))
    call.work.files.erase(call.now - timedelta(hours=settings.file_hours))
    call.work.asks.erase(call.now - timedelta(days=settings.history_days))
    call.work.medicine.erase(call.now - timedelta(days=settings.sensitive_days))
    call.work.medicine.erase_revealed(call.now - timedelta(days=_REVEALED_DAYS))
    call.work.outgoing.erase(call.now - timedelta(days=settings.history_days))
