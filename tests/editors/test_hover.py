"""What is shown where the mouse rests."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconciler.engine.init import with_modeline
from tests.editors.conftest import Start
from tests.editors.server import LanguageServer
from tests.editors.texts import ACCOUNT, organization

ROOT = Path(__file__).parents[2]
PAYMENT = """\
#### Payment notifications

Payment notifications. Information on the payment status of services.

Уведомления об оплате. Получение информации о статусе оплаты услуг.

category:finance; surface:lko; employee, external; email, inapp.
"""


def text_of(hover: str) -> str:
    """Without the line that names the schema."""
    return hover.partition("\nSource: ")[0]


@pytest.mark.parametrize(
    "written",
    [
        "notifications:\n  types: [pay█ment, orders]\n",
        "notifications:\n  types:\n    - pay█ment\n",
        "notifications:\n  types: {pay█ment: true, orders: false}\n",
        "notifications:\n  types: {pay█ment: [email, sms], orders: false}\n",
        "requirements:\n  pay█ment: {recipients: 2}\n",
        "contacts:\n  duty: {channel: email, address: duty@teleset.example, types: [pay█ment]}\n",
    ],
)
def test_a_type(server: LanguageServer, project: Path, written: str) -> None:
    assert text_of(server.hover(*organization(project, written))).startswith(PAYMENT)


def test_the_documentation_shows_what_is_shown() -> None:
    page = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    assert "".join(f"> {line}".rstrip() + "\n" for line in PAYMENT.splitlines()) in page


def test_a_type_of_the_project_in_the_readers_language(start: Start, own: Path) -> None:
    hover = start(own).hover(*organization(own, "notifications: {types: [out█age]}\n"))
    assert text_of(hover).splitlines()[::2] == [
        "#### Авария на сети",
        "Авария на сети. Связь пропала.",
        "Network outage. No connection.",
        "category:network; surface:lko; employee; pager.",
    ]


def test_a_type_nobody_knows(server: LanguageServer, project: Path) -> None:
    hover = server.hover(*organization(project, "notifications: {types: [outa█ge]}\n"))
    assert text_of(hover).startswith("#### Notification type\n\nA type id, or a selector: core, category:X, surface:X.")


@pytest.mark.parametrize(
    ("written", "title", "said"),
    [
        (ACCOUNT.replace("family", "fam█ily"), "Family name", "Required for employees."),
        (ACCOUNT.replace("accounts", "acco█unts"), "Accounts", "The people of this organization."),
        (ACCOUNT.replace("ivanova:", "ivan█ova:"), "Account", "A person who receives notifications."),
        ("ti█mezone: Europe/Moscow\n", "Time zone", "For quiet hours and times in messages."),
        ("notifications:\n  ty█pes: [payment]\n", "Notification types", "A map without the key all: these differ from what is inherited."),
        ("notifications:\n  chan█nels: [email]\n", "Channels", "The channels of every type that names none of its own, or none."),
        ("notifications:\n  channels: [ema█il]\n", "email", "E-mail."),
        ("notifications:\n  quiet█_hours: {from: '22:00', to: '08:00'}\n", "Quiet hours", "may pass midnight"),
        ("notifications:\n  quiet_hours: {fr█om: '22:00', to: '08:00'}\n", "From", "The time they begin, HH:MM."),
        ("contacts:\n  em█ail: duty@teleset.example\n", "Contact (short form)", "The address alone: the contact's id is its channel."),
        ("contacts:\n  du█ty: {channel: email, address: duty@teleset.example}\n", "Contact (long form)", "optionally types"),
        ("contacts:\n  duty: {channel: email, addr█ess: duty@teleset.example}\n", "Address", "An e-mail address, a phone number"),
        ("fo█rm: bank\n", "Legal form", "* `bank`: Bank or other credit institution."),
        ("protec█ted: true\n", "Protected", "true: refuse to delete this organization."),
    ],
)
def test_a_key(server: LanguageServer, project: Path, written: str, title: str, said: str) -> None:
    hover = server.hover(*organization(project, written)).replace("\\", "")
    assert hover.startswith(f"#### {title}\n")
    assert said in hover
    assert "||" not in hover, "titles of several branches"


def test_a_kind(server: LanguageServer, project: Path) -> None:
    hover = server.hover(*organization(project, head="version: 1\nki█nd: Organization\nid: x\nname: x\n"))
    assert hover.startswith("#### Kind\n\nWhat this document declares.")
    assert "* `Accounts`: More accounts of an organization that another document declares." in hover


def test_a_key_of_the_project_file(server: LanguageServer, project: Path) -> None:
    text = with_modeline("reconciler.yaml", "version: 1\nkind: Project\nmana█ger: x\nbackend: {type: memory}\n")
    assert text_of(server.hover(project / "reconciler.yaml", text)).startswith("#### Manager\n\nThe mark our objects carry in the backend; never change it.")
