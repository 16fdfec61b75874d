"""How a built-in type is written down: small constructors, so that a type reads like a row of a table.

The fields of an event are JSON Schemas. Patterns avoid the classes that regular expression dialects disagree about, and dates are checked by pattern because
`format` need not be asserted. Beside its pattern a field says by `x-format` what it is, which `schema.marked` asserts in full (29 February of a common year); what
holds between fields is said by `x-order`, `x-differ` and `x-deadline` at the top of a payload. Types that users write may say the same (docs/yaml.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from reconciler.model.settings import EMPLOYEE, EXTERNAL, NotificationType
from reconciler.model.values import Json

Schema: TypeAlias = Mapping[str, Json]
Pairs: TypeAlias = tuple[tuple[str, str], ...]

STAFF: Final = frozenset({EMPLOYEE})
EVERYONE: Final = frozenset({EMPLOYEE, EXTERNAL})

LKO: Final = "lko"
POS: Final = "pos"

_END: Final = r"$(?!\n)"
_DAY: Final = r"[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))"
_TIME: Final = r"([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]{1,9})?"
_OFFSET: Final = r"(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
_SOMETHING_VISIBLE: Final = r"[^\u0000-\u0020\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060\u3000\ufeff]"


def _text(pattern: str, description: str, format: str = "", *examples: str) -> Schema:
    marked = {"x-format": format} if format else {}
    return {"type": "string", "pattern": pattern, "description": description, **marked, **({"examples": list(examples)} if examples else {})}


TEXT: Final = _text(_SOMETHING_VISIBLE, "text with at least one visible character, in one line")
LINES: Final = _text(_SOMETHING_VISIBLE, "text with at least one visible character, which may have several lines", "lines")
MONEY: Final = _text(rf"^(0|[1-9][0-9]{{0,14}})\.[0-9]{{2}}{_END}", "an amount in roubles, as text with two decimal places", "money")
BALANCE: Final = _text(rf"^-?(0|[1-9][0-9]{{0,14}})\.[0-9]{{2}}{_END}", "a balance in roubles, as text with two decimal places; negative when owed", "balance")
MOMENT: Final = _text(rf"^{_DAY}T{_TIME}{_OFFSET}{_END}", "a moment as RFC 3339 writes it, with its offset from UTC", "moment")
DATE: Final = _text(rf"^{_DAY}{_END}", "a date, YYYY-MM-DD", "date")
UIN: Final = _text(rf"^[0-9]{{20}}([0-9]{{5}})?{_END}", "the unique accrual identifier (УИН), 20 or 25 digits", "", "18810177260000000017")
_LINK: Final = rf"^https://[^\u0000-\u0020/?#@\\]+([/?#][^\u0000-\u0020]*)?{_END}"


def choice(*values: str) -> Schema:
    """One of these words."""
    return {"type": "string", "enum": list(values)}


def optional(schema: Schema) -> tuple[Schema]:
    """A field that may be left out."""
    return (schema,)


def event(**fields: Schema | tuple[Schema]) -> Mapping[str, Schema | tuple[Schema]]:
    """The fields of an event beside the three that every event has."""
    return fields


def rules(order: Pairs = (), differ: Pairs = (), deadline: str = "", left: str = "") -> Schema:
    """What holds between fields: the first of a pair of `order` comes before the second, those of `differ` are not the same. What is reminded of ends at `deadline`,
    and `left` says how long that is still."""
    said: dict[str, Json] = {name: [list(pair) for pair in pairs] for name, pairs in (("x-order", order), ("x-differ", differ)) if pairs}
    return {**said, "x-deadline": {"field": deadline, "left": left}} if deadline else said


def entry(
    id: str,
    ru: tuple[str, str],
    en: tuple[str, str],
    category: str,
    audience: frozenset[str],
    channels: tuple[str, ...],
    link: str,
    events: Mapping[str, Mapping[str, Schema | tuple[Schema]]],
    *,
    surface: str = LKO,
    lead: tuple[str, ...] = (),
    core: bool = False,
    urgent: bool = False,
    system: bool = False,
    rules: Mapping[str, Schema] = MappingProxyType({}),
) -> NotificationType:
    """A built-in type. `ru` and `en` are (title, description), `link` says what the link of its events opens; a `system` type is always sent and never chosen.

    `rules` are what holds between the fields of an event, by its name.
    """
    return NotificationType(
        id=id,
        title={"ru": ru[0], "en": en[0]},
        description={"ru": ru[1], "en": en[1]},
        category=category,
        surface=surface,
        audience=audience,
        default_channels=channels,
        mandatory=system,
        urgent=urgent,
        selectable=not system,
        core=core,
        builtin=True,
        lead=lead,
        events={name: {**_payload(fields, link), **rules.get(name, {})} for name, fields in events.items()},
    )


def _payload(fields: Mapping[str, Schema | tuple[Schema]], link: str) -> Schema:
    """What an event carries. Fields nobody knows are no error: a sender may be newer than the reader."""
    common = {"event_id": TEXT, "occurred_at": MOMENT, "link": _text(_LINK, f"opens {link}", "link")}
    required = [*common, *(name for name, schema in fields.items() if not isinstance(schema, tuple))]
    own = {name: schema[0] if isinstance(schema, tuple) else schema for name, schema in fields.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": required,
        "properties": {**common, **own},
    }
