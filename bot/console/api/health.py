"""Whether the bot does its work, for whoever watches over it; and the same as Prometheus metrics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version

from prometheus_client import CollectorRegistry, Counter, GCCollector, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from bot.console.api.models import Health
from data.demands import OPEN
from data.glance import Glance
from data.work import Work

_SLOW = timedelta(minutes=1)
"""A message that waits longer is not handled as it should be."""
_DAY = timedelta(days=1)
_SENDS = ("queued", "sending", "failed", "unknown")


def _version() -> str:
    try:
        return version("fenjian")
    except PackageNotFoundError:
        return "unknown"


VERSION = _version()


@dataclass(frozen=True, slots=True)
class Pulse:
    """What is measured at one moment: of the whole compound, and nothing of what anybody answered."""

    health: Health
    oldest_waiting: float
    open_collections: int
    open_demands: int
    open_cries: int


def read_pulse(work: Work, now: datetime) -> Pulse:
    """Measure."""
    glance = Glance(work.store, work.account)
    waiting, oldest = glance.inbox_waiting()
    heard = work.line.heard()
    sends = glance.sends()
    slow = oldest is not None and now - oldest > _SLOW
    lame = slow or (heard is not None and not heard[1])
    items = work.demands.items(status=OPEN)
    health = Health(
        status="degraded" if lame else "ok", version=VERSION, at=now, hears=heard[1] if heard else None,
        heard_until=heard[0] if heard else None, waiting=waiting, set_aside=work.inbox.parked(),
        sends={name: sends[name] for name in _SENDS}, gaps_today=len(work.line.noted_since(now - _DAY)),
    )  # fmt: skip
    opened = [one for one in work.collections.current() if one.status == "open"]
    since = max((now - oldest).total_seconds(), 0.0) if oldest else 0.0
    return Pulse(health, since, len(opened), len(items), sum(item.urgent for item in items))


def _gauges(pulse: Pulse) -> Iterator[Metric]:
    health = pulse.health
    known = GaugeMetricFamily("fenjian_info", "The program that runs.", labels=["version"])
    known.add_metric([health.version], 1)
    yield known
    for name, about, value in (
        ("healthy", "1 where all is as it should be, 0 where it is degraded.", health.status == "ok"),
        ("inbox_waiting_messages", "Messages received and not yet handled.", health.waiting),
        ("inbox_oldest_waiting_seconds", "For how long the oldest of these has waited.", pulse.oldest_waiting),
        ("inbox_set_aside_messages", "Messages that could not be handled.", health.set_aside),
        ("gaps_today", "Times in the last 24 hours in which nothing was heard.", health.gaps_today),
        ("collections_open", "Collections that are open.", pulse.open_collections),
        ("demands_open", "Items that wait for an answer.", pulse.open_demands),
        ("cries_open", "Cries for help among them.", pulse.open_cries),
    ):
        yield GaugeMetricFamily(f"fenjian_{name}", about, value=float(value))
    if health.hears is not None:
        yield GaugeMetricFamily("fenjian_hears", "1 where the account hears its groups.", value=float(health.hears))
    sends = GaugeMetricFamily("fenjian_sends", "Messages to be sent, by what became of them.", labels=["state"])
    for state, number in health.sends.items():
        sends.add_metric([state], number)
    yield sends


@dataclass(slots=True, eq=False)
class _Once:
    """Metrics of one moment, as the library wants them."""

    metrics: Iterable[Metric]

    def collect(self) -> Iterable[Metric]:
        return self.metrics


@dataclass(slots=True)
class Metrics:
    """What is counted as long as the process lives, and what is measured when somebody asks."""

    _registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    requests: Counter = field(init=False)
    seconds: Histogram = field(init=False)

    def __post_init__(self) -> None:
        for collect in (ProcessCollector, PlatformCollector, GCCollector):
            collect(registry=self._registry)
        labels = ["route", "status"]
        self.requests = Counter("fenjian_api_requests", "Questions answered.", labels, registry=self._registry)
        self.seconds = Histogram("fenjian_api_seconds", "Until the answer.", ["route"], registry=self._registry)

    def text(self, pulse: Pulse) -> bytes:
        """All of it in Prometheus' text format."""
        now = CollectorRegistry()
        now.register(_Once(list(_gauges(pulse))))
        return generate_latest(now) + generate_latest(self._registry)
