"""What every test may rely on."""

from __future__ import annotations

import os

from hypothesis import settings

# No deadline: the machine is shared. In CI the same examples every time, so that a red run is about the change.
settings.register_profile("here", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("here")
