"""Data for any template, made from what the template itself shows: every text in it is poison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, nodes

from bot.understand.discreet import discreet, mask_numbers

TEMPLATES = Path(str(files("templates")))
_SCREENS = ("count", "demo", "roster")
"""What a person reads on the own screen; it goes to nobody."""
_EACH, _ANY = "*", "?"
_TIMES = ("clock", "day")
_ENVIRONMENT = Environment(autoescape=False)  # it only parses
Path_ = tuple[str, ...]


def template_names() -> list[str]:
    """Every template that is sent to somebody."""
    found = (path.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*.txt.j2") if not path.name.startswith("_"))
    return sorted(str(path).removesuffix(".txt.j2") for path in found if path.parts[0] not in _SCREENS)


@cache
def _parsed(name: str) -> nodes.Template:
    return _ENVIRONMENT.parse((TEMPLATES / name).read_text(encoding="utf-8"))


class _Shape:
    """What a template takes out of its data: paths, each with what is done with it."""

    def __init__(self) -> None:
        self.uses: defaultdict[Path_, set[str]] = defaultdict(set)

    def walk(self, node: nodes.Node, scope: dict[str, Path_]) -> None:
        if isinstance(node, nodes.For):
            place = self._path(node.iter, scope)
            self._use(place, "list")
            inner = scope | {"loop": ("loop",)} | dict(self._targets(node.target, (*place, _EACH) if place else ()))
            for child in (*node.body, *node.else_):
                self.walk(child, inner)
            return
        if isinstance(node, nodes.Include) and isinstance(node.template, nodes.Const):
            self.walk(_parsed(node.template.value), scope)
            return
        if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            scope[node.target.name] = self._path(node.node, scope)
        self._note(node, scope)
        for child in node.iter_child_nodes():
            self.walk(child, scope)

    def _note(self, node: nodes.Node, scope: dict[str, Path_]) -> None:
        if isinstance(node, nodes.Filter) and node.node is not None:
            use = "time" if node.name in _TIMES else {"joined": "texts", "length": "list"}.get(node.name, "text")
            self._use(self._path(node.node, scope), use)
        elif isinstance(node, nodes.Compare):
            sides = [node.expr, *(operand.expr for operand in node.ops)]
            if not any(isinstance(one, nodes.Const) and isinstance(one.value, str) for one in sides):
                for one in sides:
                    self._use(self._path(one, scope), "number")
        elif isinstance(node, nodes.Add | nodes.Sub | nodes.Mul | nodes.Div):
            for one in (node.left, node.right):
                self._use(self._path(one, scope), "number")
        elif isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
            self._use(self._path(node, scope), "text")

    def _use(self, path: Path_, use: str) -> None:
        if path and path[0] != "loop":
            self.uses[path].add(use)

    def _path(self, node: nodes.Node, scope: dict[str, Path_]) -> Path_:
        if isinstance(node, nodes.Name):
            return scope.get(node.name, (node.name,))
        if isinstance(node, nodes.Getattr):
            before = self._path(node.node, scope)
            return (*before, node.attr) if before else ()
        if isinstance(node, nodes.Getitem):
            before = self._path(node.node, scope)
            if not before:
                return ()
            if isinstance(node.arg, nodes.Slice):
                return before
            if not isinstance(node.arg, nodes.Const | nodes.Neg):
                return (*before, _ANY)
            key = node.arg.value if isinstance(node.arg, nodes.Const) else None
            return (*before, key if isinstance(key, str) else _EACH)
        return ()

    def _targets(self, target: nodes.Node, path: Path_) -> Iterator[tuple[str, Path_]]:
        if isinstance(target, nodes.Name):
            yield target.name, path
        elif isinstance(target, nodes.Tuple):
            for index, item in enumerate(target.items):
                yield from self._targets(item, (*path, f"#{index}") if path else ())


def poisoned(template: str, poison: str, harmless: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Data for ``template``: ``poison`` wherever it shows a text, but for the keys that are ``harmless``."""
    shape = _Shape()
    shape.walk(_parsed(f"{template}.txt.j2"), {})
    tree: dict[str, Any] = {}
    for path, uses in sorted(shape.uses.items()):
        at = tree
        for step in path:
            at = at.setdefault("children", {}).setdefault(step, {})
        at.setdefault("uses", set()).update(uses)
    return {key: _made(one, key, poison, harmless) for key, one in tree.get("children", {}).items()}


def _made(tree: dict[str, Any], key: str, poison: str, harmless: frozenset[str]) -> Any:
    children, uses = tree.get("children", {}), tree.get("uses", set())
    if key in harmless:
        poison = "x"
    if _EACH in children:
        return [_made(children[_EACH], key, poison, harmless)]
    if _ANY in children:
        return {
            name: _made(children[_ANY], key, poison, harmless)
            for name in (poison, mask_numbers(poison), discreet(poison), "x")
        }
    if children and all(name.startswith("#") for name in children):
        return tuple(_made(children[name], key, poison, harmless) for name in sorted(children))
    if children:
        return {name: _made(one, name, poison, harmless) for name, one in children.items()}
    if "time" in uses:
        return datetime(2022, 4, 10, tzinfo=UTC)
    if "texts" in uses or "list" in uses:
        return [poison]
    return 3 if "number" in uses else poison
