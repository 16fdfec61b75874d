"""The codes and their pages → text."""

from __future__ import annotations

import textwrap
from typing import Final

from reconciler.reporting import messages, phrases
from reconciler.reporting.diagnostics import SEVERITIES
from reconciler.reporting.layout import WIDTH, table
from reconciler.reporting.pages import settable
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import outline


def render_codes(*, language: str, style: Style = PLAIN) -> str:
    """Every code with its severity and message, in alphabetical order."""
    rows = [(entry.code, SEVERITIES[entry.severity].say(language), outline(entry.text(language).message, language)) for entry in messages.entries().values()]
    return "\n".join([*table(rows), "", style.faint(phrases.CODES_FOOTER.say(language))])


_HINT_INDENT: Final = "  "


def render_code_page(code: str, *, language: str, style: Style = PLAIN) -> str:
    """What one code means and how to mend it. Raises `KeyError` for a code that does not exist."""
    entry = messages.entries()[code]
    text = entry.text(language)
    head = f"{style.strong(entry.code)}: {SEVERITIES[entry.severity].say(language)}"
    blocks = [head, _wrapped(outline(text.message, language)), *(_wrapped(paragraph) for paragraph in text.page.split("\n\n"))]
    if text.hints:
        hints = (
            textwrap.fill(outline(hint, language), WIDTH, initial_indent="- ", subsequent_indent=_HINT_INDENT, break_on_hyphens=False)
            for hint in text.hints.values()
        )
        blocks.append("\n".join([f"{phrases.HINTS.say(language)}:", *hints]))
    blocks += ["\n".join(map(_wrapped, paragraph.splitlines())) for paragraph in settable(code, language)]
    return "\n\n".join(block for block in blocks if block)


def _wrapped(paragraph: str) -> str:
    return "\n".join(textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in paragraph.strip().splitlines())
