"""What every test may rely on."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

# No deadline: the machine is shared. In CI the same examples every time, so that a red run is about the change.
settings.register_profile("here", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("here")

# What shares something dear to set up stays together on one worker; of the rest, each file does. Long ones begin first.
_TOGETHER = {"tests/wechat/": "gateway", "tests/contract/test_transport.py": "gateway", "tests/console/pages/": "pages"}
_LONG = (*_TOGETHER, "tests/demo/", "tests/endurance/")


def _group(test: str) -> str:
    file = test.partition("::")[0]
    return next((group for name, group in _TOGETHER.items() if file.startswith(name)), file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Deal the tests out to the workers of pytest-xdist, where it runs them."""
    dealer = LoadScopeScheduling(config, log)
    dealer._split_scope = _group
    return dealer


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the long ones begin."""
    items.sort(key=lambda item: not item.nodeid.startswith(_LONG))
