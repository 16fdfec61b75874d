"""No personal value and no secret tag in any output, for any values."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconciler.model.beside import Beside, OptOut, Waiting
from reconciler.model.change import Adopt, Change, Create, Delete, Move
from reconciler.model.diagnostic import Diagnostic, Location
from reconciler.model.errors import RejectedError
from reconciler.model.personal import Personal
from reconciler.model.report import Applied, Failed, Report, Skipped
from reconciler.model.settings import Contact, Recipient, SecretReference, Settings
from reconciler.model.values import Json
from reconciler.reporting.diagnostics import render_diagnostics
from reconciler.reporting.errors import render_error
from reconciler.reporting.github import fault_annotation, workflow_commands
from reconciler.reporting.header import FilesInfo
from reconciler.reporting.machine import dumps
from reconciler.reporting.machine.diagnostics import diagnostics_document, error_document
from reconciler.reporting.machine.gitlab import code_quality
from reconciler.reporting.machine.plan import plan_document
from reconciler.reporting.machine.report import report_document
from reconciler.reporting.machine.sarif import sarif_fault, sarif_log
from reconciler.reporting.machine.settings import show_document
from reconciler.reporting.plan import render_plan
from reconciler.reporting.plan_html import render_html
from reconciler.reporting.plan_markdown import render_markdown
from reconciler.reporting.prompt import render_prompt
from reconciler.reporting.report import awaiting_contacts, render_report
from reconciler.reporting.show import render_show
from tests.unit.reporting.worlds import PLAN, TARGET, organization, resource, update

WORD = st.text(string.ascii_lowercase + "бдфцщъ", min_size=8, max_size=14).map(lambda text: "q" + text)
EMAIL = WORD.map(lambda name: f"{name}@teleset.example")
PHONE = st.integers(10**9, 10**10 - 1).map(lambda number: f"+7{number}")
URL = WORD.map(lambda secret: f"https://bus.example/{secret}")
TAG = st.text("0123456789abcdef", min_size=32, max_size=32)


@st.composite
def recipients(draw: st.DrawFn, address: str = "teleset/someone") -> Recipient:
    secret = SecretReference("env", "BUS", draw(TAG))
    contacts = (
        Contact("bus", "webhook", draw(URL), secret=secret),
        Contact("email", "email", draw(EMAIL), confirm=True),
        Contact("mobile", "sms", draw(PHONE)),
    )
    subscriptions = {"payment": ("bus", "email", "mobile")}
    nobody = Recipient(address, "employee", "ru", "Europe/Moscow", contacts, subscriptions)
    return replace(nobody, family_name=draw(WORD), given_name=draw(WORD), patronymic=draw(WORD))


def private(*people: Recipient) -> Iterator[str]:
    """What must not be seen of them: everything but what a mask keeps."""
    for recipient in people:
        yield from (name for name in (recipient.family_name, recipient.given_name, recipient.patronymic) if name)
        for contact in recipient.contacts:
            address = contact.address
            yield address.partition("@")[0] if "@" in address else address.rpartition("/")[2] if "/" in address else address[5:10]
            if contact.secret is not None and contact.secret.tag is not None:
                yield contact.secret.tag


def outputs(before: Recipient, after: Recipient) -> Iterator[str]:
    old, new = resource(before), resource(after)
    moved = resource(replace(after, address="teleset/else"))
    changes: tuple[Change, ...] = (Create(moved), Delete(moved), update(before, after), Adopt(old, new), Move(old, moved))
    seen: dict[str, Json] = {"unconfirmed": ["email", "mobile"], "serving": {"email": before.contacts[1].address}, "refused": {"mobile": ["*"]}}
    email, mobile = (Personal(contact.address) for contact in after.contacts[1:])
    beside = Beside(9, 9, (Waiting(after.address, "email", "email", email, mobile),), (OptOut(after.address, "mobile", "sms", mobile, ("*",)),))
    plan = replace(PLAN, changes=changes, beside=beside, foreseen=dict.fromkeys((after.address, "teleset/else"), seen))
    error = RejectedError("never-heard-of", address=Personal(after.contacts[1].address), name=Personal(after.family_name or ""))
    report = Report(tuple(outcome for change in changes for outcome in (Applied(change), Failed(change, error), Skipped(change, "blocked"))))
    awaiting = awaiting_contacts([replace(new, observed={"unconfirmed": ["email"]})])
    world = Settings((), (organization(before),))
    observed: dict[str, dict[str, Json]] = {before.address: {"unconfirmed": ["email"], "serving": {"email": after.contacts[1].address}}}
    diagnostics = [Diagnostic("about-a-person", arguments=error.arguments, location=Location("a.yaml", 1, 1))]
    files = FilesInfo(1)
    for language in ("en", "ru"):
        for full in (True, False):
            yield render_plan(plan, files=files, origins={}, language=language, full=full, notes=diagnostics)
            yield render_markdown(plan, files=files, origins={}, language=language, full=full, notes=diagnostics)
            yield render_html(plan, files=files, origins={}, language=language, full=full, notes=diagnostics)
        yield render_prompt(plan, language=language)
        yield render_report(report, language=language, awaiting=awaiting)
        yield render_show(world, observed=observed, language=language)
        yield render_diagnostics(diagnostics, language=language)
        yield render_error(error, language)
        yield workflow_commands(diagnostics, language=language, shown=str)
        yield fault_annotation(error, language)
        yield dumps(code_quality(diagnostics, language=language, shown=str))
        yield dumps(sarif_log(diagnostics, language=language, shown=str, exit_code=3))
        yield dumps(sarif_fault(error, language=language, exit_code=1))
    yield dumps(plan_document(plan, files=files, origins={}, notes=diagnostics))
    yield dumps(report_document(report, target=TARGET, awaiting=awaiting))
    yield dumps(show_document(world, observed=observed))
    yield dumps(diagnostics_document(diagnostics, files=1))
    yield dumps(error_document(error))


@pytest.mark.usefixtures("rows")
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(recipients(), recipients())
def test_nothing_personal_is_ever_shown(before: Recipient, after: Recipient) -> None:
    hidden = set(private(before, after))
    for text in outputs(before, after):
        decoded = text.encode("ascii").decode("unicode_escape") if text.isascii() else text
        assert [value for value in hidden if value in decoded] == []
