"""Another implementation of JSON Schema comes to the same verdict, and no verdict goes unexplained."""

from __future__ import annotations

import copy
import random
from functools import cache
from typing import Any

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st
from referencing import Registry, Resource

from reconciler.schema import files, judge
from reconciler.schema.check import check
from reconciler.schema.marks import sensitive
from reconciler.schema.prune import prune
from tests.unit.schema.documents import Data, document
from tests.unit.schema.test_valid import FULL, PROJECT, TYPE, VALID


@cache
def second_opinion(name: str) -> jsonschema.Draft202012Validator:
    resources = [(f"{other}.json", Resource.from_contents(files.schema(other))) for other in files.NAMES]
    return jsonschema.Draft202012Validator({"$ref": f"{name}.json"}, registry=Registry().with_resources(resources))


ODD: list[Any] = [
    None,
    True,
    False,
    0,
    1,
    -1,
    1.5,
    "",
    "да",
    "all",
    "none",
    "email",
    "22:00",
    "a\n",
    "x" * 3000,
    "Б",
    [],
    ["email"],
    ["email", "email"],
    [None],
    {},
]
KEYS = ["version", "kind", "id", "address", "env", "file", "types", "all", "audience", "external", "from", "moved", "Ы", "a b", "url"]


def places(value: Any, pointer: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [pointer, *(inner for key, item in items for inner in places(item, (*pointer, key)))]


def spoil(data: Data, chance: random.Random) -> Data:
    """`data` with a few things changed at random: values replaced, keys removed, added or renamed."""
    spoilt = copy.deepcopy(data)
    for _ in range(chance.randint(0, 3)):
        *way, last = chance.choice(places(spoilt)[1:] or [("id",)])
        owner: Any = spoilt
        for step in way:
            owner = owner[step]
        match chance.randint(0, 3):
            case 0:
                owner.pop(last, None) if isinstance(owner, dict) else owner.pop()
            case 1 if isinstance(owner, dict):
                owner[chance.choice(KEYS)] = copy.deepcopy(chance.choice(ODD))
            case 2 if isinstance(owner, dict) and last in owner:
                owner[chance.choice(KEYS)] = owner.pop(last)
            case _:
                owner[last] = copy.deepcopy(chance.choice(ODD))
    return spoilt


documents = st.builds(spoil, st.sampled_from([FULL, PROJECT, TYPE, *VALID.values()]), st.randoms(use_true_random=False))


@settings(max_examples=150, deadline=None)
@given(documents)
def test_both_implementations_agree(data: Data) -> None:
    verdict = judge.validator(str(data.get("kind"))).is_valid(data)
    assert second_opinion("document").is_valid(data) == verdict
    assert judge.validator("").is_valid(data) == verdict


@settings(max_examples=150, deadline=None)
@given(documents)
def test_every_verdict_is_explained_and_what_is_left_is_valid(data: Data) -> None:
    whole = document(data)
    wrong = check([whole])
    assert bool(wrong) != judge.validator(whole.kind).is_valid(data) or data.get("kind") == "NotificationType"
    left = prune(whole, wrong).data
    assert left == {} or check([document(dict(left))]) == []


@settings(max_examples=50, deadline=None)
@given(documents)
def test_every_place_can_be_asked_about(data: Data) -> None:
    for pointer in places(data):
        assert sensitive(data, pointer) in (True, False)
