"""The HTML part of a mail → HTML that loads nothing, runs nothing and leads nowhere, and otherwise looks the same."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Final

from reconciler.reporting.wording import visible

_TAGS: Final = frozenset(
    {"a", "abbr", "address", "article", "b", "big", "blockquote", "br", "caption", "center", "code", "col", "colgroup", "dd", "del", "div", "dl"}
    | {"dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "ins", "kbd", "li", "main"}
    | {"mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot"}
    | {"th", "thead", "time", "tr", "tt", "u", "ul"}
)
_VOID: Final = frozenset({"br", "hr", "col"})
_ATTRIBUTES: Final = frozenset(
    {"align", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color", "colspan", "dir", "face", "height", "lang", "nowrap", "role"}
    | {"rowspan", "size", "style", "title", "valign", "width"}
)
_DROPPED: Final = frozenset({"script", "title", "template", "noscript", "textarea", "select", "object", "svg", "math", "iframe", "audio", "video"})
"""Tags that go with all that is in them."""

_LOADS: Final = re.compile(r"url\s*\(|@import|expression\s*\(|image-set|src\s*\(|\\|<", re.IGNORECASE)
"""What in a style could fetch something, or hide that it does."""

_HEAD: Final = (
    '<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">'
    '<meta name="color-scheme" content="light"><style>body{margin:12px;overflow-wrap:break-word}</style>'
)


def harmless(source: str, *, picture: str) -> str:
    """A document for a sandboxed frame. `picture` stands where pictures were. Never raises."""
    reader = _Reader(picture)
    try:
        reader.feed(source)
        reader.close()
    except (AssertionError, ValueError):
        return f"{_HEAD}<pre>{html.escape(printable(source))}</pre>"
    return _HEAD + reader.result()


def printable(text: str) -> str:
    """Every character visible, or a space or a line's end."""
    return "\n".join(visible(line) for line in text.expandtabs(4).split("\n"))


class _Reader(HTMLParser):
    def __init__(self, picture: str) -> None:
        super().__init__(convert_charrefs=True)
        self._picture = picture
        self._pieces: list[str] = []
        self._open: list[str] = []
        self._dropping = ""
        self._in_style = False

    def result(self) -> str:
        return "".join([*self._pieces, *(f"</{tag}>" for tag in reversed(self._open))])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropping:
            return
        if tag in _DROPPED:
            self._dropping = tag
        elif tag == "style":
            self._in_style = True
        elif tag == "img":
            alternative = dict(attrs).get("alt") or self._picture
            self._pieces.append(f'<span style="border:1px dashed #888;padding:1px 4px;font-size:small">{html.escape(printable(alternative))}</span>')
        elif tag == "body":
            self._pieces.append(f"<div{_attributes(attrs)}>")
            self._open.append("div")
        elif tag in _TAGS:
            self._pieces.append(f"<{tag}{_attributes(attrs)}>")
            if tag not in _VOID:
                self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _DROPPED:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._dropping:
            self._dropping = "" if tag == self._dropping else self._dropping
        elif tag == "style":
            self._in_style = False
        elif tag in self._open and tag not in _VOID:
            # What was opened inside and never closed ends here too.
            while (closed := self._open.pop()) != tag:
                self._pieces.append(f"</{closed}>")
            self._pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._dropping:
            return
        if self._in_style:
            if not _LOADS.search(data):
                self._pieces.append(f"<style>{printable(data)}</style>")
            return
        self._pieces.append(html.escape(printable(data)))


def _attributes(attrs: list[tuple[str, str | None]]) -> str:
    kept = {name: value or "" for name, value in attrs if name in _ATTRIBUTES and not (name == "style" and _LOADS.search(value or ""))}
    if target := dict(attrs).get("href"):
        kept.setdefault("title", target)
        kept["style"] = f"text-decoration:underline;color:#0a5a9c;{kept.get('style', '')}"
    return "".join(f' {name}="{html.escape(printable(value))}"' for name, value in kept.items())
