"""What every test may rely on."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# No deadline: the machine is shared. In CI the same examples every time, so that a red run is about the change.
settings.register_profile("here", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("here")

# What shares something dear to set up stays together on one worker; of the rest, each file does. Long ones begin first.
_TOGETHER = {"tests/wechat/": "gateway", "tests/contract/test_transport.py": "gateway", "tests/console/pages/": "pages"}
_LONG = (*_TOGETHER, "tests/demo/", "tests/endurance/")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Deal the tests out to the workers of pytest-xdist, where it runs them."""
    for item in items:
        file = item.nodeid.partition("::")[0]
        group = next((group for name, group in _TOGETHER.items() if file.startswith(name)), file)
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: not item.nodeid.startswith(_LONG))
