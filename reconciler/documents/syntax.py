"""Why a text cannot be read, and where, in our own words: the parsers' messages quote the source, which may hold addresses and secrets."""

from __future__ import annotations

import re

from reconciler.documents import characters
from reconciler.documents.finding import Finding, RefusedText, Spot

_POSITION = re.compile(r"at line ([0-9]+), column ([0-9]+)")
_LEADING_TAB = re.compile(r"[ \-?]*\t[ \t]*\S")
_DASH = re.compile(r"-[^\s-]")
_CONFLICT = re.compile(r"(?:<{7}|\|{7}|>{7}) \S|={7}$")
_CONTENT = re.compile(r"^(?:---[ \t]+)?[ \t]*(?!---)[^\s#%]", re.MULTILINE)

# Beginnings and parts of what the two parsers say, and the hint of `syntax-error` each earns.
_HINTS = (
    ("escape", "escape"),
    ("surrogate", "escape"),
    ("hexadecimal", "escape"),
    ("hexdecimal", "escape"),
    ("block scalar", "character"),
    ("unclosed quote", "quote"),
    ("quoted scalar", "quote"),
    ("unclosed bracket", "bracket"),
    ("',' or ']'", "bracket"),
    ("',' or '}'", "bracket"),
    ("mapping values are not allowed", "colon"),
    ("unexpected character", "character"),
    ("cannot start any token", "character"),
    ("<document start>", ""),
    ("did not find expected", "indentation"),
    ("simple key", "key"),
)


def explain(text: str, message: str, refused: RefusedText | None, depth: int) -> Finding:
    """The finding for what yaml-rs said of `text`; the C parser's view helps where yaml-rs gives no position."""
    found = _POSITION.search(message)
    elsewhere = refused.spot if refused else content_start(text)
    spot = Spot(int(found[1]) - 1, int(found[2]) - 1, 1) if found else elsewhere
    problem = message.rsplit("\n", 1)[-1]
    if refused and (("quote" in problem and "quoted scalar" in refused.problem) or ("simple key" in problem and "simple key" in refused.problem)):
        spot = refused.spot._replace(length=1)
    if "unknown anchor" in problem:
        return Finding("unknown-alias", spot)
    if "recursion limit" in problem:
        return Finding("too-deep", spot, {"limit": depth})
    return _explain(text.split("\n"), spot, problem)


def has_position(message: str) -> bool:
    """Whether yaml-rs says where: then it is the text that it cannot read, and not what it would have to make of it."""
    return _POSITION.search(message) is not None


def explain_refusal(text: str, refused: RefusedText) -> Finding:
    """The finding for a text that only yaml-rs reads, where that is not enough."""
    return _explain(text.split("\n"), refused.spot._replace(length=1), refused.problem)


def content_start(text: str) -> Spot:
    """Where the content of a document begins, after `---` and comments."""
    found = _CONTENT.search(text)
    if found is None:
        return Spot(0, 0)
    position = found.end() - 1
    return Spot(text.count("\n", 0, position), position - text.rfind("\n", 0, position) - 1)


def _explain(lines: list[str], spot: Spot, problem: str) -> Finding:
    if (conflict := next((number for number, line in enumerate(lines) if _CONFLICT.match(line)), None)) is not None:
        return Finding("syntax-error", Spot(conflict, 0, 7), hint="conflict")
    if found := characters.as_syntax(lines, spot.line):
        return found
    if tab := _tab(lines, spot, problem):
        return tab
    hint = next((hint for part, hint in _HINTS if part in problem), "")
    if spot.line >= len(lines):  # behind the end: the last line that says something is the one to look at
        number = max((number for number, line in enumerate(lines) if line.strip()), default=0)
        spot = Spot(number, len(lines[number]) - len(lines[number].lstrip()), 1)
    line = lines[spot.line]
    if hint == "escape" and (backslash := line.rfind("\\", 0, spot.column + 1)) >= 0:
        spot = spot._replace(column=backslash)
    if hint == "key" and _DASH.match(line, spot.column):
        hint = "dash"
    return Finding("syntax-error", spot, hint=hint)


def _tab(lines: list[str], spot: Spot, problem: str) -> Finding | None:
    """The tab that explains the error: at the start of this line or (where a value was thought to go on) of the next, or after a colon."""
    for number in (spot.line, spot.line + 1):
        if number < len(lines) and (found := _LEADING_TAB.match(lines[number])):
            column = found.group().index("\t")
            return Finding("tab-indentation", Spot(number, column, 1), hint="separator" if found.group()[:column].strip() else "")
    line = lines[spot.line] if spot.line < len(lines) else ""
    if "\t" in line and not line.strip():
        return Finding("tab-indentation", Spot(spot.line, line.index("\t"), 1), hint="blank")
    if "tab" in problem or "valid YAML whitespace" in problem:
        column = line.find("\t", max(spot.column - 1, 0))
        if column >= 0:
            return Finding("tab-indentation", Spot(spot.line, column, 1), hint="separator")
    return None
