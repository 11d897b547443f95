"""The project's own gateway runs as a process of its own, over the mock puppet."""

from tests.support.gateway import gateway

__all__ = ["gateway"]
