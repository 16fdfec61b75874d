"""A review → text: what was found, what it does not claim, and whether it is ready."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final

from reconciler.model.address import organization_of
from reconciler.model.health import Level
from reconciler.model.review import Found, Origin, Readiness, Reviewed, Row
from reconciler.model.routing import Why
from reconciler.reporting import phrases as general
from reconciler.reporting import phrases_review as phrases
from reconciler.reporting.header import render_header
from reconciler.reporting.layers import named_layer
from reconciler.reporting.layout import few, pad, table, width
from reconciler.reporting.messages import render_message
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import fill, location_text, visible

NAMED: Final = 5
"""How many addresses a finding names."""

_WAYS: Final = ("email", "phone", "url")


def render_review(reviewed: Reviewed, *, rows: Sequence[Row] | None = None, language: str, style: Style = PLAIN) -> str:
    """The review. With `rows` the matrix stands before what was found."""
    blocks = [render_header(reviewed.target, None, language=language)]
    if rows is not None:
        blocks += render_matrix(rows, language=language, style=style)
    for organization, group in groupby(reviewed.found, key=lambda found: found.organization):
        blocks.append("\n".join([style.strong(visible(organization)), *(line for found in group for line in found_lines(found, language, style))]))
    blocks.append("\n".join(summary(reviewed, language)))
    blocks.append(render_readiness(reviewed.readiness, language=language, style=style))
    blocks += ["\n".join(lines) for lines in [support_lines(concerned(reviewed), language)] if lines]
    return "\n\n".join(blocks)


def summary(reviewed: Reviewed, language: str) -> list[str]:
    """How much was looked at, how much was found, and what nobody claims."""
    counts = reviewed.counts
    if not counts.organizations:
        lines = [phrases.NOTHING_OURS.say(language)]
    else:
        lines = [phrases.LOOKED_AT.say(language, organizations=counts.organizations, recipients=counts.recipients, cells=counts.cells)]
        lines.append(phrases.FOUND.say(language, count=len(reviewed.found)) if reviewed.found else phrases.NOTHING_FOUND.say(language))
        unmet = {found.organization for found in reviewed.found if found.finding.code in ("requirement-unmet", "requirement-refused")}
        if met := counts.organizations - len(reviewed.undemanding) - len(unmet):
            lines.append(phrases.CONFORMS.say(language, count=met))
    if reviewed.undemanding:
        lines.append(phrases.NO_REQUIREMENTS.say(language, names=few(reviewed.undemanding, NAMED, language)))
    if reviewed.others:
        names = [f"{id} ({owner})" if owner else id for id, owner in reviewed.others]
        lines.append(phrases.OTHERS.say(language, names=few(names, NAMED, language)))
    return lines


def found_lines(found: Found, language: str, style: Style = PLAIN) -> list[str]:
    """A finding: what it is, who is concerned, what to do, and what to type for it."""
    message, remedy = render_message(found.finding.code, found.finding.arguments, found.finding.hint, language)
    bad = found.finding.level is Level.PROBLEM
    words = [phrase.say(language) for phrase in (general.CHECK_PROBLEM, general.CHECK_WARNING)]
    columns = max(map(width, words))
    word = pad(words[0 if bad else 1], columns)
    indent = " " * (columns + 4)
    lines = [f"  {(style.bad if bad else style.doubtful)(word)}  {message}{style.faint(f' [{found.finding.code}]')}"]
    if len(found.addresses) > 1 or (found.addresses and visible(found.addresses[0]) not in message):
        lines.append(indent + few(map(visible, found.addresses), NAMED, language))
    lines += [indent + style.strong(f"→ {remedy}")] * bool(remedy)
    return [*lines, *[indent + "  " + fill(found.command, {}, language)] * bool(found.command)]


def render_readiness(readiness: Readiness, *, language: str, style: Style = PLAIN) -> str:
    """`Ready.`, or everything that is against it, each with what to type."""
    if readiness.ready:
        return style.good(phrases.IS_READY.say(language))
    lines = [style.bad(phrases.NOT_READY.say(language))]
    for _, group in groupby((*readiness.reasons, *readiness.unchecked), key=lambda found: found.finding.code):
        alike = list(group)
        lines += [line for found in alike[:NAMED] for line in _reason(found, language)]
        if (more := len(alike) - NAMED) > 0:
            lines.append(f"  - {general.AND_MORE_LINE.say(language, count=more)}")
    return "\n".join(lines)


def _reason(found: Found, language: str) -> list[str]:
    message, remedy = render_message(found.finding.code, found.finding.arguments, found.finding.hint, language)
    typed = f": {fill(found.command, {}, language)}" if found.command else ""
    return [f"  - {message}", f"    → {remedy}{typed}"]


def concerned(reviewed: Reviewed) -> Mapping[str, Mapping[str, str]]:
    """The support of organizations in which something was found."""
    wrong = {found.organization for found in reviewed.found}
    return {id: ways for id, ways in reviewed.support.items() if id in wrong}


def support_lines(support: Mapping[str, Mapping[str, str]], language: str) -> list[str]:
    """`Support of teleset: support@teleset.example, +78000000000`, for each. An organization's own support is there to be found."""
    return [
        phrases.SUPPORT_OF.say(language, organization=id, ways=", ".join(ways[way] for way in _WAYS if ways.get(way)))
        for id, ways in sorted(support.items())
        if ways
    ]


