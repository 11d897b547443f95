"""Learn from the labelled texts: ``python -m tests.learning`` writes data/learned/demands.json (needs scikit-learn)."""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from bot.understand.learned import ZERO
from tests.learning.rows import CLASSES, CORPUS, Row, fingerprint, rows

_FILE = CORPUS.parent.parent / "data" / "learned" / "demands.json"
_SEEN = 5  # texts at least in which a piece stands that is learned
_FAMILY = 0.2  # what a word family counts beside all pieces together
_LOOSE = 1.0  # the inverse of the pull towards nothing
_LARGEST = 127


class Vocabulary:
    """The columns: pieces and families that stand in enough rows."""

    def __init__(self, learned: list[Row]) -> None:
        self.pieces = _often(row.pieces for row in learned)
        self.families = _often(row.families for row in learned)
        self._column = {name: place for place, name in enumerate([*self.pieces, *(f"\0{f}" for f in self.families)])}

    def matrix(self, texts: list[Row]) -> Any:
        """A line for each of ``texts``."""
        lines, columns, values = [], [], []
        for line, row in enumerate(texts):
            share = 1 / sqrt(len(row.pieces))
            found = [(piece, share) for piece in row.pieces] + [(f"\0{name}", _FAMILY) for name in row.families]
            for name, value in found:
                if (column := self._column.get(name)) is not None:
                    lines.append(line)
                    columns.append(column)
                    values.append(value)
        return csr_matrix((values, (lines, columns)), shape=(len(texts), len(self._column)))


def _often(found: Any) -> list[str]:
    counted = Counter(name for names in found for name in set(names))
    return sorted(name for name, times in counted.items() if times >= _SEEN)


def _fit(learned: list[Row], label: str, vocabulary: Vocabulary) -> Any:
    labelled = [row for row in learned if label in row.labels]
    model = LinearSVC(C=_LOOSE, class_weight="balanced", random_state=1)
    return model.fit(
        vocabulary.matrix(labelled),
        [CLASSES[label].index(row.labels[label]) for row in labelled],
        sample_weight=[row.weight for row in labelled],
    )


def main() -> None:
    """Learn, and write what was learned."""
    learned = list(rows())
    vocabulary = Vocabulary(learned)
    models = [_fit(learned, label, vocabulary) for label in CLASSES]
    weights = np.vstack([model.coef_ for model in models])
    worth = float(np.percentile(np.abs(weights), 99.99)) / _LARGEST
    steps = np.clip(np.rint(weights / worth), -_LARGEST, _LARGEST).astype(int).T
    lines = [b64encode((line + ZERO).astype(np.uint8).tobytes()).decode() if line.any() else "" for line in steps]
    of_pieces, of_families = lines[: len(vocabulary.pieces)], lines[len(vocabulary.pieces) :]
    _write(
        _FILE,
        {
            "learned_from": fingerprint(),
            "labels": CLASSES,
            "bias": [round(float(value), 4) for model in models for value in model.intercept_],
            "worth": round(worth, 6),
            "family": _FAMILY,
            "families": {name: line for name, line in zip(vocabulary.families, of_families, strict=True) if line},
            "pieces": {name: line for name, line in zip(vocabulary.pieces, of_pieces, strict=True) if line},
        },
    )
    print(f"{len(learned)} texts, {len(vocabulary.pieces)} pieces, {_FILE.stat().st_size / 1e6:.1f} MB")


def _write(path: Path, found: dict[str, Any]) -> None:
    path.write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
