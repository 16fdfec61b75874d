"""Where a plan would write, and from what: the lines every plan, prompt and report begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from reconciler.model.errors import ReconcilerError
from reconciler.model.ledger import HistoryEntry
from reconciler.model.pause import Pause
from reconciler.model.plan import Target
from reconciler.model.standing import UNCHECKED, Age, Standing
from reconciler.reporting import phrases
from reconciler.reporting.layout import few, labelled, moment
from reconciler.reporting.wording import Phrase, visible

_DOUBTS: Final[Mapping[Age, Phrase]] = {
    Age.OLDER: phrases.CHECKOUT_OLDER,
    Age.UNKNOWN: phrases.CHECKOUT_UNKNOWN,
    Age.SHALLOW: phrases.CHECKOUT_SHALLOW,
    Age.DIVERGED: phrases.CHECKOUT_DIVERGED,
}
"""What a reader must know about the commit that was applied last."""

_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class BaseInfo:
    """The revision a plan is compared with: `ref` as it was named, its commit `tip`, and `commit`, where the branch left it. `moved_on`: it has changed the project since then."""

    ref: str
    tip: str
    commit: str
    moved_on: bool = False

    def text(self, language: str) -> str:
        phrase = phrases.COMPARED_WITH if self.tip == self.commit else phrases.COMPARED_MOVED_ON if self.moved_on else phrases.COMPARED_WHERE_LEFT
        return phrase.say(language, ref=self.ref, commit=self.commit, tip=self.tip)


@dataclass(frozen=True, slots=True)
class FilesInfo:
    """What was read: how many files, at which commit ("" outside a repository), and whether some differ from it. `applied` is the commit applied before,
    `standing` how the files stand to that, `last` that apply where there is something to change. `base` is what they are compared with, and `commits` are those in which
    what is deleted was declared, by address, unless it was the one applied before. `pauses` are those in force, `left_out` the organizations they keep out of a plan. `bound` is
    what apply refuses with where the manager is bound to another place or environment; `key_lost`: so is the installation key.
    """

    count: int
    commit: str = ""
    dirty: bool = False
    applied: str = ""
    standing: Standing = UNCHECKED
    last: HistoryEntry | None = None
    base: BaseInfo | None = None
    commits: Mapping[str, str] = field(default_factory=dict)
    pauses: tuple[Pause, ...] = ()
    left_out: tuple[str, ...] = ()
    bound: ReconcilerError | None = None
    key_lost: bool = False

    def text(self, language: str) -> str:
        said = self._read(language)
        if self.base is not None:
            return f"{said}, {self.base.text(language)}"
        if self.last is None or self.standing.age in _DOUBTS:
            return said
        number, started = self.last.number, moment(self.last.started)
        applied = phrases.APPLIED_BEFORE_AT if self.applied else phrases.APPLIED_BEFORE
        return f"{said}; {applied.say(language, commit=self.applied, number=number, started=started)}"

    def _read(self, language: str) -> str:
        if not self.commit:
            return str(self.count)
        return (phrases.FILES_DIRTY if self.dirty else phrases.FILES_AT).say(language, count=self.count, commit=self.commit)

    def commit_of(self, address: str) -> str:
        """The commit in which what is deleted was declared."""
        return self.commits.get(address, self.applied)

    def warnings(self, language: str) -> list[tuple[Phrase, str]]:
        """What keeps `apply` from writing some of the plan, or all: pauses, a lost key, another binding, and a checkout that may be older than what was applied."""
        rows = [(phrases.PAUSED, pause_text(pause, language)) for pause in self.pauses]
        if tied := sorted({*self.left_out} - {pause.organization for pause in self.pauses}):
            rows.append((phrases.TIED, phrases.TIED_TO_PAUSED.say(language, names=few(tied, _NAMED, language))))
        if self.key_lost:
            rows.append((phrases.KEY, phrases.KEY_LOST.say(language)))
        if self.bound is not None:
            phrase = phrases.BOUND_ENVIRONMENT if self.bound.code == "other-environment" else phrases.BOUND_SOURCE
            rows.append((phrases.BOUND, phrase.say(language, **self.bound.arguments)))
        if (doubt := _DOUBTS.get(self.standing.age)) is not None:
            standing = self.standing
            rows.append((phrases.LAST_APPLIED, doubt.say(language, commit=self.applied, number=standing.number, when=moment(standing.when))))
        return rows

    def suffix(self, language: str) -> str:
        """The same behind the name of a plan: `, at 9c41d7e`."""
        at = (phrases.SUFFIX_DIRTY if self.dirty else phrases.SUFFIX_AT).say(language, commit=self.commit) if self.commit else ""
        return f"{at}, {self.base.text(language)}" if self.base is not None else at


def pause_text(pause: Pause, language: str) -> str:
    """`teleset, by ivanova@host since 2026-11-22 18:40 UTC until …: the bus is down (left out)`"""
    what = pause.organization or phrases.ALL_OF_IT.say(language)
    until = phrases.UNTIL.say(language, until=moment(pause.until)) if pause.until else ""
    phrase = phrases.PAUSE_OF_ONE if pause.organization else phrases.PAUSE_OF_ALL
    return phrase.say(language, what=what, actor=pause.actor, since=moment(pause.since), until=until, reason=pause.reason)


def render_header(target: Target, files: FilesInfo | None, *, plan: str = "", language: str) -> str:
    """Environment (where there is one), backend, manager, files, and what is said of a saved `plan`, aligned."""
    return "\n".join(labelled([(label, visible(value)) for label, value in header_rows(target, files, plan=plan, language=language)]))


def header_rows(target: Target, files: FilesInfo | None, *, plan: str = "", language: str) -> list[tuple[str, str]]:
    """The same as (label, value)."""
    rows = [(phrases.ENVIRONMENT, target.environment)] if target.environment else []
    rows += [(phrases.BACKEND, target.backend or phrases.NOT_ASKED.say(language)), (phrases.MANAGER, target.manager)]
    if files is not None:
        rows.append((phrases.FILES, files.text(language)))
        rows += files.warnings(language)
    if plan:
        rows.append((phrases.PLAN_FILE, plan))
    return [(phrase.say(language), value) for phrase, value in rows]
