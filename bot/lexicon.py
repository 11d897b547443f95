"""Words that people type: YAML under data/lexicon, which a neighbour who cannot program may correct.

A bad edit is refused with the file and the line; it never changes silently what is understood.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, TypeVar, cast

import yaml
from pydantic import BaseModel, Field, ValidationError

from bot.errors import LexiconError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML has it: five times as fast, and it is read at every start."""

_NEEDED = {
    "too_short": "is empty: it needs one at least",
    "dict_type": "must be keys with values, one a line",
    "list_type": "must be a list such as [a, b]",
    "string_type": "must be a text; put quotes around it",
    "int_type": "must be a whole number, such as 3",
    "int_parsing": "must be a whole number, such as 3",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "model_type": "must be keys with values, one a line, such as `words: [a, b]`",
    "model_attributes_type": "must be keys with values, one a line, such as `words: [a, b]`",
}
Model = TypeVar("Model", bound=BaseModel)
Characters = Annotated[str, Field(pattern=r"^[^\[\]\\^-]+$")]
"""One or more characters that may stand in a text: none of those that mean something where such a set is written."""


class Misplaced(ValueError):
    """A fault that a check of the whole file finds. ``path`` leads to where it stands."""

    def __init__(self, says: str, *path: str | int) -> None:
        super().__init__(says)
        self.path = path


class _Lines:
    """The line of every path. A part that is used twice is refused: a few such lines could unfold without end."""

    def __init__(self, *, filled: bool) -> None:
        self.found: dict[tuple[str | int, ...], int] = {}
        self.dated = 0  # the line of the first date, which may be none of the calendar
        self._seen: set[int] = set()
        self._filled = filled

    def walk(self, node: yaml.Node, path: tuple[str | int, ...] = ()) -> None:
        line = node.start_mark.line + 1
        if id(node) in self._seen:
            raise LexiconError(f"line {line}: what stands here is used again elsewhere by `*`. Write it out there.")
        self._seen.add(id(node))
        self.found[path] = line
        if isinstance(node, yaml.MappingNode):
            keys: set[str] = set()
            for key, value in node.value:
                self._key(key, keys)
                self.walk(value, (*path, str(key.value)))
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                if isinstance(value, yaml.ScalarNode) and not value.value and self._filled:
                    raise LexiconError(f"line {value.start_mark.line + 1}: an empty text in a list. Take it out.")
                self.walk(value, (*path, index))
        elif node.tag.endswith(":timestamp"):
            self.dated = self.dated or line

    @staticmethod
    def _key(key: yaml.Node, seen: set[str]) -> None:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise LexiconError(f"line {line}: a key must be a text. Put quotes around it.")
        if key.value in seen:
            raise LexiconError(f"line {line}: {key.value!r} stands twice; keep it once.")
        seen.add(key.value)


def parse_yaml(text: str, source: str, *, filled: bool = False) -> tuple[Any, dict[tuple[str | int, ...], int]]:
    """Parse ``text``; return its data and the line (from 1) of every path in it.

    Raises:
        LexiconError: where the text is not YAML, with the line; or a part of it is used twice by an alias.
    """
    lines = _Lines(filled=filled)
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is not None:
            # Before anything is made of it: that is what unfolds.
            lines.walk(node)
        data = loader.construct_document(node) if node is not None else None
    except LexiconError as error:
        raise LexiconError(f"{source}, {error}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        if isinstance(error, yaml.reader.ReaderError):
            line = f", line {len(text[: error.position + 1].splitlines())}"
        raise LexiconError(
            f"{source}{line}: not valid YAML ({getattr(error, 'problem', error)}). Check indents, colons and quotes."
        ) from error
    except RecursionError as error:
        raise LexiconError(f"{source}: not valid YAML (too many brackets within brackets).") from error
    except ValueError as error:
        where = f", line {lines.dated}" if lines.dated else ""
        raise LexiconError(f"{source}{where}: not valid YAML ({error}). Put quotes around dates.") from error
    return data, lines.found


def validate_yaml(text: str, source: str, model: type[Model], *, filled: bool = False) -> Model:
    """Parse and validate ``text`` as ``model``; ``filled``: its lists hold words, and no empty text is one.

    Raises:
        LexiconError: one problem for each fault, each with the line it stands in.
    """
    data, lines = parse_yaml(text, source, filled=filled)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems = []
        for fault in error.errors():
            path = getattr(fault.get("ctx", {}).get("error"), "path", fault["loc"])
            where = ".".join(str(part) for part in path) or "the file"
            while path and path not in lines:
                path = path[:-1]
            problems.append(f"{source}, line {lines.get(path, 1)}: {where}: {_sentence(fault)}")
        raise LexiconError(*problems) from error


def _sentence(fault: Mapping[str, Any]) -> str:
    """What a person does about a fault; in Pydantic's own words where nothing better is known."""
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "missing":
        return "is missing. Add it."
    if kind == "extra_forbidden":
        return "is not known here. Correct its name, or leave it out."
    if kind == "literal_error":
        return f"{fault['input']!r} is not possible. Write one of {context['expected']}."
    if kind == "string_pattern_mismatch":
        return f"{fault['input']!r} is not possible. It must look like {context['pattern']}."
    if kind in _NEEDED:
        return f"{_NEEDED[kind]}."
    return str(fault["msg"]).removeprefix("Value error, ")


@cache
def _load(name: str, model: type[BaseModel]) -> BaseModel:
    try:
        text = files("data").joinpath("lexicon", f"{name}.yaml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"data/lexicon/{name}.yaml: cannot be read. Put it back, saved as UTF-8.") from error
    return validate_yaml(text, f"data/lexicon/{name}.yaml", model, filled=True)


def load_lexicon(name: str, model: type[Model]) -> Model:
    """Read data/lexicon/<name>.yaml as ``model``; read once a process.

    Raises:
        LexiconError: the file has a fault, named with its line.
    """
    return cast("Model", _load(name, model))
