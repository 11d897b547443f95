"""Errors that carry policy.

FenjianError            a clear sentence for whoever can mend it
├── ConfigError         a file or setting that a person wrote is wrong: names the place and the mend
│   ├── LexiconError    a word list in data/lexicon
│   ├── FormError       a collection form in data/forms
│   └── CommunityError  COMMUNITY.yaml or the roster; may hold several problems
├── StorageError        the database cannot be opened, read or written
├── Refused             a command that may not, or cannot, be carried out: the sender reads why
└── SendError           a transport could not deliver
    ├── SendFailed      surely not delivered; ``retryable`` says whether another try makes sense
    └── SendUnknown     may or may not have been delivered: never blindly sent again
"""

from __future__ import annotations

from collections.abc import Sequence


class FenjianError(Exception):
    """The root: everything this project raises on purpose."""


class ConfigError(FenjianError):
    """A file or a setting that a person wrote is wrong."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems: Sequence[str] = problems


class LexiconError(ConfigError):
    """A word list does not have its form."""


class FormError(ConfigError):
    """A collection form does not have its shape."""


class CommunityError(ConfigError):
    """The community file or the household roster is wrong; one problem a line."""


class StorageError(FenjianError):
    """The database cannot be opened, read or written."""


class Refused(FenjianError):
    """A command is not carried out.

    Args:
        reason: name of the template under ``templates/refused/`` that tells the sender why.
        data: what that template shows.
    """

    def __init__(self, reason: str, **data: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.data = data


class SendError(FenjianError):
    """A transport did not confirm a message."""


class SendFailed(SendError):
    """Surely not delivered."""

    def __init__(self, message: str, *, retryable: bool = True) -> None:
        super().__init__(message)
        self.retryable = retryable


class SendUnknown(SendError):
    """Whether it was delivered cannot be known from here."""


class FetchFailed(FenjianError):
    """What lies behind an id could not be fetched now."""
