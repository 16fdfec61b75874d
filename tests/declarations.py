"""Generated declarations: valid by construction, every form of the YAML in them."""

from __future__ import annotations

import string
from typing import Any

from hypothesis import strategies as st

from reconciler.model.settings import EMPLOYEE, EXTERNAL
from reconciler.settings.catalogue import CATALOGUE

EMPLOYEE_TYPES = sorted(type_.id for type_ in CATALOGUE if type_.selectable and EMPLOYEE in type_.audience)
EXTERNAL_TYPES = sorted(type_.id for type_ in CATALOGUE if type_.selectable and EXTERNAL in type_.audience)
FORMS = ["state", "municipal", "telecom-operator", "bank", "company", "sole-proprietor", "other"]
ZONES = ["Europe/Moscow", "Asia/Omsk", "Asia/Kamchatka", "Europe/Kaliningrad"]
NAMES = st.text(alphabet="АБВГДЕЁЖЗабвгдеёжз-' №«»\"\\:#&*", min_size=1, max_size=12).filter(lambda text: bool(text.strip()))

ids = st.text(alphabet=string.ascii_lowercase + string.digits, min_size=1, max_size=6).map(lambda text: f"x{text}")
emails = st.builds(lambda local, domain: f"{local}@{domain}.example", ids, st.sampled_from(["org", "Org", "пример", "b-c"]))
phones = st.integers(0, 9_999_999).map(lambda number: f"+7 916 {number:07d}")
times = st.builds(lambda hour, minute: f"{hour:02d}:{minute:02d}", st.integers(0, 23), st.integers(0, 59))


@st.composite
def contacts(draw: st.DrawFn, *, own_types: bool) -> dict[str, Any]:
    """A `contacts` block: short and long forms, several of one channel, some with types of their own."""
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
        if own_types and draw(st.booleans()):
            block[id]["types"] = draw(st.sampled_from(["all", "none", ["works"], {"payment": False}, {"all": False, "orders": True}]))
    return block


@st.composite
def types(draw: st.DrawFn, audience: str, names: list[str]) -> Any:
    """A `types` value in any of its forms, its lists among `names`."""
    known = EMPLOYEE_TYPES if audience == EMPLOYEE else EXTERNAL_TYPES
    value: Any = st.one_of(st.booleans(), st.lists(st.sampled_from(names), max_size=3, unique=True))
    forms: list[st.SearchStrategy[Any]] = [
        st.sampled_from(["all", "none"]),
        st.lists(st.sampled_from([*known, "core"]), max_size=4, unique=True),
        st.dictionaries(st.sampled_from(known), value, max_size=4),
        st.dictionaries(st.sampled_from(["all", *known]), value, max_size=4),
        st.builds(lambda rest: {"core": True, **rest}, st.dictionaries(st.sampled_from(known), value, max_size=3)),
    ]
    return draw(st.one_of(forms))


@st.composite
def notifications(draw: st.DrawFn, audience: str, names: list[str]) -> dict[str, Any]:
    block: dict[str, Any] = {}
    if draw(st.booleans()):
        block["types"] = draw(types(audience, names))
    if draw(st.integers(0, 2)) == 0:
        block["channels"] = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
    if draw(st.integers(0, 3)) == 0:
        start = draw(times)
        block["quiet_hours"] = draw(st.one_of(st.just("none"), times.filter(lambda end: end != start).map(lambda end: {"from": start, "to": end})))
    return block


@st.composite
def account(draw: st.DrawFn, roles: list[str]) -> dict[str, Any]:
    external = draw(st.integers(0, 3)) == 0
    written: dict[str, Any] = {"audience": "external"} if external else {"family_name": draw(NAMES), "given_name": draw(NAMES)}
    written["contacts"] = draw(contacts(own_types=not external))
    if not external and roles and draw(st.booleans()):
        written["role"] = draw(st.sampled_from(roles))
    if draw(st.booleans()):
        names = ["email", "sms", "telegram", *written["contacts"]]
        written["notifications"] = draw(notifications(EXTERNAL if external else EMPLOYEE, names))
    for flag in ("suspended", "protected"):
        if draw(st.integers(0, 9)) == 0:
            written[flag] = True
    if draw(st.integers(0, 4)) == 0:
        written["timezone"] = draw(st.sampled_from(ZONES))
    return written


@st.composite
def declarations(draw: st.DrawFn) -> list[dict[str, Any]]:
    """The documents of one project, as plain data. Parents always stand in the list; the order means nothing."""
    documents: list[dict[str, Any]] = []
    organization_ids = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    defaults = ["email", "sms", "webhook"]
    for position, id in enumerate(organization_ids):
        roles = draw(st.lists(st.sampled_from(["chief", "duty"]), max_size=2, unique=True))
        organization: dict[str, Any] = {"version": 1, "kind": "Organization", "id": id, "name": draw(NAMES), "form": draw(st.sampled_from(FORMS))}
        if position and draw(st.booleans()):
            organization["parent"] = organization_ids[position - 1]
        if roles:
            organization["roles"] = {role: {"notifications": draw(notifications(EMPLOYEE, defaults))} for role in roles}
        if draw(st.booleans()):
            organization["notifications"] = draw(notifications(EMPLOYEE, defaults))
        if draw(st.booleans()):
            organization["contacts"] = draw(contacts(own_types=True))
        if draw(st.integers(0, 2)) == 0:
            organization["requirements"] = {"payment": {"recipients": draw(st.integers(1, 3)), "channels": ["email"]}}
        accounts = draw(st.dictionaries(ids, account(roles), max_size=4))
        if draw(st.booleans()) and accounts:
            documents.append({"version": 1, "kind": "Accounts", "organization": id, "accounts": accounts})
        else:
            organization["accounts"] = accounts
        documents.append(organization)
    return documents
