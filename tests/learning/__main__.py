"""Learn from the labelled texts: ``python -m tests.learning`` writes data/learned/*.json (needs scikit-learn)."""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from bot.understand.learned import ZERO
from tests.learning import answers, lists, matters, rows
from tests.learning.matter_weights import weigh
from tests.learning.rows import CORPUS, Row

_FOLDER = CORPUS.parent.parent / "data" / "learned"
_FAMILY = 0.2  # what a word family counts beside all pieces together
_LOOSE = 1.0  # the inverse of the pull towards nothing
_LARGEST = 127


class Vocabulary:
    """The columns: pieces and families that stand in ``enough`` rows."""

    def __init__(self, learned: list[Row], enough: int) -> None:
        self.pieces = _often((row.pieces for row in learned), enough)
        self.families = _often((row.families for row in learned), enough)
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


def _often(found: Any, enough: int) -> list[str]:
    counted = Counter(name for names in found for name in set(names))
    return sorted(name for name, times in counted.items() if times >= enough)


def _fit(learned: list[Row], label: str, classes: Sequence[str], vocabulary: Vocabulary) -> Any:
    labelled = [row for row in learned if label in row.labels]
    model = LinearSVC(C=_LOOSE, class_weight={0: 1, 1: 5} if label == "danger" else "balanced", random_state=1)
    return model.fit(
        vocabulary.matrix(labelled),
        [classes.index(row.labels[label]) for row in labelled],
        sample_weight=[row.weight for row in labelled],
    )


def _each(found: Any) -> Any:
    """A line for each class: of two, what speaks for the second speaks against the first."""
    return found if len(found) > 1 else np.concatenate([-found, found])


def learn(name: str, learned: list[Row], labels: Mapping[str, Sequence[str]], enough: int, learned_from: str) -> None:
    """Write data/learned/``name``.json: what ``learned`` speaks for, by pieces that stand in ``enough`` of the rows."""
    vocabulary = Vocabulary(learned, enough)
    models = [_fit(learned, label, classes, vocabulary) for label, classes in labels.items()]
    weights = np.vstack([_each(model.coef_) for model in models])
    worth = float(np.percentile(np.abs(weights), 99.99)) / _LARGEST
    steps = np.clip(np.rint(weights / worth), -_LARGEST, _LARGEST).astype(int).T
    lines = [b64encode((line + ZERO).astype(np.uint8).tobytes()).decode() if line.any() else "" for line in steps]
    of_pieces, of_families = lines[: len(vocabulary.pieces)], lines[len(vocabulary.pieces) :]
    path = _FOLDER / f"{name}.json"
    _write(
        path,
        {
            "learned_from": learned_from,
            "labels": labels,
            "bias": [round(float(value), 4) for model in models for value in _each(model.intercept_)],
            "worth": round(worth, 6),
            "family": _FAMILY,
            "families": {name: line for name, line in zip(vocabulary.families, of_families, strict=True) if line},
            "pieces": {name: line for name, line in zip(vocabulary.pieces, of_pieces, strict=True) if line},
        },
    )
    print(f"{name}: {len(learned)} texts, {len(vocabulary.pieces)} pieces, {path.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Learn, and write what was learned."""
    learn("demands", list(rows.rows()), rows.CLASSES, 5, rows.fingerprint())
    learn("results", list(answers.rows()), answers.CLASSES, 2, answers.fingerprint())
    learn("lists", list(lists.rows()), lists.CLASSES, 2, lists.fingerprint())
    path = _FOLDER / "matters.json"
    _write(path, {"learned_from": matters.fingerprint(), **weigh(matters.told())})
    print(f"matters: {path.stat().st_size / 1e6:.1f} MB")


def _write(path: Path, found: dict[str, Any]) -> None:
    path.write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
