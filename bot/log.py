"""Structured logs of what happened, never of what was said: no text, no name, no token reaches a line."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

FORBIDDEN = frozenset({"text", "name", "nickname", "topic", "token", "password", "body", "words", "quote", "key"})
"""Fields that would carry what people wrote, who they are, or a secret."""


def withhold(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blank the fields that must never be logged, so that a slip of the pen leaks nothing."""
    for field in FORBIDDEN & event.keys():
        event[field] = "withheld"
    return event


def safe_exception(error: BaseException) -> str:
    """Name the kind of ``error`` and where it was raised. Its message may quote what somebody wrote."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    code = trace.tb_frame.f_code
    return f"{type(error).__name__} in {code.co_name} line {trace.tb_lineno}"


def set_up(level: str = "INFO", *, as_json: bool = False) -> None:
    """Send log lines to standard error, as key=value or as JSON."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            withhold,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


def get_log(part: str) -> Any:
    """A logger that names the part of the house it speaks from."""
    return structlog.get_logger(part=part)
