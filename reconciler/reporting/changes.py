"""The changes of a plan → its sections, with the symbol of each change in column 0."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from reconciler.model.address import kind_of, sort_key
from reconciler.model.change import Adopt, Change, Create, Delete, Move, Update
from reconciler.model.diagnostic import Location
from reconciler.model.plan import Plan
from reconciler.model.resource import BUILTIN_MANAGER
from reconciler.reporting import phrases
from reconciler.reporting.beside import NOTHING
from reconciler.reporting.causes import differ, short
from reconciler.reporting.deciding import NOBODY, Deciders
from reconciler.reporting.details import change_details, nowhere
from reconciler.reporting.fields import Detail
from reconciler.reporting.layout import few, pad, width
from reconciler.reporting.style import Style
from reconciler.reporting.wording import Phrase, visible

ALIKE: Final = 20
"""More alike changes than this become a count and examples."""

EXAMPLES: Final = 3

_PLACES: Final = 44
"""The column of the places where something is decided, unless the lines before them are longer."""

_CAUSES: Final = 70
"""The column of what caused a change."""

_SECTIONS: Final[tuple[tuple[Phrase, tuple[type[Change], ...]], ...]] = (
    (phrases.STOP_RECEIVING, (Delete,)),
    (phrases.CHANGE, (Update, Adopt, Move)),
    (phrases.START_RECEIVING, (Create,)),
)
_ALIKE: Final = {"type": phrases.ALIKE_TYPES, "organization": phrases.ALIKE_ORGANIZATIONS}


class Block(NamedTuple):
    """What is said of one change, or of several that are alike: lines, each with the symbol in column 0."""

    changes: Sequence[Change]
    lines: Sequence[str]


def symbol(change: Change) -> str:
    """`+` comes, `-` goes, `~` changes, `=` keeps its value."""
    match change:
        case Create():
            return "+"
        case Delete():
            return "-"
        case Update():
            return "~"
        case Adopt() | Move():
            return "="


def ordered(changes: Iterable[Change]) -> list[Change]:
    """Types first, then each organization with its accounts."""
    return sorted(changes, key=lambda change: sort_key(change.address))


def render_sections(
    plan: Plan,
    *,
    origins: Mapping[str, Location],
    deciders: Deciders = NOBODY,
    language: str,
    style: Style,
    full: bool,
    commit_of: Callable[[str], str] = nowhere,
) -> list[str]:
    """The sections that have something in them, each with its heading."""
    writer = Writer(plan, origins, deciders, language, style, full, commit_of)
    sections: list[str] = []
    for heading, kinds in _SECTIONS:
        if found := ordered(change for change in plan.changes if isinstance(change, kinds)):
            sections.append("\n".join([style.strong(heading.say(language)), "", *(line for block in writer.blocks(found) for line in block.lines)]))
    return sections


def collapse_builtin(changes: Sequence[Change]) -> tuple[list[Change], list[Change]]:
    """(the built-in types that appear, all other changes). A first apply brings the whole catalogue: one line says so."""
    builtin = [change for change in changes if _is_builtin(change)]
    if len(builtin) < 2:
        return [], list(changes)
    return builtin, [change for change in changes if not _is_builtin(change)]


def _is_builtin(change: Change) -> bool:
    return isinstance(change, Create) and change.after.manager == BUILTIN_MANAGER


class Writer:
    """The lines of changes, many alike ones as a count and examples unless `full`."""

    def __init__(
        self,
        plan: Plan,
        origins: Mapping[str, Location],
        deciders: Deciders,
        language: str,
        style: Style,
        full: bool,  # noqa: FBT001
        commit_of: Callable[[str], str],
    ) -> None:
        self._origins = origins
        self._deciders = deciders
        self._foreseen = plan.foreseen
        self._causes = plan.causes if differ(plan.causes) else {}
        self._language = language
        self._style = style
        self._full = full
        self._commit_of = commit_of

    def blocks(self, changes: Sequence[Change]) -> list[Block]:
        if self._full:
            return [self.block(change) for change in changes]
        builtin, others = collapse_builtin(changes)
        found = [Block(builtin, [self._line("+", phrases.BUILTIN_TYPES.say(self._language, count=len(builtin)))])] if builtin else []
        detailed: list[tuple[Change, list[Detail]]] = []
        groups: dict[tuple[str, ...], list[int]] = {}
        crowds = self._crowds(others)
        for change in others:
            details = [] if self._crowd(change) in crowds else self._details(change)
            groups.setdefault(self._likeness(change, details, crowds), []).append(len(detailed))
            detailed.append((change, details))
        found += [self._collapsed([detailed[i] for i in members]) for members in groups.values() if len(members) > ALIKE]
        singles = sorted(i for members in groups.values() if len(members) <= ALIKE for i in members)
        return found + [self._block(*detailed[i]) for i in singles]

    def block(self, change: Change) -> Block:
        """One change in full."""
        return self._block(change, self._details(change))

    def head(self, change: Change) -> str:
        """Its first line, which names it."""
        mark = symbol(change)
        return self._line(mark, self._caused(change, visible(change.address)))

    def _details(self, change: Change) -> list[Detail]:
        seen = self._foreseen.get(change.address, NOTHING)
        return change_details(change, origins=self._origins, seen=seen, language=self._language, deciders=self._deciders, commit_of=self._commit_of)

    def _likeness(self, change: Change, details: list[Detail], crowds: frozenset[tuple[str, ...]]) -> tuple[str, ...]:
        """Two changes are alike when they do the same: of those that come or go the kind says enough, of an update every line counts."""
        if self._crowd(change) in crowds:
            return self._crowd(change)
        if isinstance(change, Update):
            return (*self._crowd(change), *(detail.gist for detail in details))
        return ("single", change.address)

    def _collapsed(self, blocks: Sequence[tuple[Change, list[Detail]]]) -> Block:
        change, details = blocks[0]
        names = few((other.address for other, _ in blocks), EXAMPLES, self._language)
        phrase = _ALIKE.get(kind_of(change.address), phrases.ALIKE_ACCOUNTS)
        head = self._line(symbol(change), self._caused(change, phrase.say(self._language, count=len(blocks), names=names)))
        lines = [head, *(self._line(symbol(change), f"  {detail.gist}") for detail in details if detail.gist)]
        return Block([other for other, _ in blocks], lines)

    def _block(self, change: Change, details: Sequence[Detail]) -> Block:
        mark = symbol(change)
        column = max([_PLACES, *(width(detail.text) + 2 for detail in details if detail.place)])
        lines = [f"{pad(detail.text, column)}{detail.place}" if detail.place else detail.text for detail in details]
        return Block([change], [self.head(change), *(self._line(mark, f"  {line}") for line in lines)])

    def _caused(self, change: Change, text: str) -> str:
        """The line, with what caused the change where that is not always the files."""
        cause = self._causes.get(change.address)
        return text if cause is None else f"{pad(text, max(_CAUSES, width(text) + 2))}{short(cause, self._language)}"

    def _line(self, mark: str, text: str) -> str:
        return self._style.change(mark, f"{mark} {text}")

    def _crowd(self, change: Change) -> tuple[str, ...]:
        """What is alike at first sight: changes of one cause that do the same to objects of one kind."""
        return symbol(change) + type(change).__name__, kind_of(change.address), self._causes.get(change.address, "")

    def _crowds(self, changes: Iterable[Change]) -> frozenset[tuple[str, ...]]:
        """Which kinds of coming, going and re-marking happen so often that no single one is shown; their details are never computed."""
        counts = Counter(self._crowd(change) for change in changes if not isinstance(change, Update))
        return frozenset(crowd for crowd, count in counts.items() if count > ALIKE)
