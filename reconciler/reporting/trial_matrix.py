"""The matrix of a test run as text: a row for each contact, a column for each scenario, in as many blocks as the terminal is wide for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from reconciler.model.personal import Personal
from reconciler.model.policy import INAPP
from reconciler.model.trial import Judged, Tried, Verdict
from reconciler.reporting import phrases_trial as phrases
from reconciler.reporting.layout import pad, width
from reconciler.reporting.style import Style
from reconciler.reporting.trial_notes import Notes, shade
from reconciler.reporting.trial_words import FINE, WORDS, worst_first
from reconciler.reporting.wording import Phrase, visible

_ROWS: Final = 40
"""Up to so many contacts of an organization, each has its row. With more, those where all is as expected are counted, and so are those where nothing failed, beyond this number."""

_GAP: Final = 2
_ADDRESS: Final = 40
"""Columns that an address may take; the mask of a long one is cut."""


@dataclass(slots=True)
class Row:
    """A contact, and its cells by the number of their column."""

    recipient: str
    contact: str
    address: Personal | None
    cells: dict[int, list[Judged]] = field(default_factory=dict)

    @property
    def verdicts(self) -> set[Verdict]:
        return {cell.verdict for cells in self.cells.values() for cell in cells}

    @property
    def bad(self) -> bool:
        return any(verdict.bad for verdict in self.verdicts)

    @property
    def fine(self) -> bool:
        return self.verdicts <= FINE

    @property
    def idle(self) -> bool:
        """Whether nothing came, and nothing was to come, in any scenario."""
        return self.verdicts <= {Verdict.SILENT}

    @property
    def untried(self) -> bool:
        """Whether all that was to come was left out of the run."""
        return not self.idle and all(cell.verdict is Verdict.SILENT or cell.code == "not-tried" for cells in self.cells.values() for cell in cells)


def rows_of(columns: Sequence[Tried]) -> list[Row]:
    """The contacts that any of these scenarios is about, sorted, the organization's own last."""
    rows: dict[tuple[str, str, str], Row] = {}
    for number, tried in enumerate(columns):
        for cell in tried.cells:
            key = (cell.recipient, cell.contact, cell.channel if not cell.contact else "")
            row = rows.setdefault(key, Row(cell.recipient, cell.contact or cell.channel, cell.address))
            row.address = row.address or cell.address
            row.cells.setdefault(number, []).append(cell)
    return [row for _, row in sorted(rows.items(), key=lambda item: ("/" not in item[0][0], item[0]))]


def own_name(recipient: str, organization: str) -> str:
    """`ivanova` of `teleset/ivanova` in the block of teleset; whoever belongs elsewhere is named in full."""
    return recipient.removeprefix(f"{organization}/") if recipient != organization else recipient


