"""Generated declarations: valid by construction, every form of the YAML in them."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from reconciler.model.settings import EMPLOYEE, EXTERNAL
from reconciler.settings.catalogue import CATALOGUE

FORMS = ["company", "sole-proprietor", "other"]
"""Those of organizations that may use any messenger: contacts on Telegram are among what is generated."""

ZONES = ["Europe/Moscow", "Asia/Omsk", "Asia/Kamchatka", "Europe/Kaliningrad"]
NAMES = st.text(alphabet="АБВГДЕЁЖЗабвгдеёжз-' №«»\"\\:#&*", min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
OWN = ["own-a", "own-b"]
CHANNELS = ["email", "inapp", "sms", "telegram", "webhook"]
SELECTORS = ["core", "category:account", "category:finance", "category:operations", "surface:lko"]
"""Each covers something for either audience. Two of them may disagree, so one value has at most one."""

Known = Mapping[str, Sequence[str]]
"""The ids that may be chosen, by audience."""

ids = st.text(alphabet=string.ascii_lowercase + string.digits, min_size=1, max_size=6).map(lambda text: f"x{text}")
emails = st.builds(lambda local, domain: f"{local}@{domain}.example", ids, st.sampled_from(["org", "Org", "пример", "b-c"]))
phones = st.integers(0, 9_999_999).map(lambda number: f"+7 916 {number:07d}")
times = st.builds(lambda hour, minute: f"{hour:02d}:{minute:02d}", st.integers(0, 23), st.integers(0, 59))
_some_channels = st.lists(st.sampled_from(CHANNELS), min_size=1, max_size=3, unique=True)


@st.composite
def notification_types(draw: st.DrawFn) -> dict[str, Any]:
    """A `NotificationType` document without its id: none is mandatory, and each can be sent over one of its own channels."""
    document: dict[str, Any] = {"version": 1, "kind": "NotificationType", "title": draw(NAMES)}
    optional: dict[str, st.SearchStrategy[Any]] = {
        "category": st.sampled_from(["finance", "operations", "own"]),
        "surface": st.sampled_from(["lko", "pos", "kiosk"]),
        "audience": st.lists(st.sampled_from([EMPLOYEE, EXTERNAL]), min_size=1, unique=True),
        "channels": _some_channels,
        "urgent": st.booleans(),
        "selectable": st.integers(0, 4).map(bool),
        "lead": st.lists(st.sampled_from(["30d", "7d", "1d"]), unique=True),
    }
    document |= {name: draw(value) for name, value in optional.items() if draw(st.booleans())}
    if draw(st.booleans()):
        document["allowed_channels"] = sorted({*draw(_some_channels), document.get("channels", ["email"])[0]})
    return document


@st.composite
def contacts(draw: st.DrawFn, known: Sequence[str]) -> dict[str, Any]:
    """A `contacts` block: short and long forms, several of one channel, some with types of their own (of those `known`)."""
    block: dict[str, Any] = {}
    if draw(st.booleans()):
        block["email"] = draw(emails)
    if draw(st.booleans()):
        block["sms"] = draw(st.one_of(phones, st.builds(lambda phone: {"address": phone}, phones)))
    for id in draw(st.lists(ids, max_size=2, unique=True)):
        channel = draw(st.sampled_from(["email", "sms", "webhook", "telegram"]))
        address = {"email": emails, "sms": phones, "webhook": st.just("https://Bus.example/x?a=1"), "telegram": st.just("@someone")}[channel]
        block[id] = {"channel": channel, "address": draw(address)}
        if channel == "sms":
            block[id]["consent"] = {"basis": "contract", "since": "2025-06-01"}
        if draw(st.booleans()):
            block[id]["types"] = draw(types(known, None))
    return block


@st.composite
def types(draw: st.DrawFn, known: Sequence[str], names: Sequence[str] | None) -> Any:
    """A `types` value in any of its forms, its lists among `names`; without names (in a contact) there are none."""
    value: st.SearchStrategy[Any] = st.booleans()
    if names is not None:
        value = st.one_of(value, st.lists(st.sampled_from(list(names)), max_size=3, unique=True))
    # Types of one's own may allow only some channels: listing others for them by id is a mistake, for `all` or a selector it is not.
    builtin = st.dictionaries(st.sampled_from([id for id in known if id not in OWN]), value, max_size=4)
    own = st.dictionaries(st.sampled_from(OWN), st.booleans()).map(lambda items: {id: on for id, on in items.items() if id in known})
    items = st.builds(lambda one, other: {**one, **other}, builtin, own)
    selected = st.dictionaries(st.sampled_from(SELECTORS), value, max_size=1)
    every = st.dictionaries(st.just("all"), value, max_size=1)
    forms: list[st.SearchStrategy[Any]] = [
        st.sampled_from(["all", "none"]),
        st.builds(lambda listed, selector: [*listed, *selector], st.lists(st.sampled_from(list(known)), max_size=4, unique=True), selected),
        st.builds(lambda exact, selector, rest: {**exact, **selector, **rest}, every, selected, items),
    ]
    return draw(st.one_of(forms))


@st.composite
def notifications(draw: st.DrawFn, known: Sequence[str], names: Sequence[str]) -> dict[str, Any]:
    block: dict[str, Any] = {}
    if draw(st.booleans()):
        block["types"] = draw(types(known, names))
    if draw(st.integers(0, 2)) == 0:
        block["channels"] = draw(st.one_of(st.just("none"), st.lists(st.sampled_from(list(names)), max_size=2, unique=True)))
    if draw(st.integers(0, 3)) == 0:
        start = draw(times)
        block["quiet_hours"] = draw(st.one_of(st.just("none"), times.filter(lambda end: end != start).map(lambda end: {"from": start, "to": end})))
    return block


@st.composite
def account(draw: st.DrawFn, roles: list[str], known: Known) -> dict[str, Any]:
    external = draw(st.integers(0, 3)) == 0
    chosen = known[EXTERNAL if external else EMPLOYEE]
    written: dict[str, Any] = {"audience": "external"} if external else {"family_name": draw(NAMES), "given_name": draw(NAMES)}
    written["contacts"] = draw(contacts(chosen))
    if not external and roles and draw(st.booleans()):
        written["role"] = draw(st.sampled_from(roles))
    if draw(st.booleans()):
        written["notifications"] = draw(notifications(chosen, sorted({*CHANNELS, *written["contacts"]})))
    for flag in ("suspended", "protected"):
        if draw(st.integers(0, 9)) == 0:
            written[flag] = True
    if draw(st.integers(0, 4)) == 0:
        written["timezone"] = draw(st.sampled_from(ZONES))
    if draw(st.integers(0, 4)) == 0:
        written["locale"] = draw(st.sampled_from(["en", "ru"]))
    return written


@st.composite
def organization(draw: st.DrawFn, id: str, known: Known) -> dict[str, Any]:
    """An `Organization` document without a parent."""
    employee = known[EMPLOYEE]
    document: dict[str, Any] = {"version": 1, "kind": "Organization", "id": id, "name": draw(NAMES), "form": draw(st.sampled_from(FORMS))}
    roles = draw(st.lists(st.sampled_from(["chief", "duty"]), max_size=2, unique=True))
    if roles:
        document["roles"] = {role: {"notifications": draw(notifications(employee, CHANNELS))} for role in roles}
    if draw(st.booleans()):
        document["notifications"] = draw(notifications(employee, CHANNELS))
    if draw(st.booleans()):
        document["contacts"] = draw(contacts(employee))
    if draw(st.integers(0, 2)) == 0:
        document["requirements"] = {"payment": {"recipients": draw(st.integers(1, 3)), "channels": ["email"]}}
    if draw(st.integers(0, 3)) == 0:
        document["timezone"] = draw(st.sampled_from(ZONES))
    if draw(st.integers(0, 3)) == 0:
        document["support"] = {"email": draw(emails)}
    return document


@st.composite
def declarations(draw: st.DrawFn) -> list[dict[str, Any]]:
    """The documents of one project, as plain data. Parents always stand in the list; the order means nothing."""
    own = [{**draw(notification_types()), "id": id} for id in OWN if draw(st.integers(0, 2)) == 0]
    known = {
        audience: sorted(
            [type_.id for type_ in CATALOGUE if type_.selectable and audience in type_.audience]
            + [each["id"] for each in own if each.get("selectable", True) and audience in each.get("audience", [EMPLOYEE])]
        )
        for audience in (EMPLOYEE, EXTERNAL)
    }
    documents: list[dict[str, Any]] = own
    organization_ids = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    for position, id in enumerate(organization_ids):
        document = draw(organization(id, known))
        if position and draw(st.booleans()):
            document["parent"] = organization_ids[position - 1]
        accounts = draw(st.dictionaries(ids, account(sorted(document.get("roles", {})), known), max_size=4))
        if draw(st.booleans()) and accounts:
            documents.append({"version": 1, "kind": "Accounts", "organization": id, "accounts": accounts})
        else:
            document["accounts"] = accounts
        documents.append(document)
    return documents
