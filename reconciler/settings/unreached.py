"""Types that are on and reach nobody, or not on every channel listed: reported once where it was decided, with a count."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from reconciler.model.diagnostic import Place, Severity
from reconciler.model.settings import NotificationType
from reconciler.settings.findings import Findings, key
from reconciler.settings.layers import Layer, Profile
from reconciler.settings.subscriptions import Subscribed

EXAMPLES = 3


class Unreached:
    """Gathers over the recipients of one organization: a default that misses a thousand people is one finding, not a thousand."""

    def __init__(self, findings: Findings, types: Mapping[str, NotificationType], channels: frozenset[str]) -> None:
        self._findings = findings
        self._types = types
        self._channels = channels
        self._counts: dict[tuple[str, Place, str, str], list[str]] = {}
        self._totals: dict[tuple[str, Place, str, str], int] = {}
        self._places: dict[tuple[int, str, str], tuple[Profile, Place | None]] = {}

    def add(self, address: str, profile: Profile, subscribed: Subscribed, place: Place, *, contacts: Collection[str], whole: bool) -> None:
        """`place` is the recipient's own, for what no layer of theirs decided; `contacts` are the ids of its contacts, and `whole` says that none was left out.

        What follows from something that is reported anyway is no finding of its own: that a contact was left out, or that a name in a list is nothing. Nor is every type of
        somebody who has no contact at all, except what they must receive: that there are none is for a lint rule to say, once.
        """
        named = self._channels.union(contacts)
        alone = not contacts and not subscribed.inapp
        for type_, channel in subscribed.missing if whole else ():
            if channel in named:
                self._count("no-contact-for-channel", self._listed(profile, type_) or place, type_, channel, address)
        for type_ in subscribed.unreached if whole else ():
            listed = profile.listed.get(type_) or profile.channels or ()
            if named.issuperset(listed) and not (alone and not self._types[type_].mandatory):
                self._count("no-contact-for-type", self._decided(profile, type_) or place, type_, "", address)
        for type_ in subscribed.blocked:
            self._count("blocked-by-policy", self._decided(profile, type_) or place, type_, "", address)

    def report(self) -> None:
        severities = {"no-contact-for-channel": Severity.NOTE, "no-contact-for-type": Severity.WARNING, "blocked-by-policy": Severity.NOTE}
        for (code, place, type_, channel), examples in self._counts.items():
            severity = Severity.ERROR if code == "no-contact-for-type" and self._types[type_].mandatory else severities[code]
            count = self._totals[code, place, type_, channel]
            self._findings.add(code, place, severity, type=type_, channel=channel, count=count, recipients=tuple(examples))

    def _count(self, code: str, place: Place, type_: str, channel: str, address: str) -> None:
        examples = self._counts.setdefault((code, place, type_, channel), [])
        if len(examples) < EXAMPLES:
            examples.append(address)
        self._totals[code, place, type_, channel] = self._totals.get((code, place, type_, channel), 0) + 1

    def _listed(self, profile: Profile, type_: str) -> Place | None:
        return self._place(profile, type_, "listed")

    def _decided(self, profile: Profile, type_: str) -> Place | None:
        return self._place(profile, type_, "decided")

    def _place(self, profile: Profile, type_: str, what: str) -> Place | None:
        known = self._places.get((id(profile), type_, what))
        if known is None:
            known = self._places[id(profile), type_, what] = (profile, self._find(profile, type_, what))
        return known[1]

    @staticmethod
    def _find(profile: Profile, type_: str, what: str) -> Place | None:
        if what == "decided":
            layer = profile.decided_by(type_)
            return None if layer is None else said_at(layer, type_)
        if (layer := profile.listed_by(type_)) is not None:
            return said_at(layer, type_)
        layer = profile.channels_by()
        return None if layer is None else layer.at("channels")


def said_at(layer: Layer, type_: str) -> Place:
    """Where a layer speaks of a type: at its own item if it has one, else at the whole of `types`."""
    if layer.choice is not None and type_ in layer.choice.items:
        return key(layer.at("types", type_))
    return layer.at("types")
