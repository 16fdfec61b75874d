"""What is wrong with live settings, organization by organization. Pure: no input, no output, and the clock is handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from reconciler.engine.review.survey import Survey, contact_address
from reconciler.engine.review.tally import Tally, foreign_rows
from reconciler.model.address import organization_of
from reconciler.model.diagnostic import Argument
from reconciler.model.health import Finding, Level
from reconciler.model.policy import INAPP
from reconciler.model.requirement import Unmet, unmet
from reconciler.model.review import Found
from reconciler.model.routing import Why
from reconciler.model.settings import EMPLOYEE, Requirement

SMS = "sms"


def findings(tallied: Iterable[Tally], survey: Survey, *, now: datetime, days: int) -> Iterator[Found]:
    """Everything, by organization, what concerns most people first. `days` is how long a contact may await confirmation."""
    yield from _orphans(survey)
    for one in tallied:
        yield from _reach(one)
        yield from _unknown(one)
        for type_, requirement in sorted(one.organization.requirements.items()):
            yield from _requirement(one, type_, requirement)
        yield from _mandatory(one, survey)
        yield from _single(one, survey)
        yield from _undeclared(one, survey)
        yield from _awaiting(one, survey, now, days)
        yield from _dangling(one)


def _orphans(survey: Survey) -> Iterator[Found]:
    """Accounts of ours whose organization is not live."""
    live = {organization.id for organization in survey.settings.organizations}
    orphans: dict[str, list[str]] = {}
    for address in survey.owners:
        if survey.ours(address) and (id := organization_of(address)) not in live:
            orphans.setdefault(id, []).append(address)
    for id, addresses in sorted(orphans.items()):
        finding = Finding("organization-missing", arguments={"organization": id, "count": len(addresses)})
        yield Found(finding, id, tuple(sorted(addresses)), f"reconciler plan --organization {id}")


def _unknown(one: Tally) -> Iterator[Found]:
    if one.unknown:
        addresses = tuple(sorted(set().union(*one.unknown.values())))
        finding = Finding("type-missing", arguments={"organization": one.organization.id, "types": tuple(sorted(one.unknown)), "count": len(addresses)})
        yield Found(finding, one.organization.id, addresses, "reconciler plan")


def _reach(one: Tally) -> Iterator[Found]:
    id = one.organization.id
    if not one.everybody:
        yield Found(Finding("organization-unreached", arguments={"organization": id}), id, (), f"reconciler show --organization {id}")
    for why, hint, command in (
        (Why.NO_CONTACT, "", f"reconciler show --organization {id}"),
        (Why.UNCONFIRMED, "awaiting", f"reconciler contacts send-confirmations --organization {id}"),
        (Why.REFUSED, "refused", f"reconciler show --organization {id}"),
    ):
        employees = (recipient for recipient in one.recipients if recipient.audience == EMPLOYEE and recipient.address != id)
        addresses = tuple(sorted(recipient.address for recipient in employees if one.unusable.get(recipient.address) is why))
        if addresses:
            yield Found(Finding("account-unreached", arguments={"organization": id, "count": len(addresses)}, hint=hint), id, addresses, command)


def _requirement(one: Tally, type_: str, requirement: Requirement) -> Iterator[Found]:
    id = one.organization.id
    for lack in unmet(requirement, one.told.get(type_, {})):
        arguments: dict[str, Argument] = {
            "organization": id,
            "type": type_,
            "channel": lack.channel or "any channel",
            "needed": lack.needed,
            "count": lack.count,
        }
        awaiting, refused = (_mending(one, type_, requirement, lack, more) for more in (one.awaiting, one.refused))
        if awaiting:
            command = f"reconciler contacts send-confirmations --organization {id}"
            yield Found(Finding("requirement-unmet", arguments=arguments, hint="awaiting"), id, awaiting, command)
        elif refused:
            finding = Finding("requirement-refused", arguments={**arguments, "refused": len(refused)})
            yield Found(finding, id, refused, f"reconciler explain {refused[0]} {type_} --live")
        else:
            told = tuple(sorted(one.told.get(type_, {})))
            finding = Finding("requirement-unmet", arguments=arguments, hint="channel" if lack.channel else "")
            yield Found(finding, id, told, f"reconciler explain {id} {type_} --live")


def _mending(one: Tally, type_: str, requirement: Requirement, lack: Unmet, more: dict[str, dict[str, set[str]]]) -> tuple[str, ...]:
    """Those who lack only what `more` is about, where the requirement would be met with them; else nobody."""
    who = more.get(type_, {})
    if not who or any(left.channel == lack.channel for left in unmet(requirement, one.with_(more, type_))):
        return ()
    return tuple(sorted(recipient for recipient, channels in who.items() if not lack.channel or lack.channel in channels))


def _mandatory(one: Tally, survey: Survey) -> Iterator[Found]:
    """Who must be told of a type and is not. Employees without any usable contact are told of once, not for each type."""
    for type_ in sorted(survey.demanded, key=lambda type_: type_.id):
        told = one.everybody.get(type_.id, set())
        addresses = tuple(
            sorted(
                recipient.address
                for recipient in one.recipients
                if recipient.audience in type_.audience
                and not recipient.suspended
                and recipient.address not in told
                and (recipient.address not in one.unusable or (recipient.audience != EMPLOYEE and recipient.contacts))
            )
        )
        if addresses:
            finding = Finding("mandatory-unreached", arguments={"organization": one.organization.id, "type": type_.id, "count": len(addresses)})
            yield Found(finding, one.organization.id, addresses, f"reconciler explain {addresses[0]} {type_.id} --live")


def _single(one: Tally, survey: Survey) -> Iterator[Found]:
    """Required and mandatory types that one person, or one channel that costs money and fails abroad, stands for. Where only one could be told there is nothing to mend."""
    organization = one.organization
    for type_ in sorted({*organization.requirements, *(type_.id for type_ in survey.demanded)}):
        told = one.told.get(type_, {})
        requirement = organization.requirements.get(type_, Requirement())
        if len(told) == 1 and one.able > 1 and requirement.recipients == 1:
            (alone,) = told
            finding = Finding("single-recipient", Level.WARNING, {"organization": organization.id, "type": type_, "recipient": alone})
            yield Found(finding, organization.id, (alone,), f"reconciler explain {organization.id} {type_} --live")
        if told and {channel for channels in told.values() for channel in channels} == {SMS}:
            finding = Finding("sms-only", Level.WARNING, {"organization": organization.id, "type": type_, "count": len(told)})
            yield Found(finding, organization.id, tuple(sorted(told)), f"reconciler explain {organization.id} {type_} --live")


def _undeclared(one: Tally, survey: Survey) -> Iterator[Found]:
    """What others put into our organization and somebody receives by it: rows in our accounts, and accounts of theirs."""
    id = one.organization.id
    rows: dict[str, tuple[set[str], set[str]]] = {}
    for recipient in one.recipients:
        foreign = [] if recipient.suspended else foreign_rows(survey.observed.get(recipient.address, {}))
        theirs = {row["address"].rpartition("/")[2] for row in foreign if "type" not in row}
        known = {INAPP, *theirs, *(contact.id for contact in recipient.contacts)}
        for row in foreign:
            contact = row["address"].rpartition("/")[2]
            types = [row["type"]] if "type" in row else [type_ for type_, ids in recipient.subscriptions.items() if contact in ids]
            if types and contact in known:
                addresses, received = rows.setdefault(row["manager"], (set(), set()))
                addresses.add(contact_address(recipient.address, contact))
                received.update(types)
    for owner, (addresses, received) in sorted(rows.items()):
        arguments: dict[str, Argument] = {"organization": id, "owner": owner, "types": tuple(sorted(received)), "count": len(addresses)}
        finding = Finding("undeclared-reach", Level.WARNING, arguments, hint="" if owner else "unmarked")
        yield Found(finding, id, tuple(sorted(addresses)), f"reconciler show --organization {id}")
    accounts: dict[str, list[str]] = {}
    for account in one.organization.accounts:
        if not survey.ours(account.address) and account.subscriptions and not account.suspended:
            accounts.setdefault(survey.owners.get(account.address, ""), []).append(account.address)
    for owner, names in sorted(accounts.items()):
        finding = Finding("undeclared-account", Level.WARNING, {"organization": id, "owner": owner, "count": len(names)}, hint="" if owner else "unmarked")
        yield Found(finding, id, tuple(sorted(names)), f"reconciler show --organization {id}")


def _awaiting(one: Tally, survey: Survey, now: datetime, days: int) -> Iterator[Found]:
    """Contacts that wait to be confirmed: longer than `days`, or without anybody having asked. Where it is not known when they were asked, nothing is said."""
    id = one.organization.id
    overdue: list[str] = []
    never: list[str] = []
    for recipient in one.recipients if survey.asked is not None and survey.sends else ():
        waiting = survey.observed.get(recipient.address, {}).get("unconfirmed", ())
        for contact in waiting if isinstance(waiting, list | tuple) and not recipient.suspended else ():
            address = contact_address(recipient.address, str(contact))
            asked = (survey.asked or {}).get(address)
            if asked is None:
                never.append(address)
            elif now - asked > timedelta(days=days):
                overdue.append(address)
    command = f"reconciler contacts send-confirmations --organization {id}"
    if overdue:
        arguments: dict[str, Argument] = {"organization": id, "count": len(overdue), "days": days}
        yield Found(Finding("confirmation-overdue", Level.WARNING, arguments), id, tuple(sorted(overdue)), command)
    if never:
        yield Found(Finding("confirmation-never-asked", Level.WARNING, {"organization": id, "count": len(never)}), id, tuple(sorted(never)), command)


def _dangling(one: Tally) -> Iterator[Found]:
    """What is on at contacts that are not there. Employees who have no contact at all are told of already."""
    id = one.organization.id
    employees = {recipient.address for recipient in one.recipients if recipient.audience == EMPLOYEE and recipient.address != id}
    told = {address for address, why in one.unusable.items() if why is Why.NO_CONTACT and address in employees}
    types = {type_: left for type_, addresses in one.dangling.items() if (left := set(addresses) - told)}
    if types:
        addresses = tuple(sorted(set().union(*types.values())))
        finding = Finding("type-without-contact", arguments={"organization": id, "types": tuple(sorted(types)), "count": len(addresses)})
        yield Found(finding, id, addresses, f"reconciler plan --organization {id}")