def state_text(why: Why | None, language: str) -> str:
    return (phrases.DELIVERED if why is None else phrases.STATES[why.value]).say(language)


def render_matrix(rows: Iterable[Row], *, language: str, style: Style = PLAIN) -> list[str]:
    """A block for each recipient: a line for each contact that a type is on for, and one for all types that are off. At the other contacts they are off."""
    blocks = []
    for recipient, group in groupby(rows, key=lambda row: row.recipient):
        types = {type_: list(cells) for type_, cells in groupby(group, key=lambda row: row.type)}
        on = [row for cells in types.values() for row in cells if row.why is not Why.OFF and row.contact]
        lines = [style.strong(visible(recipient)), *table([_cell(row, language) for row in on], indent=2)]
        if off := [type_ for type_, cells in types.items() if _off(cells)]:
            lines.append("  " + style.faint(phrases.OFF_TYPES.say(language, types=tuple(off))))
        blocks.append("\n".join(lines))
    return blocks


def _off(cells: Sequence[Row]) -> bool:
    return all(row.why is Why.OFF or not row.contact for row in cells)


def _cell(row: Row, language: str) -> tuple[str, str, str, str, str]:
    address = "" if row.address is None else visible(str(row.address))
    return visible(row.type), visible(row.contact), address, state_text(row.why, language), held_text(row, language)


def held_text(row: Row, language: str) -> str:
    """Where a cell's value comes from, and whose it is where it is not ours."""
    if row.owner is None:
        return origin_text(row.origin, row.recipient, language)
    owner = phrases.HELD_BY.say(language, owner=row.owner) if row.owner else phrases.HELD_BY_NOBODY.say(language)
    return f"{phrases.NOT_DECLARED.say(language)}, {owner}"


def organizations_of(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """The rows by organization, in their order."""
    return [(id, list(group)) for id, group in groupby(rows, key=lambda row: organization_of(row.recipient))]


def origin_text(origin: Origin | None, address: str, language: str) -> str:
    """`organization teleset, organizations/teleset.yaml:14`; what no file says, and that none was read."""
    if origin is None:
        return phrases.NOT_READ.say(language)
    if not origin.layer:
        return phrases.NOT_DECLARED.say(language)
    layer = named_layer(origin.layer, address)
    return layer if origin.location is None else f"{layer}, {location_text(origin.location)}"
