"""Text in, meaning out: pure, no database, no network. See CONTRACT.md section 1 for the shapes."""

from bot.understand.copied import Copied, parse_copied
from bot.understand.explain import Explainer
from bot.understand.form import Answer, Form, load_forms
from bot.understand.mask import mask
from bot.understand.meaning import Entry, Meaning, Message
from bot.understand.place import read_nickname
from bot.understand.reader import Reader
from bot.understand.redact import redact
from bot.understand.to_json import to_json

__all__ = [
    "Answer",
    "Copied",
    "Entry",
    "Explainer",
    "Form",
    "Meaning",
    "Message",
    "Reader",
    "load_forms",
    "mask",
    "parse_copied",
    "read_nickname",
    "redact",
    "to_json",
]
