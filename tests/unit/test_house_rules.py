"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("bot", "data", "handlers", "schedules", "templates")
CLOCK = "bot/clock.py"
ASKS_THE_TIME = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "monotonic"),
    ("time", "monotonic_ns"),
    ("time", "time"),
    ("time", "time_ns"),
}
CHINESE_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
CHARACTER_CLASS = re.compile(r"\[[^\]]*\]")


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Every Python file of ``folders``: its path from the root, and its tree."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def docstrings(tree: ast.Module) -> set[ast.expr]:
    """Strings that stand as statements: of a module, class or function, or below an attribute."""
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def asks_the_time(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if (owner, node.attr) in ASKS_THE_TIME:
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (node.lineno for name in node.names if ("time", name.name) in ASKS_THE_TIME)


def imported(tree: ast.Module) -> Iterator[str]:
    """Top-level names of what is imported, at any depth of the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def test_only_the_clock_asks_what_time_it_is() -> None:
    found = [f"{path}:{line}" for path, tree in sources(*OURS) if path != CLOCK for line in asks_the_time(tree)]
    assert not found, f"take a Clock instead: {found}"


def test_code_holds_no_chinese_word() -> None:
    """They live in data/lexicon, forms and templates, where a neighbour who cannot program can correct them."""
    found = [
        f"{path}:{node.lineno}: {node.value[:40]!r}"
        for path, tree in sources("bot", "handlers", "schedules")
        for said in [docstrings(tree)]
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in said
        if CHINESE_WORD.search(CHARACTER_CLASS.sub("", node.value))
    ]
    assert not found, "\n".join(found)


def test_what_is_imported_is_declared() -> None:
    """Else it works here, where a development tool brings it, and fails where only the bot is installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[\s\[<>=!~;]", each, maxsplit=1)[0].lower() for each in project["dependencies"]}
    providers = packages_distributions()
    for path, tree in sources(*OURS):
        for name in set(imported(tree)) - set(OURS) - sys.stdlib_module_names:
            brought_by = {each.lower().replace("_", "-") for each in providers.get(name, [])}
            assert brought_by & declared, f"{path} imports {name}: add it to the dependencies in pyproject.toml"
