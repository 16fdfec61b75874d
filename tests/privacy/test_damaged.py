"""Files with mistakes, and personal values and secrets everywhere: no report of them shows one, whatever the mistake, the form or the language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml

from reconciler.engine.validate import Stdin, validate
from reconciler.model.values import Pointer
from tests.fuzz.target import reports
from tests.privacy.canaries import CANARIES, ORGANIZATION, first_shown
from tests.unit.schema.documents import Data
from tests.unit.schema.test_valid import FULL, PROJECT, TYPE

T = TypeVar("T")

ACCOUNTS: Data = {"version": 1, "kind": "Accounts", "organization": "teleset", "accounts": FULL["accounts"]}
DOCUMENTS = {"Organization": FULL, "Accounts": ACCOUNTS, "NotificationType": TYPE, "Project": PROJECT}


def judged(text: str | bytes, directory: Path, name: str = "organizations/x.yaml") -> tuple[int, str]:
    """How many findings there are, and what they show that they should not."""
    content = text if isinstance(text, bytes) else text.encode()
    validated = validate((), directory=directory, base=directory, stdin=Stdin(name, lambda limit: content[:limit]))
    return len(validated.diagnostics), first_shown(reports(validated))


def pointers(value: Any, pointer: Pointer = ()) -> Iterator[Pointer]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*pointer, key)
        yield from pointers(item, (*pointer, key))


def changed(value: Any, pointer: Pointer, canary: Any, how: str) -> Any:
    """A copy with the canary in the place of a value, of its key, or of a further key beside it."""
    if not pointer:
        return canary
    step, rest = pointer[0], pointer[1:]
    if isinstance(value, list):
        return [changed(item, rest, canary, how) if index == step else item for index, item in enumerate(value)]
    if rest or how == "value":
        return {key: changed(item, rest, canary, how) if key == step else item for key, item in value.items()}
    if how == "key":
        return {canary if key == step else key: item for key, item in value.items()}
    return {**value, canary: value[step]}


def misplaced(document: Data, canary: str) -> Iterator[Data]:
    """In the place of every value, of every key, and beside it; as text, in a list and in a mapping."""
    for pointer in pointers(document):
        for how in ("value", "key", "beside"):
            for wrapped in (canary, [canary], {"x": canary}) if how == "value" else (canary,):
                yield changed(document, pointer, wrapped, how)


def share(every: Iterable[T], canary: str, of: int) -> list[T]:
    """One in so many, other ones for each canary."""
    return list(every)[list(CANARIES.values()).index(canary) % of :: of]


def check_misplaced(kind: str, canary: str, directory: Path, of: int) -> None:
    documents = share(misplaced(DOCUMENTS[kind], canary), canary, of)
    numbered = [{**document, "id": f"x{number}"} if document.get("id") == "teleset" else document for number, document in enumerate(documents)]
    found, leak = judged(yaml.dump_all(numbered, allow_unicode=True, sort_keys=False, default_flow_style=None, width=1000), directory)
    assert found > len(documents) / 2
    assert leak == ""


@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_in_the_wrong_place(kind: str, canary: str, tmp_path: Path) -> None:
    check_misplaced(kind, canary, tmp_path, 12)


@pytest.mark.long
@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_in_every_wrong_place(kind: str, canary: str, tmp_path: Path) -> None:
    check_misplaced(kind, canary, tmp_path, 1)


@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_in_a_project_file(canary: str, tmp_path: Path) -> None:
    for document in share(misplaced(PROJECT, canary), canary, 12):
        text = yaml.dump(document, allow_unicode=True, sort_keys=False, default_flow_style=None, width=1000)
        assert judged(text, tmp_path, "reconciler.yaml")[1] == ""


DAMAGES: dict[str, Callable[[str], str]] = {
    "colon": lambda line: f"{line}: ",
    "no colon": lambda line: line.replace(":", "", 1),
    "no space behind the colon": lambda line: line.replace(": ", ":", 1),
    "quote": lambda line: f'{line}"',
    "quote in front": lambda line: f"{indent(line)}'{line.strip()}",
    "typographic quotes": lambda line: line.replace(": ", ": “", 1) + "”",
    "open bracket": lambda line: line.replace(": ", ": [", 1),
    "closing bracket": lambda line: f"{line}]}}",
    "open brace": lambda line: line + " {",
    "tab": lambda line: f"\t{line}",
    "tab behind the colon": lambda line: line.replace(": ", ":\t", 1),
    "one space more": lambda line: f" {line}",
    "two spaces less": lambda line: line.removeprefix("  "),
    "far to the left": str.lstrip,
    "twice": lambda line: f"{line}\n{line}",
    "as a list": lambda line: f"{indent(line)}- {line.strip()}",
    "as a comment": lambda line: f"{indent(line)}# {line.strip()}",
    "comment behind": lambda line: f"{line} # hidden.one@x.example",
    "alias": lambda line: line.replace(": ", ": *", 1),
    "anchor": lambda line: line.replace(": ", ": &", 1),
    "tag": lambda line: line.replace(": ", ": !", 1),
    "at sign": lambda line: line.replace(": ", ": @", 1),
    "percent sign": lambda line: line.replace(": ", ": %", 1),
    "block": lambda line: line.replace(": ", ": | ", 1),
    "merge": lambda line: f"{indent(line)}<<: {line.strip().partition(': ')[2] or 'x'}",
    "no-break space": lambda line: line.replace(": ", ":\u00a0", 1),
    "invisible character": lambda line: line.replace(": ", ": \u200b", 1),
    "control character": lambda line: line.replace(": ", ": \x07", 1),
    "line separator": lambda line: line.replace(": ", ": \u2028", 1),
    "backslash": lambda line: line.replace('"', '"\\q'),
    "conflict": lambda line: f"<<<<<<< HEAD\n{line}\n=======\n{line}\n>>>>>>> other",
    "explicit key": lambda line: f"{indent(line)}? {line.strip()}",
    "number as key": lambda line: f"{indent(line)}17: {line.strip().partition(': ')[2]}",
    "value as key": lambda line: f"{indent(line)}{line.strip().partition(': ')[2].strip() or 'x'}: x",
    "cut": lambda line: line[: len(line) * 2 // 3],
    "joined": lambda line: f"{line} {line.strip()}",
    "no number": lambda line: line.replace(": ", ": .inf", 1),
    "gone": lambda line: "",
}


def indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_on_every_line(damage: str, tmp_path: Path) -> None:
    lines = ORGANIZATION.splitlines()
    texts = []
    for number, line in enumerate(lines):
        damaged = "\n".join([*lines[:number], DAMAGES[damage](line), *lines[number + 1 :]])
        texts.append(damaged.replace("id: canary", f"id: canary-{number}", 1))
    found, leak = judged("\n---\n".join(texts), tmp_path)
    assert found > len(lines) / 4 or damage in {"as a comment", "comment behind", "gone"}
    assert leak == ""


@pytest.mark.parametrize("damage", ["colon", "quote", "tab", "twice", "open bracket", "no colon"])
def test_every_damage_on_every_line_of_a_file_of_its_own(damage: str, tmp_path: Path) -> None:
    """Also in the last document of a file, and with line ends of Windows."""
    lines = ORGANIZATION.splitlines()
    for number, line in list(enumerate(lines))[:: 1 if damage == "quote" else 4]:
        text = "\r\n".join([*lines[:number], DAMAGES[damage](line), *lines[number + 1 :]])
        assert judged(text, tmp_path)[1] == ""


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "utf-16", "utf-16-le", "utf-32", "utf-8-sig", "mac-cyrillic"])
def test_every_encoding(encoding: str, tmp_path: Path) -> None:
    found, leak = judged(ORGANIZATION.encode(encoding), tmp_path)
    assert found or encoding == "utf-8-sig"
    assert leak == ""


@pytest.mark.parametrize("place", range(0, len(ORGANIZATION.encode()), 97))
def test_a_damaged_byte(place: int, tmp_path: Path) -> None:
    raw = ORGANIZATION.encode()
    assert judged(raw[:place] + b"\xff" + raw[place:], tmp_path)[1] == ""
    assert judged(raw[:place], tmp_path)[1] == ""


@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_in_the_reason_of_a_suppression(canary: str, tmp_path: Path) -> None:
    for rule in ("sms-without-consent", "no-such-rule", canary, ""):
        for line in share(ORGANIZATION.splitlines(), canary, 5):
            text = ORGANIZATION.replace(line, f"{indent(line)}# reconciler: ignore[{rule}] {canary}\n{line}  # reconciler: ignore[{rule}] {canary}", 1)
            assert judged(text, tmp_path)[1] == ""


def test_the_search_would_find_something() -> None:
    for canary in CANARIES.values():
        assert first_shown([canary])
