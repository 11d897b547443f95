"""A text as the network has it, and as the engine has it.

WeChat closes a mention with U+2005. And wechat4u takes whatever stands before a colon and a line's end for the sender's
name and cuts it away: a space between the two saves it.
"""

from __future__ import annotations

from collections.abc import Sequence

MENTION_END = "\u2005"


def to_network(text: str, mentions: Sequence[tuple[str, str]]) -> str:
    """``text`` with its mentions closed, and nothing that a provider would cut."""
    for _, name in mentions:
        text = text.replace(f"@{name} ", f"@{name}{MENTION_END}", 1)
    return text.replace(":\n", ": \n")


def from_network(text: str, *, own: bool) -> str:
    """``text`` as the engine wrote it, or would read it."""
    text = text.replace(MENTION_END, " ")
    return text.replace(": \n", ":\n") if own else text
