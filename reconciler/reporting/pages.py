"""The pages of the codes → Markdown: one page with all of them, or what a code host shows beside a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reconciler.linting import RULES
from reconciler.linting.adjustable import ADJUSTABLE
from reconciler.linting.rule import Option
from reconciler.model.message import Entry
from reconciler.reporting import messages, phrases
from reconciler.reporting.diagnostics import SEVERITIES
from reconciler.reporting.wording import outline

_MARKS: Final = re.compile(r"[\\*<>\[\]]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
"""What Markdown would read. An underscore inside a word is one."""

_RULES: Final = {rule.id: rule for rule in RULES}
_SETTABLE: Final = {rule.id: rule.severity for rule in RULES} | {row.id: row.severity for row in ADJUSTABLE}


def render_pages(*, language: str, examples: Mapping[str, str]) -> str:
    """Every code, in groups, under a table of contents. `examples` are the files that earn a code, as they are linked from the page."""
    return "\n\n".join(_lines(language, examples))


def _lines(language: str, examples: Mapping[str, str]) -> Iterator[str]:
    yield f"# {phrases.CODES_TITLE.say(language)}"
    yield f"<!-- {phrases.CODES_GENERATED.say(language, words=language)} -->"
    yield phrases.CODES_ABOUT.say(language)
    groups = messages.groups()
    for group in groups:
        codes = " · ".join(f"[{entry.code}](#{entry.code})" for entry in group.entries)
        yield f"**{group.title.say(language)}**: {codes}"
    for group in groups:
        yield f"## {group.title.say(language)}"
        if group.about is not None:
            yield group.about.say(language)
        for entry in group.entries:
            yield f"### {entry.code}"
            yield code_page(entry, language)
            if (example := examples.get(entry.code)) is not None:
                yield f"{phrases.CODE_EXAMPLE.say(language)}: [{example.rstrip('/').rpartition('/')[2]}]({example})"


def code_page(entry: Entry, language: str) -> str:
    """One code: severity, message, why it matters, what to do, and what a project can set about it."""
    text = entry.text(language)
    blocks = [f"**{SEVERITIES[entry.severity].say(language)}**: {escaped(outline(text.message, language))}"]
    blocks += [escaped(paragraph) for paragraph in text.page.split("\n\n") if paragraph]
    if text.hints:
        blocks.append("\n".join([f"{phrases.HINTS.say(language)}:", "", *(f"- {escaped(outline(hint, language))}" for hint in text.hints.values())]))
    blocks += settable(entry.code, language)
    return "\n\n".join(blocks)


def settable(code: str, language: str) -> list[str]:
    """What a project may say about it in `lint`, as paragraphs; none where it has no say."""
    if code not in _SETTABLE:
        return []
    severity = phrases.RULE_SEVERITY.say(language, code=code, severity=_SETTABLE[code].name.lower())
    options = _RULES[code].options if code in _RULES else ()
    if not options:
        return [severity]
    return [severity, f"{phrases.RULE_OPTIONS.say(language)}:", "\n".join(_option_line(option, language) for option in options)]


def _option_line(option: Option, language: str) -> str:
    default = str(option.default) if isinstance(option.default, int) else f"[{', '.join(option.default)}]"
    parts = [phrases.OPTION_DEFAULT.say(language, default=f"`{default}`")]
    if option.choices:
        parts.append(phrases.OPTION_CHOICES.say(language, choices=tuple(f"`{choice}`" for choice in option.choices)))
    return f"- `{option.name}` ({'; '.join(parts)})" + (f": {escaped(option.description)}" if language == "en" else "")


def escaped(text: str) -> str:
    """Plain text as Markdown shows it; what stands in backticks is code already."""
    pieces = text.split("`")
    # An odd number of backticks is no code: the last one stands for itself.
    closed = len(pieces) if len(pieces) % 2 else len(pieces) - 1
    return "`".join(piece if number % 2 and number < closed else _MARKS.sub(r"\\\g<0>", piece) for number, piece in enumerate(pieces))
