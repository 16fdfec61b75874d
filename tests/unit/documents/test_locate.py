"""From data back to the text: lines, columns, carets, and nothing personal in what is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.model.diagnostic import Diagnostic, Location, Part, Place
from reconciler.model.personal import DOTS, Personal
from reconciler.model.values import Pointer
from tests.unit.documents.reading import read

TEXT = """\
# the settings of one organization
version: 1
inn: 0212345670
accounts:
  ivanova:   # Anna, +7 916 000-00-01
    email: ivanova@teleset.example
    contacts: {mobile: {address: "+79160000001", since: 2025}, bus: {address: 'https://bus.example/x'}}
    notifications:
      types:
    family_name: Иванова
      Анна
    notes: |
      call +79160000002
      before noon
    list:
      - {address: petrov@teleset.example, n: 1}
      - n: 2
    shared: &s {a: 1}
    again: *s
"""
IVANOVA = ("accounts", "ivanova")

PLACES: list[tuple[Pointer, Part, int, int, str]] = [
    ((), Part.VALUE, 2, 1, "version"),
    (("inn",), Part.VALUE, 3, 6, "0212345670"),
    (("inn",), Part.KEY, 3, 1, "inn"),
    (IVANOVA, Part.KEY, 5, 3, "ivanova"),
    (IVANOVA, Part.VALUE, 5, 3, "ivanova"),
    ((*IVANOVA, "email"), Part.VALUE, 6, 12, f"i{DOTS}@teleset.example"),
    ((*IVANOVA, "contacts", "mobile", "since"), Part.VALUE, 7, 57, "2025"),
    ((*IVANOVA, "contacts", "bus"), Part.VALUE, 7, 69, f"{{address: 'https://bus.example/{DOTS}'}}"),
    ((*IVANOVA, "notifications", "types"), Part.VALUE, 9, 7, "types"),
    ((*IVANOVA, "family_name"), Part.VALUE, 10, 18, DOTS),
    ((*IVANOVA, "notes"), Part.VALUE, 12, 12, "|"),
    ((*IVANOVA, "list", 0, "n"), Part.VALUE, 16, 46, "1"),
    ((*IVANOVA, "list", 0), Part.VALUE, 16, 9, f"{{address: p{DOTS}@teleset.example, n: 1}}"),
    ((*IVANOVA, "list", 1), Part.VALUE, 17, 9, "n"),
    ((*IVANOVA, "again", "a"), Part.VALUE, 19, 5, "again"),
    ((*IVANOVA, "missing", "deeper"), Part.KEY, 5, 3, "ivanova"),
    (("nothing",), Part.VALUE, 2, 1, "version"),
]


@pytest.mark.parametrize(("pointer", "part", "line", "column", "marked"), PLACES)
def test_a_place_becomes_line_column_and_caret(pointer: Pointer, part: Part, line: int, column: int, marked: str) -> None:
    for text in (TEXT, TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT):
        location = locate(text, Place(0, pointer, part))
        start, length = location.caret
        assert (location.line, location.column, location.excerpt[start : start + length]) == (line, column, marked)


def test_a_batch_over_several_files_and_documents_is_sorted() -> None:
    loaded = read("a: 1\n---\nb:\n  c: 2\n", "d: 3\n", first=7)
    assert [document.number for document in loaded.documents] == [7, 8, 9]
    found = loaded.locate(
        [
            Diagnostic("z", place=Place(9, ("d",))),
            Diagnostic("y", place=Place(8, ("b", "c")), arguments={"other": Place(7, ("a",), Part.KEY), "word": "w"}),
            Diagnostic("x", place=Place(8, ("b", "c"))),
            Diagnostic("w", location=Location("0.yaml")),
        ]
    )
    assert [(str(d.location), d.code) for d in found] == [("0.yaml:1:1", "w"), ("a.yaml:4:6", "x"), ("a.yaml:4:6", "y"), ("b.yaml:1:4", "z")]
    assert str(found[2].arguments["other"]) == "a.yaml:1:1"
    assert found[2].arguments["word"] == "w"
    assert all(d.place is None for d in found)


def test_written_is_the_source_of_the_scalar() -> None:
    loaded = read(TEXT)
    places = {"inn": Place(0, ("inn",)), "email": Place(0, (*IVANOVA, "email")), "map": Place(0, IVANOVA)}
    inn, email, mapping = (loaded.locate([Diagnostic("x", place=place, arguments={"written": place})])[0].arguments["written"] for place in places.values())
    assert inn == "0212345670"
    assert isinstance(email, Personal)
    assert email.value == "ivanova@teleset.example"
    assert mapping == ""
    assert loaded.source_text(places["inn"]) == "0212345670"
    assert loaded.source_text(places["map"]) is None


def test_a_text_only_the_fast_parser_reads_is_placed_at_its_documents_start() -> None:
    text = "# first\na: {x\n y: 1}\nb: 2\n"
    location = locate(text, Place(0, ("b",)))
    assert (location.line, location.column) == (2, 1)
    assert location.excerpt == f"a: {{{DOTS}"


@pytest.mark.parametrize("line", ["\t", "a: {email:, sms:}", "c:\n- [x:]", "a: |\n  \tx", "a: x  # \x7f"])
def test_what_only_the_fast_parser_reads_is_placed_all_the_same_where_it_is_met(line: str) -> None:
    location = locate(f"# first\n{line}\nb: 2\n", Place(0, ("b",)))
    assert (location.line, location.column) == (3 + line.count("\n"), 4)


def test_a_long_line_is_cut_around_the_caret() -> None:
    values = ", ".join(f"k{n}: {n}" for n in range(2000))
    location = locate(f"a: {{{values}}}\n", Place(0, ("a", "k1500")))
    start, length = location.caret
    assert location.excerpt[start : start + length] == "1500"
    assert location.excerpt[0] == location.excerpt[-1] == "…"
    assert len(location.excerpt) < 130


def test_tabs_and_invisible_characters_are_shown_as_what_can_be_seen() -> None:
    location = locate('a: "x\u200by"  # comment\n', Place(0, ("a",)))
    assert location.excerpt == 'a: "x·y"'


SECRET = "hunter2@q"
ADDRESSES = st.sampled_from(
    [f"{SECRET}@teleset.example", f'"{SECRET}"', f"'{SECRET}'", f"[{SECRET}, x]", f"|\n    {SECRET}\n    {SECRET}", f">-\n    x {SECRET}", f"x\n    {SECRET}"]
)
BROKEN = st.sampled_from(
    ["", "]", ": x: y", " {", "'", '"', "\n\tz: 1", " @", " *nope", " !tag", "\u00a0", "\n  x: [", "\n  17: 1", "\n  email: 2", " # " + SECRET]
)
KEYS = st.sampled_from(["email", "address", f"{SECRET}@x.example", f'"{SECRET} +79160000001"'])


@given(
    KEYS, ADDRESSES, BROKEN, st.sampled_from(["a:\n  {}: {}\n", "a: {{{}: {}}}\n", "a:\n- {}: {}\n", f"# {SECRET}\na:\n  x: 1\n  {{}}: {{}}\n"]), st.booleans()
)
def test_nothing_personal_is_ever_shown(key: str, value: str, broken: str, frame: str, comment: bool) -> None:
    """A secret as address, key, block, comment, with every kind of damage beside it: no diagnostic shows a part of it that its mask would not."""
    text = frame.format(key, value + broken) + ("b: 1 # " + SECRET if comment else "")
    loaded = read(text)
    places = [
        Place(d.number, pointer, part) for d in loaded.documents for pointer in ((), ("a",), ("a", key), ("a", 0, key), ("a", "email"), ("b",)) for part in Part
    ]
    for diagnostic in [*loaded.diagnostics, *loaded.locate(Diagnostic("x", place=place, arguments={"other": place}) for place in places)]:
        shown = f"{diagnostic} {diagnostic.location and diagnostic.location.excerpt}"
        assert "hunter" not in shown
        assert "+79160000001" not in shown


@given(
    st.recursive(
        st.integers(0, 99), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "bb", "имя"]), inner, max_size=3), max_leaves=12
    )
)
def test_every_scalar_is_found_where_it_is_written(tree: object) -> None:
    """Written as flow collections over several lines, each scalar under its pointer is at its place in the text."""
    lines: list[str] = ["root:"]
    expected: dict[Pointer, int] = {}

    def write(node: object, pointer: Pointer, indent: int) -> None:
        pad = " " * indent
        if isinstance(node, dict):
            lines.append(pad + "{")
            for key, value in node.items():
                lines.append(f"{pad} {key}:")
                write(value, (*pointer, key), indent + 2)
                lines.append(pad + " ,")
            lines.append(pad + "}")
        elif isinstance(node, list):
            lines.append(pad + "[")
            for number, value in enumerate(node):
                write(value, (*pointer, number), indent + 2)
                lines.append(pad + " ,")
            lines.append(pad + "]")
        else:
            lines.append(f"{pad}{node}")
            expected[pointer] = len(lines)

    write(tree, ("root",), 1)
    loaded = read("\n".join(lines))
    assert loaded.diagnostics == ()
    found = loaded.locate(Diagnostic(str(number), place=Place(0, pointer)) for number, pointer in enumerate(expected))
    lines_by_code = {diagnostic.code: diagnostic.location.line for diagnostic in found if diagnostic.location}
    assert lines_by_code == {str(number): line for number, line in enumerate(expected.values())}


def test_blank_lines_of_tabs_hide_nothing_behind_them() -> None:
    """YAML allows them, and the parser that knows the places stops at them."""
    text = "version: 1\nkind: Organization\n\t\nid: teleset\n  \t\nname: ТелеСеть\n"
    assert str(locate(text, Place(0, ("name",)))) == "a.yaml:6:7"


def locate(text: str, place: Place) -> Location:
    [diagnostic] = read(text).locate([Diagnostic("x", place=place)])
    assert diagnostic.location
    return diagnostic.location
