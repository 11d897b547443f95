"""Real texts that stand outside the project, where ``FENJIAN_EXAMPLES`` names a folder of them.

They are measured by, and never copied. Without the folder what needs them is left out, and says so.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

VARIABLE = "FENJIAN_EXAMPLES"


def examples(name: str) -> list[dict[str, Any]]:
    """The rows of ``<name>.jsonl`` in the folder of examples; skips the test where there is none."""
    return [json.loads(line) for line in example_text(f"{name}.jsonl").splitlines() if line.strip()]


def example_text(name: str) -> str:
    """The text of the file ``name`` in the folder of examples; skips the test where there is none."""
    path = Path(os.environ.get(VARIABLE) or ".") / name
    if not os.environ.get(VARIABLE) or not path.is_file():
        pytest.skip(f"set {VARIABLE} to a folder that holds {name}")
    return path.read_text(encoding="utf-8")
