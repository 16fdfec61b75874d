"""Text → the same text in canonical order and style. What it means, its comments and their places stay; where that is not certain, it is left alone.

The style: two spaces for each level, also for the items of a list; one space behind a colon, a comma and a dash; double quotes where quotes stand; one blank line
where there were several. Flow collections, line breaks in them, long lines, quotes or their absence, and block scalars stay as they are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from reconciler.canonical import canonical
from reconciler.documents.arrange import KeysOf, arrange
from reconciler.documents.grow import Grower
from reconciler.documents.parse import Parsed, parse
from reconciler.documents.render import Renderer
from reconciler.documents.scanning import UnformattableText
from reconciler.model.limits import Limits

__all__ = ["UnformattableText", "formatted"]


def formatted(text: str, parsed: list[Parsed], limits: Limits, keys_of: KeysOf) -> str:
    """The canonical form of `text` (line breaks `\\n`, no byte order mark), which was read as `parsed` and has nothing wrong with it.

    Raises `UnformattableText` where the result would not be certain to say the same, to hold the same comments, and to be canonical itself.
    """
    once = _Formatted.of(text, keys_of)
    if once.text == text:
        return text
    if _data(parse(once.text, limits)) != _data(parsed):
        raise UnformattableText("data")
    twice = _Formatted.of(once.text, keys_of)
    if twice.comments != once.comments:
        raise UnformattableText("comments")
    if twice.text != once.text:
        raise UnformattableText("unstable")
    return once.text


@dataclass(frozen=True, slots=True)
class _Formatted:
    """`comments` are those that were there before."""

    text: str
    comments: Counter[str]

    @classmethod
    def of(cls, text: str, keys_of: KeysOf) -> _Formatted:
        grower = Grower(text)
        renderer = Renderer(grower.columns)
        for tree in grower.trees():
            arrange(tree, keys_of)
            renderer.document(tree)
        renderer.own(grower.lines, 0)
        return cls(renderer.text(), Counter(grower.comments))


def _data(parsed: list[Parsed]) -> list[bytes]:
    return [canonical([one.data, len(one.findings)]) for one in parsed]
