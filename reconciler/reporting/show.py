"""Live settings → one block for each organization and account: contacts, what is received where, and what the backend knows beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from reconciler.model.personal import mask
from reconciler.model.plan import Target
from reconciler.model.policy import INAPP
from reconciler.model.settings import Contact, Organization, Recipient, Settings
from reconciler.reporting import phrases
from reconciler.reporting.beside import Observed, observed_ids, observed_map
from reconciler.reporting.catalogue import type_key
from reconciler.reporting.header import render_header
from reconciler.reporting.layout import table
from reconciler.reporting.masking import is_personal
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.subscriptions import channels_text
from reconciler.reporting.wording import Phrase, term, visible

_NOTHING: Final[Observed] = {}


def render_show(
    settings: Settings,
    *,
    target: Target | None = None,
    observed: Mapping[str, Observed],
    language: str,
    style: Style = PLAIN,
    reveal: bool = False,
) -> str:
    """The settings as they are live. `observed` is `Resource.observed` by address; `reveal` shows addresses and names unmasked."""
    blocks = [render_header(target, None, language=language)] if target is not None else []
    writer = _Writer(settings, observed, language, style, reveal)
    for organization in sorted(settings.organizations, key=lambda organization: organization.id):
        blocks.append(writer.organization(organization))
        blocks += [writer.recipient(account) for account in sorted(organization.accounts, key=lambda account: account.address)]
    if not settings.organizations:
        blocks.append(phrases.NOTHING_LIVE.say(language))
    return "\n\n".join(blocks)


def render_live(
    recipient: Recipient | None, settings: Settings, *, target: Target, observed: Mapping[str, Observed], language: str, style: Style = PLAIN
) -> str:
    """One organization or account as it is live, for somebody who has just read what is declared; None where it is not."""
    header = render_header(target, None, language=language)
    if recipient is None:
        return f"{header}\n\n{phrases.NOT_LIVE.say(language)}"
    return f"{header}\n\n{_Writer(settings, observed, language, style, reveal=False).recipient(recipient)}"


class _Writer:
    def __init__(self, settings: Settings, observed: Mapping[str, Observed], language: str, style: Style, reveal: bool) -> None:  # noqa: FBT001
        self._types = {type_.id: type_key(type_) for type_ in settings.types}
        self._observed = observed
        self._language = language
        self._style = style
        self._reveal = reveal

    def organization(self, organization: Organization) -> str:
        name = self._shown(organization.name) if is_personal(("name",), organization.form) else visible(organization.name)
        rows = [(self._say(phrases.NAME), name), (self._say(phrases.FORM), visible(organization.form))]
        if organization.parent:
            rows.append((self._say(phrases.PARENT), visible(organization.parent)))
        rows += [
            (self._say(phrases.REQUIRES), visible(f"{type_}: {requirement.recipients} {', '.join(requirement.channels)}".rstrip()))
            for type_, requirement in sorted(organization.requirements.items())
        ]
        rows.append((self._say(phrases.ACCOUNTS), str(len(organization.accounts))))
        return self._block(organization.recipient, rows)

    def recipient(self, recipient: Recipient) -> str:
        name = " ".join(part for part in (recipient.family_name, recipient.given_name, recipient.patronymic) if part)
        return self._block(recipient, [(self._say(phrases.NAME_OF_PERSON), self._names(name))] if name else [])

    def _block(self, recipient: Recipient, rows: list[tuple[str, str]]) -> str:
        observed = self._observed.get(recipient.address, _NOTHING)
        if isinstance(owner := observed.get("owner"), str):
            rows.append((self._say(phrases.OWNER), visible(owner or self._say(phrases.OWNED_BY_NOBODY))))
        if recipient.quiet_hours:
            rows.append((self._say(phrases.QUIET_HOURS), "-".join(recipient.quiet_hours)))
        audience = term(recipient.audience, self._language) if "/" in recipient.address else self._say(phrases.ORGANIZATION)
        facts = [audience, recipient.role or "", recipient.locale, recipient.timezone]
        head = f"{self._style.strong(visible(recipient.address))}  {visible(', '.join(fact for fact in facts if fact))}"
        lines = [head]
        if recipient.suspended:
            lines.append("  " + self._style.doubtful(self._say(phrases.SUSPENDED)))
        if recipient.protected:
            lines.append("  " + self._say(phrases.PROTECTED_MARK))
        lines += table([(f"{label}:", value) for label, value in rows], indent=2, gap=1)
        lines += self._listing(phrases.CONTACTS, [self._contact(contact, observed) for contact in recipient.contacts if contact.channel != INAPP])
        lines += self._listing(phrases.RECEIVES, self._subscriptions(recipient))
        lines += self._listing(phrases.ALSO_THERE, sorted(self._foreign(observed)))
        return "\n".join(lines)

    def _listing(self, title: Phrase, rows: Sequence[Sequence[str]]) -> list[str]:
        return [f"  {self._say(title)}:", *table(rows, indent=4)] if rows else []

    def _contact(self, contact: Contact, observed: Observed) -> tuple[str, str, str, str]:
        notes: list[str] = []
        if contact.id in observed_ids(observed, "unconfirmed"):
            notes.append(self._say(phrases.AWAITS))
            if isinstance(serving := observed_map(observed, "serving").get(contact.id), str):
                notes.append(phrases.SERVED_AT.say(self._language, address=self._shown(serving)))
        refused = observed_ids(observed_map(observed, "refused"), contact.id)
        if "*" in refused:
            notes.append(self._say(phrases.REFUSED_ALL))
        elif refused:
            notes.append(phrases.REFUSED_SOME.say(self._language, types=tuple(sorted(refused))))
        return visible(contact.id), visible(contact.channel), self._shown(contact.address), "; ".join(notes)

    def _subscriptions(self, recipient: Recipient) -> list[tuple[str, str]]:
        """The core types first, as in every listing."""
        types = sorted(recipient.subscriptions, key=lambda type_: self._types.get(type_, (True, 0, type_)))
        if not types:
            return [(self._say(phrases.SUBSCRIBED_TO_NOTHING), "")]
        return [(visible(id), channels_text(recipient, recipient.subscriptions[id])) for id in types]

    def _foreign(self, observed: Observed) -> Iterable[tuple[str]]:
        rows = observed.get("foreign")
        for row in rows if isinstance(rows, Sequence) and not isinstance(rows, str) else ():
            if isinstance(row, Mapping):
                address = f"{row.get('address', '')} {row.get('type', '')}".rstrip()
                owner = str(row.get("manager", ""))
                phrase = phrases.FOREIGN_ROW if owner else phrases.UNMARKED_ROW
                yield (phrase.say(self._language, address=address, owner=owner),)

    def _names(self, name: str) -> str:
        return visible(name if self._reveal else " ".join(mask(part) for part in name.split(" ")))

    def _shown(self, value: str) -> str:
        return visible(value if self._reveal else mask(value))

    def _say(self, phrase: Phrase) -> str:
        return phrase.say(self._language)
