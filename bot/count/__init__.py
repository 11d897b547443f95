"""A chat that somebody copied, counted by the engine's rules, with no account and no database."""

from bot.count.chat import count_chat, find_form

__all__ = ["count_chat", "find_form"]
