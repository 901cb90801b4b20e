"""`/metrics`: process figures, open alerts by kind and state, what waits in the outbox, job ages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.services import Services
from bot.store.jobs import last_runs
from bot.store.outbox import counts


class _Figures(Collector):
    """Reads the database when it is asked, so that every copy of the bot tells the same."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def describe(self) -> Iterator[Metric]:
        """Nothing is read at registration."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        alerts = GaugeMetricFamily("asinwatch_alerts_open", "Alerts that are not resolved", labels=["kind", "state"])
        for (kind, state), count in Counter(
            (alert.about.kind, str(alert.state)) for alert in self._services.alerts.open_alerts()
        ).items():
            alerts.add_metric([kind, state], count)
        yield alerts
        with self._services.engine.connect() as connection:
            queue = GaugeMetricFamily("asinwatch_outbox_waiting", "Messages that wait to be sent")
            queue.add_metric([], counts(connection).get("pending", 0))
            yield queue
            ages = GaugeMetricFamily("asinwatch_job_last_start_seconds", "When a job last began", labels=["job"])
            failed = GaugeMetricFamily("asinwatch_job_last_failed", "1 where a job's last run failed", labels=["job"])
            for run in last_runs(connection):
                ages.add_metric([run.job], run.started_at.timestamp())
                failed.add_metric([run.job], float(run.outcome == "failed"))
            yield ages
            yield failed


def registry(services: Services) -> CollectorRegistry:
    """A registry of its own (no global state), with process figures and ours."""
    result = CollectorRegistry()
    ProcessCollector(registry=result)
    PlatformCollector(registry=result)
    result.register(_Figures(services))
    return result
