"""What is true now → the text that Prometheus reads. A registry of its own, with nothing in it but what is here; no personal data, and few values of each label."""

from __future__ import annotations

import platform
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from reconciler import __version__
from reconciler.model.watching import NOT_LET_IN, Ended, Pass, Status, Trigger
from reconciler.watching.tally import BUCKETS, KINDS, Tally

KIND: Final = "text/plain; version=0.0.4; charset=utf-8"
"""The content type of the text."""

GUARDS: Final = ("loss", "readdress", "silence", "empty", "protected")
MOST_OWNERS: Final = 20
MOST_ORGANIZATIONS: Final = 50
"""So many organizations that are held have a series of their own; how many there are is told anyway."""


class Metrics(Collector):
    """`status` tells what is true now, `clock` the time in seconds since 1970. For any number of threads."""

    def __init__(self, status: Callable[[], Status], clock: Callable[[], float] = time.time) -> None:
        self._status, self._clock, self._tally, self._alone = status, clock, Tally(), threading.Lock()
        self._hook: Counter[str] = Counter()
        self._registry = CollectorRegistry()
        self._registry.register(self)

    def take(self) -> None:
        """Count the passes that are new. To be called now and then, whoever asks for the text."""
        status = self._status()
        with self._alone:
            self._tally.take(status)

    def asked(self, result: str) -> None:
        """The hook was called: `accepted`, or `denied`."""
        with self._alone:
            self._hook[result] += 1

    def text(self) -> str:
        return generate_latest(self._registry).decode()

    def describe(self) -> Iterable[Metric]:
        """Nothing: what would be collected at registration is not wanted then."""
        return ()

    def collect(self) -> Iterable[Metric]:
        status = self._status()
        with self._alone:
            self._tally.take(status)
            found = [
                *_process(status),
                *_passes(status, self._tally),
                *_live(status, self._clock()),
                *_changes(status, self._tally),
                *_held(status, self._tally),
            ]
            found.append(_counter("hook_requests", "Calls of the hook, by whether they were let in.", "result", ("accepted", "denied"), self._hook))
        return found


def _process(status: Status) -> Iterator[Metric]:
    yield _info("build", "What runs.", version=__version__, python=platform.python_version())
    yield _info("target", "What it is about.", environment=status.target.environment, manager=status.target.manager, mode=status.mode)
    yield _gauge("start_timestamp_seconds", "When the process began.", status.began)
    jumps = CounterMetricFamily("reconciler_clock_jumps", "How often the clock of this machine was put forward or back.")
    jumps.add_metric([], status.jumps)
    yield jumps
    if status.follows is not None:
        yield _gauge(
            "files_followed", "Whether the operating system tells of changes of the files; where not, they are looked at every second.", float(status.follows)
        )
    if status.moved:
        yield _gauge("moved_timestamp_seconds", "When the controller last got on.", status.moved)
    yield _gauge("leader", "Whether this process may write.", float(status.leader))
    if status.holder is not None:
        yield _info("lease", "Who holds the lease of the leader.", host=status.holder.owner.host, process=str(status.holder.owner.process))


def _passes(status: Status, tally: Tally) -> Iterator[Metric]:
    total = {end.value: count for end, count in status.total.items()}
    yield _counter("passes", "Passes, by how they ended.", "end", tuple(end.value for end in Ended), total)
    yield _counter(
        "pass_triggers", "What passes were made for; one pass may have several reasons.", "trigger", tuple(each.value for each in Trigger), tally.triggers
    )
    buckets = [(f"{bound:g}", float(tally.buckets[bound])) for bound in BUCKETS]
    yield HistogramMetricFamily(
        "reconciler_pass_duration_seconds", "How long passes took.", buckets=[*buckets, ("+Inf", float(tally.passes))], sum_value=tally.seconds
    )
    yield _gauge("consecutive_failures", "Passes that failed since one got through.", status.failures)
    if status.next:
        yield _gauge("next_pass_timestamp_seconds", "When the next pass is due, whatever happens.", status.next)
    if status.passes:
        yield from _last(status.passes[0])


