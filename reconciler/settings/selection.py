"""Which types a recipient can choose from, and what `all` and the selectors cover there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from reconciler.model.settings import NotificationType
from reconciler.settings.choice import CORE, NONE, Choice, Value, is_selector


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong with one item of a choice: a diagnostic without its place."""

    code: str
    item: str
    hint: str = ""
    suggestion: str = ""
    other: str = ""


class Selection:
    """The selectable types of one audience."""

    def __init__(self, types: Mapping[str, NotificationType], audience: str) -> None:
        self.audience = audience
        self._types = types
        covered = [type_ for type_ in types.values() if type_.selectable and audience in type_.audience]
        self.selectable: frozenset[str] = frozenset(type_.id for type_ in covered)
        self.mandatory: frozenset[str] = frozenset(type_.id for type_ in covered if type_.mandatory)
        selectors: dict[str, set[str]] = {}
        for type_ in covered:
            if type_.core:
                selectors.setdefault(CORE, set()).add(type_.id)
            selectors.setdefault(f"category:{type_.category}", set()).add(type_.id)
            selectors.setdefault(f"surface:{type_.surface}", set()).add(type_.id)
        self._selectors: dict[str, tuple[str, ...]] = {name: tuple(sorted(ids)) for name, ids in selectors.items()}

    def expand(self, choice: Choice) -> dict[str, Value]:
        """What a choice says of each type it speaks of: `all` < selector < id. Items that are mistakes say nothing."""
        return self.named(choice, every=choice.every)

    def named(self, choice: Choice, *, every: Value | None) -> dict[str, Value]:
        """The same with another word for `all`."""
        said: dict[str, Value] = {} if every is None else dict.fromkeys(self.selectable, every)
        named: dict[str, Value] = {}
        for item, value in choice.items.items():
            if item in self.selectable:
                named[item] = value
            elif item in self._selectors:
                said.update(dict.fromkeys(self._selectors[item], value))
        said.update(named)
        return said

    def mistakes(self, choice: Choice) -> Iterator[Mistake]:
        """What is wrong with the items of a choice."""
        decided: dict[str, tuple[str, Value]] = {}
        for item, value in choice.items.items():
            if item in self.selectable:
                if value is False and item in self.mandatory:
                    yield Mistake("mandatory-type", item)
            elif is_selector(item):
                yield from self._selector_mistakes(item, value, choice, decided)
            else:
                yield self.id_mistake(item)

    def _selector_mistakes(self, item: str, value: Value, choice: Choice, decided: dict[str, tuple[str, Value]]) -> Iterator[Mistake]:
        covered = self._selectors.get(item)
        if covered is None:
            similar = get_close_matches(item, self._selectors, n=1, cutoff=0.6)
            yield Mistake("selector-matches-nothing", item, "similar" if similar else "", similar[0] if similar else "")
            return
        for type_ in covered:
            if type_ in choice.items:
                continue
            other, theirs = decided.setdefault(type_, (item, value))
            if _disagree(theirs, value):
                yield Mistake("ambiguous-selector", item, suggestion=type_, other=other)
                return

    def id_mistake(self, item: str) -> Mistake:
        """What is wrong with an id that cannot be selected."""
        type_ = self._types.get(item)
        if type_ is not None:
            return Mistake("audience-mismatch" if type_.selectable else "system-type", item)
        if item == NONE:
            return Mistake("unknown-type", item, NONE)
        titled = by_title(item, self._types)
        if titled is not None:
            return Mistake("unknown-type", item, "title", titled)
        similar = get_close_matches(item.lower().replace("_", "-"), sorted(self.selectable), n=1, cutoff=0.6)
        return Mistake("unknown-type", item, "similar" if similar else "", similar[0] if similar else "")


def _disagree(one: Value, other: Value) -> bool:
    """Channels are a set: their order means nothing."""
    return set(one) != set(other) if isinstance(one, tuple) and isinstance(other, tuple) else one != other


def by_title(text: str, types: Mapping[str, NotificationType]) -> str | None:
    """The id of the type that has `text` for a title: case, ё and the kind of spaces make no difference."""
    wanted = _folded(text)
    return next((type_.id for type_ in types.values() if wanted in {_folded(title) for title in type_.title.values()}), None)


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())
