"""Learn which matter a text tells of: the weights of data/learned/matters.json."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from struct import pack
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from bot.demands.known import ENTRY
from tests.learning.matters import THING, Told, marks

_SEEN = 2  # rows at least in which a piece stands that is learned
_LOOSE = 0.3  # the inverse of the pull towards nothing
_LEAST = 0.02  # of the largest weight: what is less says nothing
_LARGEST = 127


def weigh(texts: Iterable[Told]) -> dict[str, Any]:
    """The weights learned from ``texts``, as they stand in the file."""
    rows = list(texts)
    seen = [marks(row) for row in rows]
    counted = Counter(mark for found in seen for mark in found)
    known = sorted(mark for mark, times in counted.items() if times >= _SEEN)
    column = {mark: place for place, mark in enumerate(known)}
    cells = [
        (line, column[mark], value)
        for line, found in enumerate(seen)
        for mark, value in found.items()
        if mark in column
    ]
    lines, columns, values = zip(*cells, strict=True)
    matrix = csr_matrix((values, (lines, columns)), shape=(len(rows), len(known)))
    names = sorted({row.matter for row in rows}, key=lambda name: (name.startswith(THING), name))
    model = LinearSVC(C=_LOOSE, random_state=1).fit(matrix, [names.index(row.matter) for row in rows])
    worth = float(np.abs(model.coef_).max()) / _LARGEST
    steps = np.rint(model.coef_ / worth).astype(int)
    steps[np.abs(steps) < _LEAST * _LARGEST] = 0
    return {
        "matters": _local(rows),
        "things": [name for name in names if name.startswith(THING)],
        "bias": [round(float(value), 4) for value in model.intercept_],
        "worth": round(worth, 6),
        "rows": {mark: row for mark, row in zip(known, map(_row, steps.T), strict=True) if row},
    }


def _local(rows: Sequence[Told]) -> dict[str, bool]:
    """Whether each matter is one building's or one flat's, as most of its texts say."""
    found: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        if not row.matter.startswith(THING):
            found[row.matter].append(row.local)
    return {name: 2 * sum(found[name]) > len(found[name]) for name in sorted(found)}


def _row(steps: Any) -> str:
    places = np.flatnonzero(steps)
    return b64encode(b"".join(pack(ENTRY, int(place), int(steps[place])) for place in places)).decode()
