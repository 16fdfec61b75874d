"""Comments that speak to the program, told from text that looks like them."""

from __future__ import annotations

import re
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from yaml_rs import loads

from reconciler.documents.comments import Remarks, may_hold_remarks, remarks
from reconciler.model.suppression import Suppression
from tests.unit.documents.reading import read

ORGANIZATION = "version: 1\nkind: Organization\n"


def found(text: str) -> list[tuple[tuple[str, ...], int, int, int]]:
    """(codes, the line spoken about, line and column of the comment) for each suppression."""
    result = remarks("a.yaml", text)
    assert result.unreadable == []
    return [(one.codes, one.line, one.location.line, one.location.column) for one in result.suppressions]


def only(text: str) -> Suppression:
    (one,) = remarks("a.yaml", text).suppressions
    return one


def unreadable(text: str) -> list[tuple[str, str, int, int]]:
    result = remarks("a.yaml", text)
    assert result.suppressions == []
    assert {one.severity.name for one in result.unreadable} <= {"WARNING"}
    return [(one.code, one.hint, one.location.line, one.location.column) for one in result.unreadable if one.location]


def test_behind_something_it_speaks_about_its_line() -> None:
    one = only('a: 1\ninn: "7700000071"  # reconciler: ignore[inn-checksum] стоит так в договоре\n')
    assert one.codes == ("inn-checksum",)
    assert one.reason == "стоит так в договоре"
    assert (one.line, one.location.line, one.location.column) == (2, 2, 20)


def test_on_a_line_of_its_own_it_speaks_about_the_next_that_says_something() -> None:
    assert found("# reconciler: ignore[x] why\n\n   \t \n# другой комментарий\n  # reconciler: ignore[y] why\na: 1\nb: 2\n") == [
        (("x",), 6, 1, 1),
        (("y",), 6, 5, 3),
    ]
    assert found("a:\n  - b\n  # reconciler: ignore[x] why\n  - c\n") == [(("x",), 4, 3, 3)]


def test_where_nothing_follows_it_speaks_about_itself() -> None:
    assert found("a: 1\n\n# reconciler: ignore[x] why\n# end") == [(("x",), 3, 3, 1)]


@pytest.mark.parametrize(
    "text", ["# reconciler: ignore-file[x] why\na: 1\n", "a: 1\n# reconciler: ignore-file[x] why", "a: 1 # reconciler: ignore-file[x] why\n---\nb: 1\n"]
)
def test_one_for_the_file_may_stand_anywhere(text: str) -> None:
    assert only(text).line == 0


@pytest.mark.parametrize(
    "comment",
    [
        "# reconciler: ignore[a,b] why",
        "#reconciler:ignore[a,b]why",
        "#\treconciler :  ignore  [ a ,b ]  why",
        "## Reconciler: Ignore[A, B] why",
        "# RECONCILER: IGNORE[a; b]: why",
        "# reconciler: ignore[a b] - why",
        "# reconciler: ignore['a', \"b\", `a`] — why",
        "# reconciler: ignore[,a,,b,] why  ",
        "# reconciler ignore[a, b] why",
    ],
)
def test_what_is_meant_for_certain_is_understood(comment: str) -> None:
    for text in (f"a: 1 {comment}\n", f"{comment}\na: 1", f"a: 1\r\nb: 2 {comment}\r\n".replace("\r\n", "\n")):
        one = only(text)
        assert one.codes == ("a", "b")
        assert one.reason == "why"


@pytest.mark.parametrize("comment", ["# reconciler: ignore_file[a] why", "# reconciler: Ignore File [a] why", "# reconciler: ignore-file [a] why"])
def test_so_is_the_form_for_a_file(comment: str) -> None:
    assert only(f"a: 1 {comment}\n").line == 0


@pytest.mark.parametrize("reason", ["", "  ", " -", " — ", ":", "."])
def test_signs_alone_are_no_reason(reason: str) -> None:
    assert only(f"a: 1  # reconciler: ignore[x]{reason}\n").reason == ""


