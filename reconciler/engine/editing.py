"""Files whose documents shall say something else → their new contents, edited where they differ and nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from reconciler.canonical import canonical
from reconciler.documents.decoding import decode
from reconciler.documents.discover import Source
from reconciler.documents.edits import Form
from reconciler.documents.parse import Parsed, parse
from reconciler.documents.reading import read
from reconciler.documents.rewrite import NotEditableError, comments, rewritten
from reconciler.importing.document_text import account_lines, entry_lines, inline
from reconciler.model.diagnostic import Diagnostic
from reconciler.model.document import Document
from reconciler.model.errors import Unusable
from reconciler.model.limits import Limits
from reconciler.schema.order import key_order

Data = dict[str, Any]


class Edited(NamedTuple):
    """One document, edited. `failed` are the units (ids of accounts, "" for the rest) that are written in a way that cannot be edited; `comments` counts those that are gone."""

    text: str
    data: Data
    failed: tuple[str, ...]
    comments: int


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A file with its old and its new content, and the edited documents by number."""

    file: Path
    path: str
    before: bytes
    after: bytes
    documents: Mapping[int, Edited]
    texts: tuple[str, str]

    def put(self) -> None:
        """Write it. Raises `Unusable` where it cannot be written, or somebody else has written meanwhile."""
        from reconciler.documents.writing import put

        try:
            if self.file.read_bytes() != self.before:
                raise Unusable("import-file-changed", path=self.path)
            put(self.file, self.after)
        except OSError as error:
            raise Unusable("not-writable", path=self.path) from error


def edit(source: Source, documents: Sequence[Document], data: Mapping[int, Data], limits: Limits) -> EditedFile:
    """The file `source`, whose `documents` shall say `data`. Raises `Unusable` where it is not what it was when it was read."""
    content = read(source, limits.file_size)
    if isinstance(content, Diagnostic) or source.file is None:
        raise Unusable("import-file-changed", path=source.path)
    text, _ = decode(content)
    parsed = [one for one in parse(text, limits) if one.data is not None]
    if len(parsed) != len(documents) or any(canonical(one.data) != canonical(document.data) for one, document in zip(parsed, documents, strict=True)):
        raise Unusable("import-file-changed", path=source.path)
    done: dict[int, Edited] = {}
    parts: list[str] = []
    position = 0
    for one, document in zip(parsed, documents, strict=True):
        start = text.index(one.chunk.text, position)
        parts.append(text[position:start])
        position = start + len(one.chunk.text)
        wanted = data[document.number]
        if canonical(wanted) == canonical(document.data):
            parts.append(one.chunk.text)
        else:
            done[document.number] = edited = _edited(one, wanted, limits)
            parts.append(edited.text)
    after = "".join([*parts, text[position:]])
    return EditedFile(source.file, source.path, content, Form.of(content).encode(after), done, (text, after))


def _edited(parsed: Parsed, wanted: Data, limits: Limits) -> Edited:
    text, before = parsed.chunk.text, dict(parsed.data or {})
    known = Counter(_comments(text))
    result, data, failed = _as_far_as_possible(text, before, wanted, _units(before, wanted), limits)
    return Edited(result, data, tuple(failed), (known - Counter(_comments(result))).total())


def _as_far_as_possible(text: str, before: Data, wanted: Data, units: Sequence[str], limits: Limits) -> tuple[str, Data, list[str]]:
    """The text with all of these units changed that can be edited, what it says then, and the others: looked for by halves, for there are few of them."""
    target = _with(before, frozenset(units), wanted)
    if canonical(target) == canonical(before):
        return text, before, []
    if (result := _rewritten(text, before, target, limits)) is not None:
        return result, target, []
    if len(units) == 1:
        return text, before, list(units)
    middle = len(units) // 2
    text, before, failed = _as_far_as_possible(text, before, wanted, units[:middle], limits)
    text, before, others = _as_far_as_possible(text, before, wanted, units[middle:], limits)
    return text, before, [*failed, *others]


def _units(before: Data, wanted: Data) -> list[str]:
    """What changes by itself: the accounts, by id, and everything else together, as ""."""
    old, new = before.get("accounts", {}), wanted.get("accounts", {})
    return ["", *(id for id in dict.fromkeys([*old, *new]) if id not in new or id not in old or old[id] != new[id])]


def _with(data: Data, units: frozenset[str], wanted: Data) -> Data:
    """The data with these units as they are wanted."""
    old, new = data.get("accounts", {}), wanted.get("accounts", {})
    accounts = {id: new[id] if id in units else account for id, account in old.items() if id not in units or id in new}
    accounts |= {id: account for id, account in new.items() if id in units and id not in old}
    rest = {key: value for key, value in (wanted if "" in units else data).items() if key != "accounts"}
    return {**rest, "accounts": accounts} if accounts or "accounts" in data else rest


def _rewritten(text: str, before: Data, after: Data, limits: Limits) -> str | None:
    """The text that says `after`; None where that is not certain, or a comment of something that stays would be gone."""
    order = key_order(str(after.get("kind", "")))

    def places(at: tuple[str, ...]) -> Mapping[str, int]:
        keys = order
        for name in at:
            keys = keys.inside(name) if keys is not None else None
        return keys.places if keys is not None else {}

    try:
        result = rewritten(text, before, after, lines=_lines, inline=inline, places=places)
        comments(result)
    except NotEditableError:
        return None
    made = parse(result, limits)
    if len(made) != 1 or made[0].findings or made[0].data is None or canonical(made[0].data) != canonical(after):
        return None
    return result


def _lines(name: str, value: Any, indent: int) -> list[str]:
    """An entry as the others are written; `accounts` have a line for each of their keys."""
    if name == "accounts" and isinstance(value, dict) and value:
        return [f"{' ' * indent}accounts:", *(line for id, account in value.items() for line in account_lines(id, account, indent + 2))]
    if isinstance(value, dict) and value.keys() & {"family_name", "contacts", "audience"}:
        return account_lines(name, value, indent)
    return entry_lines(name, value, indent, block=name == "contacts" and isinstance(value, dict) and len(value) > 1)


def _comments(text: str) -> list[str]:
    try:
        return comments(text)
    except NotEditableError:
        return []
