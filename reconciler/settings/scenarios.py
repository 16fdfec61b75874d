"""Scenarios: test events, and what is expected to come of them, with every name in them held against what is declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Final

from reconciler.model.diagnostic import Place
from reconciler.model.document import Document
from reconciler.model.scenario import Expected, ExpectedRejection, Scenario
from reconciler.model.settings import NotificationType
from reconciler.settings.findings import Findings, at, inside, key
from reconciler.settings.index import Entry
from reconciler.settings.recipients import Recipients

UNKNOWN_EVENT: Final = "unknown-event"
UNKNOWN_TARGET: Final = "unknown-target"
"""Rejections that a scenario can only expect by naming what there is not."""

_SECONDS: Final = {"s": 1, "m": 60, "h": 3600}


def scenarios_of(
    documents: Iterable[Document], types: Mapping[str, NotificationType], entries: Mapping[str, Entry], channels: frozenset[str], findings: Findings
) -> tuple[Scenario, ...]:
    """Every scenario, sorted by id. What is wrong with one becomes findings; the second of an id is left out.

    A name that leads nowhere is no mistake where the scenario expects just that to be rejected.
    """
    reader = _Reader(types, Recipients(entries, findings), channels, findings)
    scenarios: dict[str, Scenario] = {}
    for document in documents:
        id = document.data.get("id")
        if document.kind != "Scenario" or not isinstance(id, str):
            continue
        scenario = reader.read(id, document)
        if (other := scenarios.get(id)) is not None and other.place is not None:
            findings.add("duplicate-id", at(document.number, ("id",)), hint="document", kind="scenario", address=f"scenario:{id}", other=other.place)
        else:
            scenarios[id] = scenario
    return tuple(scenarios[id] for id in sorted(scenarios))


class _Reader:
    def __init__(self, types: Mapping[str, NotificationType], recipients: Recipients, channels: frozenset[str], findings: Findings) -> None:
        self._types = types
        self._recipients = recipients
        self._channels = channels
        self._findings = findings
        self._by_event: dict[str, list[str]] = {}
        for type_ in types.values():
            for event in type_.events:
                self._by_event.setdefault(event, []).append(type_.id)

    def read(self, id: str, document: Document) -> Scenario:
        data: Mapping[str, Any] = document.data
        place = at(document.number, ())
        organization = data.get("organization", "")
        rejected = tuple(_rejections(data, place))
        codes = {rejection.code for rejection in rejected}
        known = UNKNOWN_TARGET in codes or self._recipients.organization(organization, inside(place, "organization"))
        expected = tuple(self._expected(data, place, organization if known else None))
        silent = tuple(self._silent(data, place, organization if known else None))
        self._check_whole(data, place, {each.recipient if not each.contact else _contact_address(each) for each in expected})
        return Scenario(
            id=id,
            organization=organization,
            event=data.get("event", ""),
            type=self._type(data, place, judged=UNKNOWN_EVENT not in codes),
            title=data.get("title", ""),
            tags=tuple(data.get("tags", ())),
            payload=data.get("payload", {}),
            raw=data.get("payload_text"),
            expected=expected,
            silent=silent,
            rejected=rejected,
            only=data.get("only", False),
            within=self._within(data, place),
            now=self._now(data, place),
            place=inside(place, "id"),
        )

    def _type(self, data: Mapping[str, Any], place: Place, *, judged: bool) -> str:
        """The type that the event happens under; "" where nobody can tell."""
        event, named = data.get("event", ""), data.get("type")
        types = self._by_event.get(event, [])
        if named is not None:
            if judged and named not in self._types:
                similar = get_close_matches(named, self._types, n=1, cutoff=0.7)
                hint = "similar" if similar else ""
                self._findings.unresolved("unknown-type", inside(place, "type"), hint=hint, type=named, suggestion=similar[0] if similar else "")
            elif judged and named not in types:
                own = tuple(sorted(self._types[named].events))
                self._findings.add("unknown-event", inside(place, "event"), hint="type" if own else "none", event=event, type=named, known=own)
            return str(named)
        if judged and not types:
            similar = get_close_matches(event, self._by_event, n=1, cutoff=0.7)
            hint = "similar" if similar else ""
            self._findings.unresolved("unknown-event", inside(place, "event"), hint=hint, event=event, suggestion=similar[0] if similar else "")
        elif judged and len(types) > 1:
            self._findings.add("ambiguous-event", inside(place, "event"), event=event, types=tuple(sorted(types)), suggestion=min(types))
        return types[0] if len(types) == 1 else ""

    def _expected(self, data: Mapping[str, Any], place: Place, organization: str | None) -> Iterator[Expected]:
        for index, written in enumerate(data.get("expect", ())):
            here = inside(place, "expect", index)
            address, channel = written.get("to", ""), written.get("channel", "")
            recipient, contact = split(address)
            if channel and channel not in self._channels:
                self._findings.unresolved("unknown-channel", inside(here, "channel"), channel=channel, known=tuple(sorted(self._channels)))
            elif organization is not None and self._recipients.check(address, organization, inside(here, "to")):
                own = self._recipients.channel(recipient, contact)
                if channel and own and own != channel:
                    self._findings.add("contact-of-other-channel", inside(here, "channel"), contact=contact, channel=own, written=channel)
            texts = {name: tuple(written.get(name, ())) for name in ("contains", "matches", "not_contains")}
            yield Expected(recipient, contact, channel, **texts, link=written.get("link", ""), place=here)

    def _silent(self, data: Mapping[str, Any], place: Place, organization: str | None) -> Iterator[str]:
        for index, address in enumerate(data.get("silent", ())):
            if organization is not None:
                self._recipients.check(address, organization, inside(place, "silent", index))
            yield address

    def _check_whole(self, data: Mapping[str, Any], place: Place, expected: set[str]) -> None:
        """What the parts of one scenario say against each other."""
        for name in ("expect", "silent", "only"):
            if "rejected" in data and data.get(name):
                self._findings.add("rejected-and-expected", key(inside(place, name)), key=name)
        for index, address in enumerate(data.get("silent", ())):
            if address in expected:
                self._findings.add("expected-and-silent", inside(place, "silent", index), recipient=address)
        if "payload" in data and "payload_text" in data:
            self._findings.add("payload-twice", key(inside(place, "payload_text")))

    def _within(self, data: Mapping[str, Any], place: Place) -> Mapping[str, float]:
        written = data.get("within", {})
        if isinstance(written, str):
            return {"": seconds(written)}
        for channel in written:
            if channel not in self._channels:
                where = key(inside(place, "within", channel))
                self._findings.unresolved("unknown-channel", where, channel=channel, known=tuple(sorted(self._channels)))
        return {channel: seconds(limit) for channel, limit in written.items()}

    def _now(self, data: Mapping[str, Any], place: Place) -> datetime | None:
        written = data.get("now")
        try:
            return None if written is None else datetime.fromisoformat(written)
        except ValueError:
            # It has the form, and is no day of the calendar.
            self._findings.add("bad-moment", inside(place, "now"), key="now", example='"2026-11-24T10:00:00+03:00"')
            return None


def _rejections(data: Mapping[str, Any], place: Place) -> Iterator[ExpectedRejection]:
    for index, written in enumerate(data.get("rejected", ())):
        yield ExpectedRejection(written.get("field", ""), written.get("code", ""), inside(place, "rejected", index))


def split(address: str) -> tuple[str, str]:
    """(recipient, contact) of an address: `teleset//duty` is the contact `duty` of `teleset`, `teleset/ivanova` has none."""
    organization, _, rest = address.partition("/")
    account, _, contact = rest.partition("/")
    return (f"{organization}/{account}" if account else organization), contact


def _contact_address(expected: Expected) -> str:
    """The address of an expected contact, as it is written."""
    return f"{expected.recipient}{'/' if '/' in expected.recipient else '//'}{expected.contact}"


def seconds(limit: str) -> float:
    """How long a limit such as `30s`, `5m` or `1h` is."""
    return float(int(limit[:-1]) * _SECONDS[limit[-1]])