@pytest.mark.parametrize(
    ("comment", "hint"),
    [
        ("# reconciler: ignore rule", ""),
        ("# reconciler: ignore: rule", ""),
        ("# reconciler: ignore", ""),
        ("# reconciler: ignore(rule) why", ""),
        ("# reconciler: ignore[rule why", ""),
        ("# reconciler: ignore[rule[x]] why", ""),
        ("# reconciler: ignroe[rule] why", ""),
        ("# reconciler: ignores rule", ""),
        ("# reconciler: ignore-line[rule] why", ""),
        ("# reconciler: disable[rule] why", ""),
        ("# reconciler: noqa", ""),
        ("# reconciler: whatever[rule]", ""),
        ("# reconciler: игнорировать[rule]", ""),
        ("# reconciler: ignore[] why", "empty"),
        ("# reconciler: ignore[ , ] why", "empty"),
        ("# reconciler: ignore-file []", "empty"),
    ],
)
def test_what_looks_like_one_and_is_none_is_reported(comment: str, hint: str) -> None:
    assert unreadable(f"a: 1\n{comment}\n") == [("malformed-suppression", hint, 2, 1)]
    assert unreadable(f"a: 1  {comment}\n") == [("malformed-suppression", hint, 1, 7)]


@pytest.mark.parametrize(
    "comment",
    [
        "# reconciler:",
        "# reconciler: настройки уведомлений",
        "# reconciler: these are the settings of the holding",
        "#  reconciler: {audience: external}",
        "# reconciler checks this file",
        "# the way to do it is reconciler: ignore[x]",
        "# yaml-language-server: $schema=.reconciler/schemas/v1/document.json",
        "# reconcilers: ignore[x]",
        "# see # reconciler: ignore[x] why",
        "#a: b  # reconciler: ignore[x] this line was commented out",
    ],
)
def test_other_comments_are_left_alone(comment: str) -> None:
    assert remarks("a.yaml", f"{comment}\na: 1\n") == Remarks([], [])


@pytest.mark.parametrize(
    "text",
    [
        "a: '# reconciler: ignore[x] why'\n",
        'a: "b\n  # reconciler: ignore[x] why\n  c"\n',
        "a: |\n  # reconciler: ignore[x] why\n  b # reconciler: ignore[x] why\n",
        "a: >-\n\n    # reconciler: ignore[x] why\n\nb: 1\n",
        "a: |\n # reconciler: ignore[x] why",
        "a: b#reconciler:ignore[x]\n",
        "? |\n  # reconciler: ignore[x] why\n: 1\n",
        '- [a, \'# reconciler: ignore[x] why\', "\\" # reconciler: ignore[x]"]\n',
        "a: 'it''s # reconciler: ignore[x] why'\n",
    ],
)
def test_text_is_no_comment(text: str) -> None:
    loads(text)
    assert remarks("a.yaml", text) == Remarks([], [])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: |  # reconciler: ignore[x] why\n  b\n", [1]),
        ("a: |\n  b\n# reconciler: ignore[x] why\nc: 1\n", [4]),
        ("a: >\n  b\n\n  # text\n # reconciler: ignore[x] why\nc: 1\n", [6]),
        ("a: [b,  # reconciler: ignore[x] why\n    # reconciler: ignore[y] why\n    c]\n", [1, 3]),
        ("a: {b: c  # reconciler: ignore[x] why\n  , d: e}\n", [1]),
        ("a: 'b'\t# reconciler: ignore[x] why\n", [1]),
        ("'a # b': c # reconciler: ignore[x] why\n", [1]),
        ("a: # reconciler: ignore[x] why\n  b\n", [1]),
        ("- # reconciler: ignore[x] why\n  a\n", [1]),
        ("--- # reconciler: ignore[x] why\na: 1\n", [1]),
        ("a: b# c # reconciler: ignore[x] why\n", [1]),
        ("a: 'b\n  # c' # reconciler: ignore[x] why\n", [2]),
        ("a: &b !!str c # reconciler: ignore[x] why\nd: *b # reconciler: ignore[y] why\n", [1, 2]),
        ("a: 1 # Иванова # reconciler: ignore[x] why\n", [1]),
    ],
)
def test_comments_are_found_wherever_yaml_allows_them(text: str, lines: list[int]) -> None:
    loads(text)
    assert [one.line for one in remarks("a.yaml", text).suppressions] == lines


