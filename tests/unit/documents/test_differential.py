"""The wrapper against an independent reading of the same text: what it accepts, what it makes of it, and where it says things are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
import yaml_rs
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from reconciler.documents import characters
from reconciler.documents.chunks import split
from reconciler.documents.events import steps
from reconciler.documents.finding import RefusedText
from reconciler.documents.load import Loaded
from reconciler.model.diagnostic import Diagnostic, Part, Place, Severity
from reconciler.model.values import Json, Pointer
from tests.unit.documents.oracle import Opinion, Unfit, Unreadable, opinions, same
from tests.unit.documents.reading import read
from tests.unit.documents.texts import generated, mutated, smallest, soup

# --- What may differ, and why. Everything else that differs fails. -----------------------------------------------------------------------------------------

ACCEPTED_BEYOND: Mapping[str, Callable[[str, str], bool]] = {
    "YAML 1.2 allows tabs between any two things (6.2); neither of PyYAML's parsers allows all of them": lambda problem, text: "tab" in problem or "\t" in text,
    "YAML 1.2 lets a key in brackets go on over several lines (7.4.2)": lambda problem, text: (
        "got ':'" in problem and "flow mapping" in problem and "\n" in text
    ),
    "YAML 1.2 takes a question mark or colon for text where no space follows (7.3.3)": lambda problem, text: "'?'" in problem or "found ':'" in problem,
    "YAML 1.2 allows any sign in the name of an anchor (6.9.2), PyYAML Latin letters, digits, hyphen and underscore": lambda problem, text: (
        "an anchor" in problem or bool(re.search(r"&[\w-]*[^\w\s,\[\]{}-]", text))
    ),
    "YAML 1.2 knows two line breaks (5.4), YAML 1.1 three more: in a comment they end nothing": lambda problem, text: bool(
        re.search("[#%].*[\x85\u2028\u2029]", text)
    ),
    "YAML 1.2 lets a document without --- follow one that ended with ... (9.2)": lambda problem, text: "'<document start>'" in problem and "..." in text,
    "YAML 1.2 allows ... without a document before it (9.2)": lambda problem, text: "found '<document end>'" in problem,
    "YAML 1.2 tells programs to pass over directives they do not know (6.8)": lambda problem, text: "directive" in problem or "%" in problem,
    "A control character in a file of comments alone is in nobody's way": lambda problem, text: "special characters are not allowed" in problem,
}
"""What we read and the second opinion does not: the reason, and how such a case looks (the second opinion's problem, the text)."""

_ALMOST_NUMBER = re.compile(r"[0-9]_|_[0-9]|0[bxo]|[.](?:inf|nan)", re.IGNORECASE)

BY_OUR_RULES: Mapping[str, Callable[[str], bool]] = {
    "invisible-character": lambda text: bool(re.search(f"[{characters.INVISIBLE}]", text)),
    "typographic-quote": lambda text: bool(re.search(f"[{characters.QUOTES}]", text)),
    # Numbers in YAML 1.1, text in 1.2: whoever writes one means the other half of the time.
    "ambiguous-number": lambda text: bool(_ALMOST_NUMBER.search(text)),
    "non-string-key": lambda text: bool(_ALMOST_NUMBER.search(text)),
    # yaml-rs reads the settings of a document off its levels, which a tab at the beginning of a line or behind a dash leaves open.
    "tab-indentation": lambda text: "\t" in text,
}
"""Codes that good YAML earns by our own rules; each only where the text holds what the rule is about."""

SHAPES = frozenset({"not-a-mapping", "empty-document", "empty-file"})
"""Codes about a whole document. Its content is then not looked at further."""

ENDING = frozenset({"syntax-error", "tab-indentation", "bad-merge", "custom-tag", "unknown-alias", "recursive-alias", "too-many-aliases", "too-deep"})
"""Codes behind which the rest of a document may remain unread."""

READ_BY_OLDER_RULES = re.compile(r"[\[{,](?:\s|#.*\n)*\?|[&*][^\s,\[\]{}]*:|!\S*[,\[\]{}]")
"""What PyYAML reads, but not by YAML 1.2: in brackets any question mark is the sign of a key to it, a colon no part of the name of an anchor, a bracket part of a tag."""


def disagreement(text: str) -> str:
    """What the wrapper says of a text that it should not say, or does not say and should; "" where both agree or may differ."""
    loaded = read(text)
    said = {found.code for found in loaded.diagnostics if found.severity is Severity.ERROR}
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        others = opinions(plain)
    except Unfit:
        return ""
    except Unreadable as refusal:
        allowed = said or any(applies(refusal.problem, plain) for applies in ACCEPTED_BEYOND.values())
        return "" if allowed else f"accepted, but: {refusal.problem}"
    if any(characters.forbidden(plain)) or READ_BY_OLDER_RULES.search(plain):
        return ""
    objections = {code for other in others for code in other.objections}
    if not said:
        return f"not said: {sorted(objections)}" if objections else _difference(loaded, others, plain)
    surplus = said - objections - SHAPES - {code for code, applies in BY_OUR_RULES.items() if applies(plain)}
    if surplus and _reads(plain):
        return f"rejected for {sorted(surplus)}, which both parsers read"
    missing = objections - said
    if missing and not said & (ENDING | SHAPES | BY_OUR_RULES.keys()):
        return f"not said: {sorted(missing)} beside {sorted(said)}"
    return ""


def _reads(text: str) -> bool:
    try:
        yaml_rs.loads(text, parse_datetime=False)
    except (ValueError, TypeError):
        return False
    return True


def _difference(loaded: Loaded, others: list[Opinion], text: str) -> str:
    others = [other for other in others if other.data is not None]
    if len(loaded.documents) != len(others):
        return f"{len(loaded.documents)} documents instead of {len(others)}"
    for document, other in zip(loaded.documents, others, strict=True):
        if same(document.data) != same(other.data) and not (other.loose and _without_ends(document.data) == _without_ends(other.data)):
            return f"{document.data} instead of {other.data}"
    return "" if _is_beyond_the_surveyor(text) else next(_misplaced(loaded, others), "")


def _without_ends(node: Any) -> Any:
    """At the end of a text yaml-rs gives a block the final line break that is not there, and takes an empty block for one. Nothing we read ends with a line break."""
    if isinstance(node, dict):
        return {_without_ends(key): _without_ends(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_without_ends(value) for value in node]
    return same(node.rstrip("\n") if isinstance(node, str) else node)


def _is_beyond_the_surveyor(text: str) -> bool:
    """Whether the C parser, which knows the places, reads less than yaml-rs: then everything is placed at the beginning of its document."""
    try:
        return not all(list(steps(chunk.text)) for chunk in split(text))
    except RefusedText:
        return True


def _misplaced(loaded: Loaded, others: list[Opinion]) -> Iterator[str]:
    """Every key and value that we do not find where it is, or whose end we do not find."""
    places = [
        (Place(document.number, pointer, part), other)
        for document, other in zip(loaded.documents, others, strict=True)
        for part, spots in ((Part.KEY, other.keys), (Part.VALUE, other.values))
        for pointer in spots
        if pointer and "<<" not in pointer
    ]
    located = {int(found.code): found.location for found in loaded.locate(Diagnostic(str(index), place=place) for index, (place, _) in enumerate(places))}
    for index, (place, other) in enumerate(places):
        location = located[index]
        assert location is not None
        spot = location.line - 1, location.column - 1
        if place.part is Part.KEY:
            if spot != other.keys[place.pointer]:
                yield f"key {place.pointer} at {spot} instead of {other.keys[place.pointer]}"
            continue
        value = _value(other.data, place.pointer)
        # A block collection, and a value that is not there, are shown by their key.
        by_key = other.keys.get(place.pointer) if isinstance(value, dict | list) or value in (None, "") else None
        if spot not in (other.values[place.pointer], by_key):
            yield f"{place.pointer} at {spot} instead of {other.values[place.pointer]}"
        elif by_key is None and not isinstance(value, dict | list) and (end := other.ends.get(place.pointer, 0)) > spot[1] and location.end_column - 1 != end:
            yield f"{place.pointer} up to {location.end_column - 1} instead of {end}"


def _value(data: Any, pointer: Pointer) -> Any:
    for step in pointer:
        data = data[step]
    return data


# --- The texts ---------------------------------------------------------------------------------------------------------------------------------------------

NUMBERS = st.integers(0, 2**62)
SHORT = settings(max_examples=150, phases=[Phase.explicit, Phase.generate])
LONG = settings(max_examples=15_000, phases=[Phase.explicit, Phase.generate])


def agreed(text: str) -> None:
    if wrong := disagreement(text):
        kind = wrong.partition(" ")[0]
        shorter = smallest(text, lambda shorter: disagreement(shorter).startswith(kind))
        pytest.fail(f"{shorter!r}: {disagreement(shorter)}")


@pytest.mark.parametrize("make", [generated, soup, mutated])
def test_the_wrapper_agrees_with_the_second_opinion(make: Callable[[int], str]) -> None:
    @SHORT
    @given(NUMBERS)
    def check(number: int) -> None:
        agreed(make(number))

    check()


@pytest.mark.long
@pytest.mark.parametrize("make", [generated, soup, mutated])
def test_the_wrapper_agrees_with_the_second_opinion_for_minutes(make: Callable[[int], str]) -> None:
    @LONG
    @given(NUMBERS)
    def check(number: int) -> None:
        agreed(make(number))

    check()


BY_HAND = {
    "alias in itself": "a: &a [*a]",
    "tag": "a: !b c",
    "anchor before a key": "&a a: *a",
    "second document without its line": "a: b\n...\nc: d",
    "explicit key": "? a\n: b",
    "explicit keys in one another": "? : : ",
    "brackets at the left": "a: [\n  x,\n]\nb: {\n  c: d,\n}\n",
    "list at its key's column": "a:\n- b\n- c: d\n  e: f\n",
    "plain text over lines": "a: b\n  c\n\n  d\ne: f",
    "quoted text over lines": "a: 'b\n  c\n\n  d'\ne: \"f\\\n  g\"\n",
    "blocks": "a: |\n  b\n   c\n\n  d\ne: >-\n  f\n  g\n\nh: |+\n  i\n\nj: 1\n",
    "blocks with their indentation": "a: |2\n    b\nc: >1-\n  d\n",
    "block at the end without a line break": "a: |\n  b",
    "empty block at the end": "a: |\n",
    "block that begins with a tab": "a: |\n  \tb\nc: d\n",
    "merges": "x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\nz:\n  <<: [*x, {c: 4}]\n  a: 0\n",
    "merge of a merge": "x: &x {a: 1}\ny: &y {<<: *x, b: 2}\nz: {<<: *y}\n",
    "merge of a text": "a: {b: {<<: x}}\n",
    "merge under a quoted key": "a: {'<<': {b: 1}}\n",
    "empty key": "'': 1\n: 2\n",
    "key without a value in brackets": "a: {b, c: , d:}\ne: [f: , g:]\n",
    "pair in a list": "a: [b: c, 'd': e, {f: g}]\n",
    "numbers": "a: [1, -0, +7, 0o17, 0x1F, 1.5, 1e3, .5, -.5E-3, 1., 012, 08]\n",
    "no numbers": "a: [1e, 0x, 0o8, 1.2.3, 1 2, 1-, --1, .e1, ., 0b2, 1_]\n",
    "words": "a: [true, True, TRUE, tRUE, yes, on, null, Null, ~, '~', no, y]\n",
    "too large": "a: 9223372036854775808\nb: -9223372036854775809\n",
    "not finite": "a: [.inf, -.INF, .NaN, 1e999]\n",
    "comments": "a: b # c\n# d\nc: 'e # f' #\n  # g\nh: i#j\n",
    "carriage returns": "a: b\r\nc:\r- d\r\n",
    "mark in front": "\ufeffa: b\n",
    "directive": "%YAML 1.2\n---\na: b\n...\n%TAG ! tag:x,2000:\n---\nc: d\n",
    "documents": "---\na: b\n---\n---\nc: d\n...\n# end\n",
    "text that looks like the end": "a: '\n  --- x\n  ...'\n",
    "strings with everything": 'a: "\\0\\a\\b\\t\\n\\e\\x41\\u0416\\U0001F44D\\_\\N\\L\\P\\ \\"\\/\\\\"\n',
    "quotes in quotes": "a: 'it''s'\nb: \"say \\\"x\\\"\"\n",
    "colons": "a: b:c\nd: http://x.example/y?z=1#e\nf::g: h\n",
    "brackets with quoted keys": '{"a":1, "b": 2, \'c\':[d]}\n',
    "text in brackets that begins like a block": "a: {b: | c, d: >e}\n",
    "block in brackets": "a: {b: |\n  c\n}\n",
    "anchors of every sort": "a: &x 1\nb: &y [*x]\nc: &z {d: *y}\ne: *z\n",
    "anchor without a value": "a: &x\nb: *x\n",
    "anchor used before": "a: *x\nb: &x 1\n",
    "anchor twice": "a: &x 1\nb: *x\nc: &x 2\nd: *x\n",
    "duplicate under an alias": "a: &a {b: 1, b: 2}\nc: *a\n",
    "duplicate through quotes": "a: {'b': 1, b: 2, \"b\": 3}\n",
    "numbers as keys": "{1.5: a, 2: b}\n",
    "keys of all kinds": "{1: a, true: b, null: c, 1.5: d, [e]: f, {g: h}: i}\n",
    "standard tags": "a: !!str 12\nb: !!map {c: d}\ne: !!seq [f]\ng: ! 12\n",
    "other tags": "a: !!int '12'\nb: !x y\nc: !<tag:x,2000:y> z\n",
    "deep": "a: " + "[" * 60 + "]" * 60 + "\n",
    "wide characters": "имя: ООО «А» 👍\nя: {ключ: é, 'ы': 'ю'}\n",
    "next line in a comment": "a: b # \x85 c: d\n",
}


@pytest.mark.parametrize("text", BY_HAND.values(), ids=BY_HAND)
def test_by_hand(text: str) -> None:
    assert disagreement(text) == ""


@pytest.mark.parametrize("anchor", ["общие", "я", "a.b", "x/y"])
def test_an_anchor_may_have_any_name(anchor: str) -> None:
    """No second opinion here: PyYAML reads none of these names."""
    loaded = read(f"x: &{anchor} {{a: 1}}\ny: &ю {{b: 2}}\nz: {{<<: [*{anchor}, *ю], c: '*{anchor}'}}\nq: *ю\n")
    assert loaded.diagnostics == ()
    assert loaded.documents[0].data == {"x": {"a": 1}, "y": {"b": 2}, "z": {"a": 1, "b": 2, "c": f"*{anchor}"}, "q": {"b": 2}}
    [found] = loaded.locate([Diagnostic("x", place=Place(0, ("q",)))])
    assert str(found.location) == "a.yaml:4:4"


def test_the_second_opinion_can_disagree(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrapper that let yaml-rs have its way would be caught."""
    from reconciler.documents import parse

    monkeypatch.setattr(parse, "_needs_audit", lambda text: False)
    monkeypatch.setattr(parse, "_NO_ALIASES", parse._AUDITED_ALIASES)
    monkeypatch.setattr(parse, "is_plain", lambda data, numbers, depth: True)
    monkeypatch.setattr(parse, "_has_odd_number", lambda text, numbers: False)
    monkeypatch.setattr(parse, "_has_block_in_brackets", lambda text, values: False)
    for name in ("merges", "tag", "numbers as keys", "not finite", "alias in itself", "text in brackets that begins like a block"):
        assert disagreement(BY_HAND[name]), name


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\n", {"x": {"a": 1, "b": 2}, "y": {"a": 1, "b": 3}}),
        ("x: &x {a: 1}\nz: &z {a: 2, b: 2}\ny: {<<: [*x, *z], c: 3}\n", {"x": {"a": 1}, "z": {"a": 2, "b": 2}, "y": {"a": 1, "b": 2, "c": 3}}),
        ("x: &x {a: 1}\nz: &z {<<: *x, b: 2}\ny:\n  c: 3\n  <<: *z\n", {"x": {"a": 1}, "z": {"a": 1, "b": 2}, "y": {"c": 3, "a": 1, "b": 2}}),
        ("x: &x [1, {<<: {a: 1}}]\ny: *x\n", {"x": [1, {"a": 1}], "y": [1, {"a": 1}]}),
    ],
)
def test_merges_are_done(text: str, data: Mapping[str, Json]) -> None:
    loaded = read(text)
    assert loaded.diagnostics == ()
    assert loaded.documents[0].data == data
