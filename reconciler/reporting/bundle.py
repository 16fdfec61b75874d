"""What a support bundle holds → the texts of its files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from reconciler.model.errors import ReconcilerError
from reconciler.model.ledger import HistoryEntry
from reconciler.model.plan import Target
from reconciler.reporting import phrases
from reconciler.reporting.history import history_document
from reconciler.reporting.layout import table
from reconciler.reporting.machine import JsonDocument, document, dumps
from reconciler.reporting.machine.diagnostics import error_document
from reconciler.reporting.masking import masked_reason
from reconciler.reporting.messages import render_message
from reconciler.reporting.wording import Phrase

_HOME: Final = re.compile(r"""(?:/home|/Users|[A-Za-z]:[\\/]+Users)[\\/]+[^\\/"':\n]+""")
"""The home directory of anybody: its name is that of a person."""

_OPEN: Final = (phrases.OPEN_IDS, phrases.OPEN_PLACES, phrases.OPEN_ACTORS, phrases.OPEN_NAMES)
_LEFT: Final = (phrases.LEFT_CONTENT, phrases.LEFT_SECRETS, phrases.LEFT_PERSONAL, phrases.LEFT_DIGESTS, phrases.LEFT_COMMENTS)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the bundle. `fault` is why what it should hold could not be collected."""

    name: str
    text: str
    about: str
    fault: ReconcilerError | None = None


def member(name: str, about: Phrase, content: JsonDocument | ReconcilerError, *, home: str, language: str, **arguments: int) -> Member:
    """A JSON file; of what could not be collected, the error. `home` is the user's home directory."""
    fault = content if isinstance(content, ReconcilerError) else None
    value = error_document(fault) if fault is not None else content
    return Member(name, dumps(homeless(value, home)) + "\n", about.say(language, **arguments), fault)


def log_member(number: int, text: str, *, home: str, language: str) -> Member:
    return Member(f"crash-{number}.log", str(homeless(text, home)), phrases.ABOUT_CRASH.say(language))


def bundled_history(target: Target, entries: Sequence[HistoryEntry], *, before: str) -> JsonDocument:
    """As `history --format json`, but for reasons: people write them for each other, and names may be in them."""
    return history_document(target, [replace(one, reason=masked_reason(one.reason)) if one.reason else one for one in entries], before=before)


def manifest(members: Sequence[Member], *, project_left_out: bool, language: str) -> Member:
    """What is in it, what is left out, and what somebody may want to look at before passing it on."""
    about = phrases.ABOUT_MANIFEST.say(language)
    rows = [("MANIFEST.txt", about), *((one.name, one.about) for one in members)]
    lines = [phrases.BUNDLE_TITLE.say(language), "", phrases.BUNDLE_IN_IT.say(language), *table(rows, indent=2), ""]
    lines += _section(phrases.BUNDLE_OPEN, _OPEN, language)
    lines += _section(phrases.BUNDLE_LEFT_OUT, (*_LEFT, *[phrases.LEFT_PROJECT] * project_left_out), language)
    failed = [(one.name, render_message(one.fault.code, one.fault.arguments, one.fault.hint, language)[0]) for one in members if one.fault is not None]
    if failed:
        lines += [phrases.BUNDLE_FAILED.say(language), *table(failed, indent=2), ""]
    return Member("MANIFEST.txt", "\n".join(lines), about)


def render_contents(file: str, members: Sequence[Member], *, language: str) -> str:
    """What will be written, before it is."""
    rows = [(one.name, phrases.BUNDLE_BYTES.say(language, bytes=len(one.text.encode())), one.about) for one in members]
    return "\n".join([phrases.BUNDLE_CONTENTS.say(language, file=file), *table(rows, indent=2), ""])


def bundle_document(file: str, members: Sequence[Member]) -> JsonDocument:
    return document(file=file, contents=[{"name": one.name, "bytes": len(one.text.encode()), "collected": one.fault is None} for one in members])


def homeless(value: Any, home: str) -> Any:
    """A copy in which no path says whose home directory it leads through."""
    if isinstance(value, Mapping):
        return {key: homeless(part, home) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [homeless(part, home) for part in value]
    if not isinstance(value, str):
        return value
    if len(home) > 1:
        value = re.sub(rf"{re.escape(home)}(?=[\\/\"':\s]|$)", "~", value)
    return _HOME.sub("~", value)


def _section(title: Phrase, items: Sequence[Phrase], language: str) -> list[str]:
    return [title.say(language), *(f"  - {item.say(language)}" for item in items), ""]