def test_several_in_one_comment() -> None:
    text = "a: 1  # reconciler: ignore[x] one # reconciler: ignore[y, z] two\n# reconciler: ignore[p] three # reconciler: ignore-file[q] four\nb: 1\n"
    assert found(text) == [(("x",), 1, 1, 7), (("y", "z"), 1, 1, 35), (("p",), 3, 2, 1), (("q",), 0, 2, 31)]
    assert [one.reason for one in remarks("a.yaml", text).suppressions] == ["one", "two", "three", "four"]


def test_documents_are_told_apart() -> None:
    text = (
        "# reconciler: ignore-file[a] before any\n"
        "--- # reconciler: ignore[b] at a marker\n"
        "x: 'open # reconciler: ignore[no]'\n"
        "... # reconciler: ignore[c] behind the end\n"
        "# reconciler: ignore[d] between\n"
        "---\n"
        "y: |\n"
        "  # reconciler: ignore[no]\n"
        "---\n"
        "# reconciler: ignore[e] in an empty one\n"
        "---\n"
        "z: 1\n"
        "...\n"
        "# reconciler: ignore[f] at the end\n"
    )
    assert [(one.codes, one.line) for one in remarks("a.yaml", text).suppressions] == [
        (("a",), 0),
        (("b",), 2),
        (("c",), 4),
        (("d",), 6),
        (("e",), 11),
        (("f",), 14),
    ]


def test_only_comments() -> None:
    assert found("# reconciler: ignore-file[empty-file] to come\n") == [(("empty-file",), 0, 1, 1)]


def test_a_document_that_cannot_be_read_keeps_what_is_certain() -> None:
    text = (
        "a: 1  # reconciler: ignore[x] before\n"
        "b: [\n"
        "c: 'x  # reconciler: ignore[y] nobody can tell\n"
        "  # reconciler: ignore-file[z] of its own\n"
        "---\n"
        "d: 1  # reconciler: ignore[q] the next document\n"
    )
    assert [one.codes for one in remarks("a.yaml", text).suppressions] == [("x",), ("z",), ("q",)]


def test_so_does_one_behind_the_end_of_another() -> None:
    assert found("a: 1\n...\nb: @\n# reconciler: ignore[x] why\nc: 1\n") == [(("x",), 5, 4, 1)]


def test_tabs_on_blank_lines_are_in_nobodys_way() -> None:
    text = "a: 1\n\t\nb: 2  # reconciler: ignore[x] why\n  \t\n\n# reconciler: ignore[y] why\n \t \nc: '# reconciler: ignore[z]'\n"
    loads(text)
    assert found(text) == [(("x",), 3, 3, 7), (("y",), 8, 6, 1)]


@pytest.mark.parametrize("said", ["ivanova@teleset.example", "+7 916 000-00-01", "89160000001", "(495) 000-00-01"])
def test_addresses_in_a_reason_are_masked(said: str) -> None:
    assert only(f"a: 1  # reconciler: ignore[x] ask {said}, see OPS-1234\n").reason == "ask •••••, see OPS-1234"


def test_of_the_line_only_the_comment_is_shown() -> None:
    text = "address: ivanova@teleset.example  #  reconciler:\tignore[a, b-c] позвонить Ивановой\n"
    where = only(text).location
    assert where.excerpt == "… #  reconciler: ignore[a, b-c]"
    assert where.caret == (2, 29)
    assert text[where.column - 1 : where.end_column - 1] == "#  reconciler:\tignore[a, b-c]"


@pytest.mark.parametrize("inside", ["ivanova@teleset.example", "+7 916 000-00-01", "79160000001", "Иванова Анна", "a, 112-233-445 95"])
def test_what_is_no_code_is_not_shown(inside: str) -> None:
    one = only(f"a: 1 # reconciler: ignore[{inside}] why\n")
    assert one.location.excerpt == "… # reconciler: ignore[•••••]"
    assert one.location.end_column == 6 + len(f"# reconciler: ignore[{inside}]")


