"""Generated worlds for property tests.

`settings()` gives valid, resolved `Settings` in the order `interpret` gives them back: everything sorted, every reference to something that exists. Ids are
drawn from small pools, so that two draws share objects and differ in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st

from reconciler.model.settings import (
    EMPLOYEE,
    EXTERNAL,
    Consent,
    Contact,
    NotificationType,
    Organization,
    Recipient,
    Requirement,
    SecretReference,
    Settings,
)

ORGANIZATIONS: Final = ("alfa", "beta", "holding", "teleset")
ACCOUNTS: Final = ("client-17", "ivanova", "kuznetsova", "op-1", "petrov")
CHANNELS: Final = ("email", "sms", "webhook", "push", "telegram", "max", "vk")


def _type(id: str, **more: Any) -> NotificationType:
    values: dict[str, Any] = {
        "title": {"ru": f"Тип {id}", "en": id},
        "description": {"ru": "Описание", "en": "Description"},
        "category": "work",
        "surface": "lko",
        "audience": frozenset({EMPLOYEE, EXTERNAL}),
        "default_channels": ("email",),
        "builtin": True,
    }
    return NotificationType(id=id, **(values | more))


BUILTIN: Final = (
    _type("orders", core=True),
    _type("payment", core=True, default_channels=("email", "sms"), events={"payment-received": {"type": "object", "required": ["amount"]}}),
    _type("security", mandatory=True, urgent=True, selectable=False, lead=("P1D", "PT1H")),
    _type("works", surface="pos", allowed_channels=("email", "push", "sms"), since="1.4"),
)
"""Types that every world has."""

OWN: Final = (_type("contract-end", builtin=False, urgent=True), _type("meter-reading", builtin=False, audience=frozenset({EMPLOYEE}), until="9"))
"""Types that a world may declare."""

_texts = st.sampled_from(("Иванова", "Петров", "О'Нил", "Ёлкина-Щукина", "Smith", "名前", "a"))
_zones = st.sampled_from(("Asia/Vladivostok", "Europe/Moscow", "UTC"))
_locales = st.sampled_from(("en", "ru"))
_times = st.sampled_from(("00:00", "07:30", "08:00", "22:00", "23:59"))
_quiet_hours = st.none() | st.tuples(_times, _times).filter(lambda times: times[0] != times[1])
_people = st.sampled_from(("a", "b.c", "d+e", "ivanova"))
_domains = st.sampled_from(("example.org", "teleset.example", "xn--e1afmkfd.example"))
_secrets = st.builds(
    SecretReference, st.sampled_from(("env", "file")), st.sampled_from(("TELESET_BUS", "secrets/bus")), st.none() | st.sampled_from(("00ff", "ab12"))
)
_consents = st.builds(Consent, st.sampled_from(("consent", "contract")), st.none() | st.sampled_from(("2025-06-01", "2026-01-31")))
_addresses: Final[Mapping[str, st.SearchStrategy[str]]] = {
    "email": st.builds("{}@{}".format, _people, _domains),
    "sms": st.sampled_from(("+79160000001", "+79160000002", "+4915112345678")),
    "webhook": st.sampled_from(("https://bus.example/notify", "https://bus.example/notify?v=2", "https://teleset.example:8443/")),
}
_opaque = st.sampled_from(("u1", "@channel", "0123456789abcdef"))


@st.composite
def contacts(draw: st.DrawFn, id: str) -> Contact:
    """A contact with this id. An id that is a channel is of that channel."""
    channel = id if id in CHANNELS else draw(st.sampled_from(CHANNELS))
    return Contact(
        id=id,
        channel=channel,
        address=draw(_addresses.get(channel, _opaque)),
        confirm=channel == "email" and draw(st.booleans()),
        secret=draw(st.none() | _secrets) if channel == "webhook" else None,
        consent=draw(st.none() | _consents) if channel == "sms" else None,
    )


@st.composite
def recipients(draw: st.DrawFn, address: str, *, audience: str, types: tuple[str, ...]) -> Recipient:
    """A recipient that subscribes to some of `types` with some of its own contacts."""
    ids = sorted(draw(st.sets(st.sampled_from(("duty", "email", "mobile", "push", "sms", "webhook")), max_size=3)))
    chosen = [draw(contacts(id)) for id in ids]
    if draw(st.integers(0, 4)) == 0:
        chosen = sorted([*chosen, Contact("inapp", "inapp", address)], key=lambda contact: contact.id)
    names = [contact.id for contact in chosen]
    cells = draw(st.dictionaries(st.sampled_from(types), st.sets(st.sampled_from(names), min_size=1), max_size=4)) if names else {}
    employee = audience == EMPLOYEE and "/" in address
    return Recipient(
        address=address,
        audience=audience,
        locale=draw(_locales),
        timezone=draw(_zones),
        contacts=tuple(chosen),
        subscriptions={type_: tuple(sorted(cells[type_])) for type_ in sorted(cells)},
        quiet_hours=draw(_quiet_hours),
        role=draw(st.none() | st.sampled_from(("coordinator", "duty-officer"))) if employee else None,
        family_name=draw(_texts) if employee else None,
        given_name=draw(_texts) if employee else None,
        patronymic=draw(st.none() | _texts) if employee else None,
        suspended=draw(st.integers(0, 5)) == 0,
        protected=draw(st.integers(0, 5)) == 0,
    )


@st.composite
def organizations(draw: st.DrawFn, id: str, *, parents: tuple[str, ...], types: tuple[str, ...], max_accounts: int = 4) -> Organization:
    """An organization with its accounts; its parent, if it has one, is one of `parents`."""
    accounts = sorted(draw(st.sets(st.sampled_from(ACCOUNTS), max_size=max_accounts)))
    required = draw(st.sets(st.sampled_from(types), max_size=2))
    return Organization(
        recipient=draw(recipients(id, audience=EMPLOYEE, types=types)),
        name=draw(st.sampled_from(("ООО «ТелеСеть»", "АО «Альфа»", "Holding"))),
        form=draw(st.sampled_from(("bank", "company", "telecom-operator"))),
        accounts=tuple(
            draw(recipients(f"{id}/{account}", audience=EXTERNAL if account.startswith("client") else EMPLOYEE, types=types)) for account in accounts
        ),
        inn=draw(st.none() | st.sampled_from(("7700000070", "0212345670"))),
        ogrn=draw(st.none() | st.just("1027700000020")),
        kpp=draw(st.none() | st.just("770001001")),
        parent=draw(st.none() | st.sampled_from(parents)) if parents else None,
        support=draw(st.dictionaries(st.sampled_from(("email", "phone", "url")), st.just("support@teleset.example"), max_size=2)),
        requirements={
            type_: Requirement(draw(st.integers(1, 3)), tuple(sorted(draw(st.sets(st.sampled_from(("email", "sms")), max_size=2)))))
            for type_ in sorted(required)
        },
    )


@st.composite
def settings(draw: st.DrawFn, *, max_accounts: int = 4) -> Settings:
    """A world: the built-in types and perhaps own ones, up to four organizations, some below others, each with up to `max_accounts` accounts."""
    own = [type_ for type_ in OWN if draw(st.booleans())]
    types = tuple(sorted((*BUILTIN, *own), key=lambda type_: type_.id))
    ids = draw(st.permutations(draw(st.lists(st.sampled_from(ORGANIZATIONS), unique=True, max_size=4))))
    names = tuple(type_.id for type_ in types)
    worlds = [draw(organizations(id, parents=tuple(ids[:number]), types=names, max_accounts=max_accounts)) for number, id in enumerate(ids)]
    return Settings(types, tuple(sorted(worlds, key=lambda organization: organization.id)))
