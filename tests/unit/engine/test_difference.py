"""The unified diff of fmt: a patch that is right, and quick for long files."""

from __future__ import annotations

import random
import re
from time import process_time

import pytest

from reconciler.documents.parse import parse
from reconciler.engine.difference import Version, difference
from reconciler.model.limits import Limits


def version(text: str) -> Version:
    return Version(text, parse(text, Limits()))


def patched(before: str, difference_: tuple[str, ...]) -> str:
    """What `patch` makes of the old text; every line that stays must be there."""
    lines, result, at = before.removesuffix("\n").split("\n"), [], 0
    for line in difference_:
        if (head := re.fullmatch(r"@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@", line)) is not None:
            start = int(head[1]) - (head[2] != "0")
            result += lines[at:start]
            at = start
        elif line[0] == "+":
            result.append(line[1:])
        else:
            assert lines[at] == line[1:]
            result += [line[1:]] if line[0] == " " else []
            at += 1
    return "\n".join([*result, *lines[at:]]) + "\n"


def document(numbers: list[int]) -> str:
    entries = "".join(f"  x{number}: {{audience: external}}\n    \n" if number % 3 else f"  x{number}: {{}}\n" for number in numbers)
    return f"version: 1\nkind: Accounts\norganization: teleset\naccounts:\n{entries}"


@pytest.mark.parametrize("seed", range(60))
def test_it_leads_from_one_text_to_the_other(seed: int) -> None:
    chance = random.Random(seed)
    size = chance.choice([3, 30, 700])
    before = list(range(size))
    after = [number for number in before if chance.random() > 0.1]
    for _ in range(chance.choice([0, 1, 20])):
        one = chance.randrange(len(after))
        after.insert(chance.randrange(len(after)), after.pop(one))
    after += range(size, size + chance.choice([0, 2]))
    old, new = document(before), document(after)
    found = difference(version(old), version(new))
    assert patched(old, found) == new
    assert bool(found) == (old != new)


def test_what_differs_is_not_what_is_shown() -> None:
    head = "version: 1\nkind: Organization\nid: a\nname: X\ncontacts:\n"
    found = difference(version(head + "  sms: '+7916 0000001'  # Anna\n"), version(head + '  sms: "+79160000001"  # Anna\n'))
    assert found[-2:] == ("-  sms: '+7916•••••01'  # •••••", '+  sms: "+7916•••••01"  # •••••')


def test_a_long_file_takes_no_longer_than_it_has_to() -> None:
    """Hundreds of thousands of lines that are all alike: comparing each with each would take hours."""
    old = document([number * 3 for number in range(4000)]).replace("{}", "{audience: external, contacts: {}}")
    lines = old.replace("  x", "  accounts: 1\n  x").replace("\n", "\n\n")
    began = process_time()
    assert len(difference(version(lines), version(lines.replace("accounts: 1", "accounts:  1")))) > 4000
    assert process_time() - began < 20