def test_of_what_cannot_be_read_only_the_beginning_is_shown() -> None:
    (wrong,) = remarks("a.yaml", "# reconciler: ignore ivanova@teleset.example\n").unreadable
    assert wrong.location is not None
    assert wrong.location.excerpt == "# reconciler: ignore"
    (wrong,) = remarks("a.yaml", "# reconciler: Иванова[x]\n").unreadable
    assert wrong.location is not None
    assert wrong.location.excerpt == "# reconciler: •••••"
    assert remarks("a.yaml", "# reconciler: ivanova@teleset.example\n") == Remarks([], [])


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_bytes_of_any_kind(ending: str) -> None:
    text = ending.join(["# reconciler: ignore[x] why", f"{ORGANIZATION.strip()}  # reconciler: ignore[y] why".replace("\n", ending)])
    for content in (text.encode(), b"\xef\xbb\xbf" + text.encode()):
        (one,) = read(content).remarks()
        assert [(s.codes, s.line, s.location.column) for s in one.suppressions] == [(("x",), 2, 1), (("y",), 3, 21)]


def test_only_files_that_are_asked_for() -> None:
    loaded = read(f"{ORGANIZATION}# reconciler: ignore[x] why\n", ORGANIZATION, f"{ORGANIZATION}# reconciler: ignore[y] why\n")
    assert [one.codes for each in loaded.remarks() for one in each.suppressions] == [("x",), ("y",)]
    assert [one.location.path for each in loaded.remarks({"c.yaml"}) for one in each.suppressions] == ["c.yaml"]
    assert loaded.remarks({"b.yaml"}) == []


def test_a_file_in_another_encoding_says_nothing() -> None:
    (one,) = read("# reconciler: ignore[x] почему\n".encode("cp1251")).remarks()
    assert one == Remarks([], [])


@pytest.mark.parametrize("content", [b"# reconciler: ignore[x]", b"#Reconciler:", b"a: 1 # \tRECONCILER: IGNORE[x]"])
def test_files_worth_a_look(content: bytes) -> None:
    assert may_hold_remarks(content)


@pytest.mark.parametrize("content", [b"", ORGANIZATION.encode(), b"# yaml-language-server: $schema=../.reconciler/v1/document.json\nid: reconciler\n"])
def test_the_others_are_not_even_decoded(content: bytes) -> None:
    assert not may_hold_remarks(content)


# An oracle: a mark is in a comment exactly if spelling it otherwise changes nothing of what another parser reads.

_MARK = "# reconciler: ignore[m{}] why"

_BLOCKS = (
    "k{n}: word{m}",
    "k{n}: 'it''s{m} text' {m}",
    'k{n}: "say \\"so\\"{m}\n  {m}\n\n  more" {m}',
    "k{n}: 'over\n  {m}\n  lines{m}'{m}",
    "k{n}: |{m}\n  text{m}\n{m}\n  {m}\n\n  - text\n{m}",
    "k{n}: >-{m}\n\n    {m}\n    text: [{m}\n    {m}",
    "k{n}: |2-{m}\n    {m}\n  {m}\n {m}",
    "k{n}: [a,{m}\n  {m}\n  'b{m}', \"c\n  {m}\"{m}\n  ]{m}",
    "k{n}: {{a: b,{m}\n  'c{m}': d{m}\n  }}",
    "k{n}:{m}\n  - a{m}\n  -{m}\n    b: c{m}\n{m}",
    "'k{n} {m}':{m}\n  plain text{m}",
    "k{n}: plain\n  going on{m}",
    "? k{n}{m}\n{m}\n: v{m}",
    "{m}",
    "  {m}",
    "",
    "---{m}",
    "...{m}\n---",
    "k{n}: a#b{m}",
    "k{n}: http://x#y{m}",
)


@st.composite
def _texts(draw: st.DrawFn) -> str:
    """Documents with marks in all places, some of them glued to what stands before."""
    marks = iter(range(1000))

    def mark() -> str:
        return draw(st.sampled_from(("", "", " # note", " ", "  ", "\t", " # note ", ""))) + (_MARK.format(next(marks)) if draw(st.booleans()) else "")

    blocks = draw(st.lists(st.sampled_from(_BLOCKS), min_size=1, max_size=8))
    parts = (part for n, block in enumerate(blocks) for part in (*block.replace("{n}", str(n)).replace("{{", "{").replace("}}", "}").split("{m}"), None))
    text = ""
    last: str | None = None
    for part in parts:
        text += "\n" if part is None else (mark() if last is not None else "") + part
        last = part
    return text