def _last(one: Pass) -> Iterator[Metric]:
    yield _gauge("last_pass_timestamp_seconds", "When the last pass ended.", one.started + one.seconds)
    yield _gauge("last_pass_duration_seconds", "How long the last pass took.", one.seconds)
    yield _gauge("last_pass_files", "Files that the last pass knew.", one.files)
    if one.error:
        yield _info("last_pass_error", "Why the last pass came no further, as a code of `reconciler codes`.", error=one.error)
    yield _by("last_pass_status", "1 for how the last pass ended, 0 for the rest.", "end", {end.value: float(end is one.ended) for end in Ended})


def _live(status: Status, now: float) -> Iterator[Metric]:
    for name, at, what in (("synced", status.synced, "found or made as declared as a whole"), ("applied", status.applied, "changed by this process")):
        if at:
            yield _gauge(f"{name}_timestamp_seconds", f"When the live side was last {what}.", at)
            yield _gauge(f"since_{name}_seconds", f"Seconds since the live side was last {what}.", max(0.0, now - at))
    if status.fetched:
        yield _gauge("fetched_timestamp_seconds", "When the repository that is followed last answered.", status.fetched)
        yield _gauge("since_fetched_seconds", "Seconds since the repository that is followed last answered.", max(0.0, now - status.fetched))
    if status.ref:
        refused = bool(status.passes) and status.passes[0].error in NOT_LET_IN
        yield _gauge("commit_refused", "Whether the newest commit of the repository that is followed is not let in.", float(refused))
    if status.commit:
        yield _info("applied_commit", "The commit that was applied last.", commit=status.commit)
    yield _gauge("confirmations_pending", "Contacts that await confirmation.", status.waiting)
    yield _gauge("pauses", "Pauses in force.", len(status.pauses))


def _changes(status: Status, tally: Tally) -> Iterator[Metric]:
    yield _counter("changes", "Changes that were made.", "kind", KINDS, tally.changes)
    if status.plan is not None:
        left = {kind: float(getattr(status.plan.counts, kind)) for kind in KINDS}
        yield _by("changes_pending", "Changes that are left to do; of what is paused nobody knows any.", "kind", left)
        yield _gauge("changes_left_to_others", "Changes that are not for this process, by --only.", len(status.plan.outside))
    drifted = CounterMetricFamily("reconciler_drift_changes", "Changes that undo what moved in the live system; one that stays as it is counts once.")
    drifted.add_metric([], tally.drift)
    yield drifted
    if (looked := status.looked) is not None:
        yield _gauge("last_pass_drift_changes", "Changes that undo what moved in the live system, in the last pass that compared.", looked.drift)


def _held(status: Status, tally: Tally) -> Iterator[Metric]:
    yield _counter("guard_refusals", "Refusals of guards; one that stays is counted once.", "guard", GUARDS, tally.refusals)
    looked = status.looked
    now = Counter(refusal.guard for refusal in looked.refusals) if looked is not None else Counter[str]()
    yield _by("guard_refusals_open", "Refusals of guards that hold something back now.", "guard", {guard: float(now[guard]) for guard in {*GUARDS, *now}})
    owners = Counter[str]()
    for claim in looked.claims if looked is not None else ():
        owners[claim.owner] += claim.count
    yield _by(
        "conflicts_open",
        f'Declared objects that somebody else holds, and that hold something back now, by owner ("" for no manager\'s mark); {MOST_OWNERS} owners at most.',
        "owner",
        dict(owners.most_common(MOST_OWNERS)),
    )
    held = looked.held if looked is not None else ()
    yield _gauge("organizations_held", "Organizations that are held back.", len(held))
    yield _by(
        "organization_held",
        f"1 for an organization that is held back; {MOST_ORGANIZATIONS} at most.",
        "organization",
        dict.fromkeys(sorted(held)[:MOST_ORGANIZATIONS], 1.0),
    )


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(f"reconciler_{name}", about, value=value)


def _info(name: str, about: str, **labels: str) -> Metric:
    family = GaugeMetricFamily(f"reconciler_{name}_info", about, labels=list(labels))
    family.add_metric(list(labels.values()), 1.0)
    return family


def _by(name: str, about: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(f"reconciler_{name}", about, labels=[label])
    for value, number in sorted(values.items()):
        family.add_metric([value], number)
    return family


def _counter(name: str, about: str, label: str, known: Iterable[str], values: Mapping[str, float]) -> Metric:
    """Every value that is known has its series from the beginning, so that the first increase is seen."""
    family = CounterMetricFamily(f"reconciler_{name}", about, labels=[label])
    for value in sorted({*known, *values}):
        family.add_metric([value], values.get(value, 0))
    return family