class Matrix:
    """One organization's. `columns` is how wide a terminal is."""

    def __init__(self, organization: str, scenarios: Sequence[Tried], notes: Notes, *, language: str, style: Style, columns: int, full: bool) -> None:
        self._organization = organization
        self._scenarios = scenarios
        self._notes = notes
        self._language = language
        self._style = style
        self._columns = columns
        rows = rows_of(scenarios)
        self._shown, self._idle, self._untried, self._fine, self._doubtful, self._full = rows, 0, 0, 0, 0, full
        if not full and not all(row.idle for row in rows):
            self._shown = [row for row in rows if not row.idle and not row.untried] or [row for row in rows if not row.idle]
            self._idle = sum(row.idle for row in rows)
            self._untried = len(rows) - self._idle - len(self._shown)
        if len(self._shown) > _ROWS and not full:
            self._collapse(self._shown)

    def _collapse(self, rows: Sequence[Row]) -> None:
        bad, doubtful = [row for row in rows if row.bad], [row for row in rows if not row.bad and not row.fine]
        kept = {id(row) for row in [*bad, *doubtful[: max(_ROWS - len(bad), 0)]]}
        self._shown = [row for row in rows if id(row) in kept]
        self._fine = sum(row.fine for row in rows)
        self._doubtful = len(rows) - len(self._shown) - self._fine

    def lines(self) -> list[str]:
        """The blocks, an empty line between them, and what was not shown."""
        heads = [(own_name(row.recipient, self._organization) or self._say(phrases.SOMEBODY), row.contact, _address(row)) for row in self._shown]
        heads = [(visible(who), visible(contact) or self._say(phrases.NO_CONTACT), address) for who, contact, address in heads]
        title = (visible(self._organization), self._say(phrases.CONTACT), "")
        widths = [max(width(text) for text in column) for column in zip(title, *heads, strict=True)]
        left = sum(widths) + _GAP * len(widths)
        cells = [[self._cell(row, number) for number in range(len(self._scenarios))] for row in self._shown]
        names = [visible(tried.scenario.id) for tried in self._scenarios]
        wide = [max([width(name), *(width(line[number][0]) for line in cells)]) for number, name in enumerate(names)]
        lines: list[str] = []
        for block in _blocks(wide, self._told(), self._columns - left):
            lines += [""] * bool(lines)
            lines.append(self._style.strong(self._line(title, widths, [(names[n], None) for n in block], [wide[n] for n in block])))
            concerned = [(head, [line[n] for n in block]) for head, line in zip(heads, cells, strict=True) if any(self._tells(line[n]) for n in block)]
            lines += [self._line(head, widths, told, [wide[n] for n in block]) for head, told in concerned]
        return [*lines, *self._left_out()]

    def _tells(self, cell: tuple[str, Verdict | None]) -> bool:
        """Whether a cell is worth its row in a block: silence everywhere says nothing, unless all of it is."""
        return bool(cell[0]) and (self._full or cell[1] is not Verdict.SILENT or all(row.idle for row in self._shown))

    def _told(self) -> list[int]:
        """The columns there are to show: where contacts are left out, none of those that tell nothing of the others either."""
        everything = list(range(len(self._scenarios)))
        if not self._fine + self._doubtful:
            return everything
        return [n for n in everything if any(cell.verdict not in FINE for row in self._shown for cell in row.cells.get(n, ()))]

    def _say(self, phrase: Phrase, **arguments: int) -> str:
        return phrase.say(self._language, **arguments)

    def _cell(self, row: Row, number: int) -> tuple[str, Verdict | None]:
        """Its words, and the worst verdict in it; nothing where a scenario does not know the contact."""
        found = worst_first(row.cells.get(number, ()))
        words: list[str] = []
        for cell in found:
            note = self._notes.number(cell)
            word = "." if cell.verdict is Verdict.SILENT else WORDS[cell.verdict].say(self._language)
            words.append(f"{word} ({note})" if note else word)
        return ", ".join(dict.fromkeys(words)), found[0].verdict if found else None

    def _line(self, head: Sequence[str], widths: Sequence[int], cells: Sequence[tuple[str, Verdict | None]], wide: Sequence[int]) -> str:
        gap = " " * _GAP
        pieces = [pad(text, columns) for text, columns in zip(head, widths, strict=True)]
        last = len(cells) - 1
        for number, ((text, verdict), columns) in enumerate(zip(cells, wide, strict=True)):
            coloured = shade(verdict, text, self._style) if verdict is not None else text
            pieces.append(coloured + " " * (0 if number == last else columns - width(text)))
        return gap.join(pieces).rstrip()

    def _left_out(self) -> list[str]:
        """How many contacts and scenarios are not among the rows and columns, and that nothing is wrong with them."""
        lines = [] if self._shown else [self._style.strong(visible(self._organization))]
        if self._idle:
            lines.append(self._say(phrases.MORE_IDLE, count=self._idle))
        if self._untried:
            lines.append(self._say(phrases.MORE_UNTRIED, count=self._untried))
        if self._fine:
            lines.append(self._say(phrases.MORE_FINE, count=self._fine))
        if self._doubtful:
            lines.append(self._say(phrases.MORE_DOUBTFUL, count=self._doubtful))
        if self._shown and (more := len(self._scenarios) - len(self._told())) > 0:
            lines.append(self._say(phrases.MORE_SCENARIOS, count=more))
        return lines


def _address(row: Row) -> str:
    """As its mask; that of the cabinet is the recipient again, and says nothing more."""
    if row.contact == INAPP:
        return ""
    text = visible(str(row.address or ""))
    return text if width(text) <= _ADDRESS else text[: _ADDRESS - 1] + "…"


def _blocks(wide: Sequence[int], told: Sequence[int], room: int) -> list[list[int]]:
    """The columns of each block: as many as there is room for, and at least one."""
    blocks: list[list[int]] = []
    used = 0
    for number in told:
        columns = wide[number]
        if blocks and used + _GAP + columns <= room:
            blocks[-1].append(number)
            used += _GAP + columns
        else:
            blocks.append([number])
            used = columns
    return blocks