_pieces = st.sampled_from(
    [
        "a: b",
        "- x",
        "k: 'q",
        "'",
        '"',
        'd: "e"',
        "f: >",
        "[a,",
        "b]",
        "{c: d,",
        "}",
        "---",
        "...",
        "text",
        "#",
        "# note",
        "",
        "? k",
        ": v",
        "it's",
        "''",
        '\\"',
        "&a",
        "*a",
        "!!str",
        "h: [x, y]",
        "i: {j: k}",
        "g: #",
        "- - -",
    ]
)
_lines = st.lists(
    st.tuples(st.sampled_from(["", "", " ", "  ", "    "]), st.lists(_pieces, max_size=3), st.sampled_from(["", "", " ", "  ", "\t"]), st.booleans()),
    min_size=1,
    max_size=12,
)


def _value(text: str) -> object:
    """What the text says, where both parsers can read it."""
    try:
        list(yaml.parse(text, yaml.CSafeLoader))
        return repr(loads(text, parse_datetime=False))
    except (ValueError, TypeError, yaml.YAMLError):
        return None


def _agrees(text: str) -> bool:
    """Whether the marks found in a text are those that mean nothing. False where it cannot be read."""
    value = _value(text)
    seen = {code for one in remarks("a.yaml", text).suppressions for code in one.codes}
    if value is None:
        return False
    for found in re.finditer(r"# reconciler: ignore\[(m[0-9]+)\]", text):
        before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()].rstrip("#")
        if before and before[-1] not in " \t":
            assert found[1] not in seen
        elif not before.lstrip().startswith("#"):
            other = text.replace(f"ignore[{found[1]}]", f"ignora[{found[1]}]")
            assert (found[1] in seen) == (_value(other) == value), found[1]
    return True


@given(_texts())
def test_a_comment_is_what_changes_nothing(text: str) -> None:
    _agrees(text)


@given(_lines)
def test_nor_does_it_where_hardly_anything_is_in_order(lines: list[tuple[str, list[str], str, bool]]) -> None:
    rows = [f"{indent}{' '.join(pieces)}{space}{_MARK.format(number) if marked else ''}" for number, (indent, pieces, space, marked) in enumerate(lines)]
    _agrees("\n".join(rows))


@given(_lines)
def test_the_line_spoken_about_says_something(lines: list[tuple[str, list[str], str, bool]]) -> None:
    text = "\n".join(f"{indent}{' '.join(pieces)}{space}{_MARK.format(0) if marked else ''}" for indent, pieces, space, marked in lines)
    rows = text.split("\n")
    for one in remarks("a.yaml", text).suppressions:
        here = one.location.line
        if one.line != here:
            assert one.line > here
            assert re.match(r"[ \t]*[^ \t#]", rows[one.line - 1])
            assert all(re.fullmatch(r"[ \t]*(#.*)?", row) for row in rows[here - 1 : one.line - 1])


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"a{number}: 'x'  # reconciler: ignore[inn-checksum] why\n" for number in range(10_000)),
        "# reconciler: ignore[inn-checksum] why\n" * 10_000 + "a: 1\n",
        "a: 1" + " # reconciler: ignore[inn-checksum] why" * 10_000,
        "a: 1\n# reconciler: ignore[" + ", ".join(f"c{number}" for number in range(10_000)) + "] why\n",
        "a: 1\n" + "---\n# reconciler: ignore[x] why\nb: 1\n" * 3_000,
        "a: [\n" + "# reconciler: ignore[x] why\n" * 10_000,
        "# reconciler: ignroe[x] why\n" * 10_000,
        "#" * 200_000 + " reconciler: ignore[x] why",
        "a: 1 " + "# reconciler: " * 20_000,
        "a: 1\n# reconciler: ignore" + "[" * 100_000,
    ],
    ids=["lines", "stacked", "one comment", "one bracket", "documents", "broken", "unreadable", "signs", "unfinished", "brackets"],
)
def test_thousands_of_them(text: str) -> None:
    began = time.process_time()
    remarks("a.yaml", text)
    assert time.process_time() - began < 5
