"""Texts to read: generated from a tree with every way of writing it, real ones, and real ones with damage. Each follows from one number."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from time import monotonic

ROOT = Path(__file__).parents[3]
NOT_SEEDS = {"not-utf-8", "too-many-aliases"}
"""Examples that are no text, or whose aliases another parser would write out."""

WORDS = [
    "a",
    "b",
    "имя",
    "true",
    "False",
    "null",
    "~",
    "yes",
    "no",
    "on",
    "0212345670",
    "+79161234567",
    "22:00",
    "2024-01-15",
    "1e3",
    "0x1F",
    "0o17",
    ".5",
    "-7",
    "1_000",
    "0b1",
    ".inf",
    "-.INF",
    ".nan",
    "9223372036854775808",
    "ООО",
    "«А»",
    "x#y",
    "x:y",
    "-x",
    "=",
    "👍",
    "é",
    "?x",
    "!x",
    "&x",
    "*x",
    "<<",
]
KEYS = ["a", "b", "c", "имя", "x-y", "k.l", "'1'", '"true"', "<", "x y", "ключ 2", "17", "true", "?k", "<<"]
TOKENS = [
    *(
        "a",
        "b",
        ": ",
        ":",
        "- ",
        "-",
        "? ",
        "?",
        "\n",
        "\n  ",
        " ",
        "  ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ",",
        "&a ",
        "*a ",
        "!t ",
        "!!str ",
        "| ",
        ">",
        "|\n",
        "'",
        '"',
    ),
    *(
        "# ",
        " #",
        "%",
        "\t",
        "---\n",
        "...\n",
        "--- ",
        "\n---",
        "1",
        "_",
        "0x",
        ".",
        "~",
        "<<",
        "<<: *a",
        "«",
        "\u00a0",
        "\u200b",
        "\ufeff",
        "\r",
        "\r\n",
        "\\",
    ),
    *(
        "@",
        "`",
        "=",
        "!",
        "&",
        "*",
        "null",
        "true",
        ".inf",
        "1e3",
        "\x07",
        "\x85",
        "\u2028",
        "é",
        "👍",
        "%YAML 1.2\n---\n",
        "''",
        '""',
        "\\n",
        "\\x41",
        "|-\n  ",
    ),
    *("  x\n\n  y", "0o7", "1_0", "{}", "[]", "+79160000001", "anna@teleset.example", "\ud800"),
]


@cache
def seeds() -> tuple[str, ...]:
    """The texts of the examples and of the cases of the tests."""
    paths = [*sorted((ROOT / "examples").rglob("*.yaml")), *sorted((ROOT / "tests" / "cases").rglob("*.yaml"))]
    return tuple(path.read_text(encoding="utf-8") for path in paths if path.stem not in NOT_SEEDS and path.stat().st_size < 20_000)


def generated(number: int) -> str:
    """One to three documents, in any mixture of styles."""
    chance = Random(number)
    writer = _Writer(chance)
    documents = [writer.document() for _ in range(chance.choice([1, 1, 1, 2, 3]))]
    text = chance.choice(["---\n", "--- # next\n", "...\n---\n", "# x\n\n---\n", "...\n%YAML 1.2\n---\n"]).join(documents)
    text = chance.choice(["", "", "", "---\n", "%YAML 1.2\n---\n", "# first\n", "\n\n"]) + text + chance.choice(["", "", "...\n", "# last", "\n\n"])
    return chance.choice(["", "", "", "\ufeff"]) + text.replace("\n", chance.choice(["\n", "\n", "\r\n", "\r"]))


def soup(number: int) -> str:
    """Tokens in a row."""
    chance = Random(number)
    return _encodable("".join(chance.choice(TOKENS) for _ in range(chance.randint(1, 16))))


def mutated(number: int) -> str:
    """A real text, or some lines of one, with one to four kinds of damage."""
    chance = Random(number)
    text = chance.choice(seeds())
    if chance.random() < 0.7:
        lines = text.split("\n")
        start = chance.randrange(len(lines))
        text = "\n".join(lines[start : start + chance.randint(1, 12)]) + "\n"
    for _ in range(chance.randint(1, 4)):
        text = _damaged(text, chance)
    return _encodable(text)


def _damaged(text: str, chance: Random) -> str:
    at = chance.randint(0, len(text))
    match chance.choice(["drop", "insert", "insert", "cut", "line", "indent", "replace", "end"]):
        case "drop":
            return text[:at] + text[at + 1 :]
        case "insert":
            return text[:at] + chance.choice(TOKENS) + text[at:]
        case "cut":
            return text[:at] + text[at + chance.randint(1, 20) :]
        case "replace":
            return text[:at] + chance.choice(TOKENS) + text[at + 1 :]
        case "end":
            return text[:at]
        case kind:
            lines = text.split("\n")
            line = chance.randrange(len(lines))
            if kind == "line":
                lines.insert(line, chance.choice(lines))
            else:
                lines[line] = " " * chance.randint(0, 6) + lines[line].lstrip()
            return "\n".join(lines)


def _encodable(text: str) -> str:
    return text.encode("utf-8", "ignore").decode("utf-8")


class _Writer:
    """Writes trees. Aliases only name anchors of the same document that stand above."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._anchors: list[str] = []

    def document(self) -> str:
        self._anchors = []
        kind = self._chance.random()
        if kind < 0.85:
            return self._block_mapping(0, 0).lstrip("\n") + "\n"
        return (self._flow(0, "", 0) if kind < 0.95 else self._block_sequence(0, 0).lstrip("\n")) + "\n"

    def _properties(self, *, mapping: bool = False) -> str:
        """An anchor, a tag, or usually neither."""
        draw = self._chance.random()
        if draw < 0.06:
            self._anchors.append(f"n{len(self._anchors)}" + self._chance.choice(["", "", "-x", "я"]))
            return f"&{self._anchors[-1]} "
        if draw < 0.08:
            return "!!map " if mapping else "!!str "
        return "!own " if draw > 0.995 else ""

    def _comment(self) -> str:
        return self._chance.choice(["", "", "", "", "", " ", "  # c", " # a: [b", "\t# c", " #"])

    def _block(self, depth: int, indent: int, *, in_sequence: bool = False) -> str:
        """What stands behind a colon or dash."""
        draw = self._chance.random()
        if depth < 4 and draw < 0.25:
            properties = self._properties(mapping=True)
            inner = self._block_mapping(depth + 1, indent + self._chance.choice([1, 2, 2, 2, 4]))
            return (" " + properties.rstrip() + self._comment() if properties else self._comment()) + inner
        if depth < 4 and draw < 0.4:
            return self._comment() + self._block_sequence(depth + 1, indent + self._chance.choice([2, 2, 1] if in_sequence else [0, 2, 2, 1]))
        if draw < 0.47:
            return " " + self._text_block(indent)
        if draw < 0.5 and self._anchors:
            return f" *{self._chance.choice(self._anchors)}{self._comment()}"
        if draw < 0.54:
            return self._comment()
        return " " + self._flow(depth, " " * indent, indent) + self._comment()

    def _block_mapping(self, depth: int, indent: int) -> str:
        pad = "\n" + " " * indent
        lines = []
        for key in self._keys():
            before = self._chance.choice(["", "", "", "", "", "\n", "\n# c", f"{pad}# c: [", "\n   "])
            if self._chance.random() < 0.03:
                lines.append(f"{before}{pad}? {key}{self._comment()}{pad}:{self._block(depth, indent)}")
            else:
                lines.append(f"{before}{pad}{key}{self._chance.choice(['', '', '', ' '])}:{self._block(depth, indent)}")
        return "".join(lines)

    def _block_sequence(self, depth: int, indent: int) -> str:
        pad = "\n" + " " * indent
        items = []
        for _ in range(self._chance.randint(1, 3)):
            if depth < 4 and self._chance.random() < 0.25:  # a mapping that begins on the line of its dash
                items.append(f"{pad}- {self._block_mapping(depth + 1, indent + 2).lstrip()}")
            else:
                items.append(f"{pad}-{self._block(depth, indent, in_sequence=True)}")
        return "".join(items)

    def _text_block(self, indent: int) -> str:
        chance = self._chance
        inner = chance.randint(1, 4)
        explicit = chance.random() < 0.2
        lines = [chance.choice(["x", "x: y", "# no comment", "- x", "«x»", "", "  more", "\tx", "x ", "'", "&a *a !t"]) for _ in range(chance.randint(0, 4))]
        if not explicit and lines and lines[0].startswith((" ", "\t")):
            lines[0] = "x"
        header = chance.choice("|>") + chance.choice(["", "", "-", "+"]) + (str(inner) if explicit else "") + self._comment()
        return header + "".join("\n" + (" " * (indent + inner) + line if line else "") for line in lines)

    def _keys(self) -> list[str]:
        chosen = self._chance.sample(KEYS, self._chance.randint(1, 4))
        if self._chance.random() < 0.03:
            chosen.append(chosen[0])
        return chosen

    def _flow(self, depth: int, pad: str, indent: int) -> str:
        """A value in one line, or in several of which each but the first is indented."""
        chance = self._chance
        draw = chance.random()
        properties = self._properties(mapping=draw < 0.3)
        gap = chance.choice(["", "", " ", f"\n{pad}  ", f" # c\n{pad}   "])
        if depth < 4 and draw < 0.3:
            entries = [
                f"{key}{chance.choice([':', ': ', ': '])}{self._flow(depth + 1, pad, indent)}" if chance.random() < 0.95 else key for key in self._keys()
            ]
            entries = [entry if ": " in entry or ":" not in entry else entry.replace(":", ": ", 1) for entry in entries]
            return properties.replace("!!str", "!!map") + "{" + gap + f",{gap or ' '}".join(entries) + chance.choice(["", "", "", ","]) + gap + "}"
        if depth < 4 and draw < 0.5:
            items = [self._flow(depth + 1, pad, indent) for _ in range(chance.randint(0, 3))]
            return properties.replace("!!str", "!!seq") + "[" + gap + f",{gap or ' '}".join(items) + gap + "]"
        if draw < 0.54 and self._anchors and not properties:
            return f"*{chance.choice(self._anchors)} "
        return properties + self._scalar(pad)

    def _scalar(self, pad: str) -> str:
        chance = self._chance
        match chance.choice(["plain", "plain", "plain", "single", "double", "long"]):
            case "plain":
                return chance.choice(WORDS)
            case "single":
                return "'" + chance.choice([*WORDS, "", " ", "it''s", "a: b", "# x", "- x", "[x", f"x\n\n{pad}  y"]) + "'"
            case "double":
                return (
                    '"'
                    + chance.choice([*WORDS, "", "\\n", '\\"', "\\x41", "\\u0416", "\\/", "a: b", " # x", "\\\\", f"x \\\n{pad}  y", f"x\n{pad}  y", "\\t"])
                    + '"'
                )
            case _:
                return chance.choice(["x y", "x\ty", f"x\n{pad}  y", f"x\n\n{pad}  y z", "http://x.example/?a=b&c", "12 34", "a -b", "a:b"])


def smallest(text: str, fails: Callable[[str], bool], *, seconds: float = 10.0) -> str:
    """A shorter text that fails as well: parts are left out as long as it does."""
    end = monotonic() + seconds
    size = max(len(text) // 2, 1)
    while size and monotonic() < end:
        at = 0
        while at < len(text) and monotonic() < end:
            shorter = text[:at] + text[at + size :]
            if fails(shorter):
                text = shorter
            else:
                at += size
        size //= 2
    return text
