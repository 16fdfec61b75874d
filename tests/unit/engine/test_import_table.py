"""Whatever is in a table: the file that is made has no errors, every row is in it or in the report, and nothing personal is in the report."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reconciler.engine.fmt import fmt
from reconciler.engine.import_table import import_table
from reconciler.engine.validate import validate
from reconciler.importing.cells import cells, rows
from reconciler.model.diagnostic import Severity
from reconciler.model.errors import InvalidInput, Unusable
from reconciler.model.formatted import Status
from reconciler.model.imported import Imported
from reconciler.reporting.imported import render_imported
from reconciler.reporting.machine import dumps
from reconciler.reporting.machine.imported import imported_document

RUSSIAN = (
    "Фамилия",
    "Имя",
    "Отчество",
    "Электронная почта",
    "Мобильный телефон",
    "Роль",
    "Логин",
    "Уведомления",
    "Язык",
    "Часовой пояс",
    "Согласие",
    "Дата согласия",
    "Внешний",
)
ENGLISH = ("Family name", "Given name", "Patronymic", "E-mail", "Mobile", "Role", "Login", "Types", "Locale", "Timezone", "Consent", "Consent date", "External")

HOSTILE = st.sampled_from(
    [
        "a: b",
        "# a",
        "- a",
        "---",
        '"',
        "'",
        "a\nb: c",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "%",
        "@",
        "{a",
        "[",
        "=1+1",
        "=HYPERLINK(1)",
        "#N/A",
        "\x00",
        "\t",
        "null",
        "~",
        "<<: *a",
        "x" * 150,
    ]
)
UNSEEN = st.sampled_from(["Ива\u202eнова", "\u200bАнна", "a\u2028b", "\ufeffАнна", "😀"])
"""Not to be had in Windows-1251."""

USUAL: list[list[str]] = [
    ["Иванова", "Петров", "Сидорова", "Щербаков", "О'Нил", "Ivanova", "Ли", "Нет", "no", "Салтыкова-Щедрина"],
    ["Анна", "Пётр", "Мария", "А.", "Anna", "Ян"],
    ["", "Петровна", "-"],
    [
        *(f"{name}@teleset.example" for name in ("ivanova", "Petrov", "a.b+c", "no", "null", "x1", "x2", "x3")),
        "a@ТЕЛЕСЕТЬ.example",
        "a1@teleset.example; a2@teleset.example",
        "",
    ],
    ["+79160000001", "8 (916) 000-00-02", "79160000003", "79160000004,0", "+77010000007", "", "нет", "+79160000008; +79160000009", '="+79160000010"'],
    ["", "coordinator"],
    ["", "", "no", "Op-1", "op-2", "on"],
    ["", "payment", "payment, works", "все", "нет", "license-renewal", "category:requests", "core, category:account"],
    ["", "ru", "RU", "Русский"],
    ["", "Europe/Moscow", "МСК+7", "europe/moscow"],
    ["", "договор", "закон", "да", "нет"],
    ["", "01.06.2025", "2025-06-01"],
    ["", "", "", "да", "нет"],
]
WRONG: list[list[str]] = [
    ["", "2", "Ивaнова", "Анна Иванова", "Иванова (Петрова)"],
    ["", "1", "Анна2"],
    ["П3тровна"],
    ["ivаnova@teleset.example", "x@y", "anna ivanova@teleset.example", "a1@teleset.example,b", "иванова@телесеть.example", "a@b@c"],
    ["7,9161E+10", "8 495 000-00-05", "88000000000", "9160000006", "+1 202 555 0108", "+79160000008/12", "+79160000001 доб. 1"],
    ["Координатор", "нет"],
    ["ivanova", "i_va", "79160000001", "ivanova-anna", "ivanova@teleset.example", "x" * 70],
    ["погода", "delivery-problem", "category:none", "surface:pos;core", "works; погода"],
    ["клингонский", "zz"],
    ["Луна"],
    ["устно"],
    ["31.02.2025"],
    ["может быть"],
]


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A table as some program writes it, in one of the encodings that are read."""
    headings = draw(st.sampled_from([RUSSIAN, ENGLISH]))
    order = draw(st.permutations(range(len(headings))))
    columns = [0, 1, *(column for column in order[: draw(st.integers(2, len(order)))] if column > 1)]
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1251"]))
    odd = HOSTILE if encoding == "cp1251" else HOSTILE | UNSEEN | st.text(max_size=10)

    @st.composite
    def row(draw: st.DrawFn) -> list[str]:
        """Mostly what people write, with a mistake here and there."""
        cells = [draw(st.sampled_from(USUAL[column])) for column in columns]
        for place in draw(st.lists(st.sampled_from(range(len(columns))), max_size=2)):
            cells[place] = draw(st.sampled_from(WRONG[columns[place]]) | odd)
        return cells

    written = draw(st.lists(row(), min_size=1, max_size=8))
    out = io.StringIO()
    delimiter = draw(st.sampled_from(";,\t"))
    writer = csv.writer(
        out, delimiter=delimiter, lineterminator=draw(st.sampled_from(["\n", "\r\n"])), quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    )
    writer.writerow([headings[column] for column in columns])
    writer.writerows(written)
    # What an encoding cannot say, no table in it says.
    return out.getvalue().encode(encoding, "ignore" if encoding != "cp1251" else "replace")


def _rows(imported: Imported, content: bytes) -> dict[int, range]:
    """The physical lines of each row below the header, by the first of them."""
    codec = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "windows-1251": "cp1251"}[imported.encoding]
    lines = content.decode(codec).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    delimiter = {"Tab": "\t"}.get(imported.delimiter, imported.delimiter)
    found = list(rows(lines, delimiter))[1:]
    return {row.line + 1: range(row.line + 1, max(cell.last for cell in cells(lines, row, delimiter)) + 2) for row in found}


@given(tables())
def test_the_file_is_valid_and_every_row_is_in_it_or_in_the_report(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        table, out = directory / "accounts.csv", directory / "teleset.yaml"
        table.write_bytes(content)
        try:
            imported = import_table(table, organization="teleset", name="ООО «ТелеСеть»", directory=directory, out=out)
        except InvalidInput as error:
            # Too few columns to say who is meant, or nobody at all.
            assert {found.code for found in error.diagnostics} <= {"import-no-rows", "import-no-names", "import-mixed-delimiters"}
            return
        assert out.exists() == bool(imported.taken)
        if imported.taken:
            assert [found for found in validate([str(out)], directory=directory).diagnostics if found.severity is Severity.ERROR] == []
            assert [file.status for file in fmt([str(out)], directory=directory, fix=True, write=False).files] == [Status.UNCHANGED]
            accounts: dict[str, Any] = yaml.safe_load(out.read_text(encoding="utf-8"))["accounts"]
            assert list(accounts) == list(imported.taken.values())
        _check_rows(imported, content)
        _check_masks(imported, content)


def _check_rows(imported: Imported, content: bytes) -> None:
    written = _rows(imported, content)
    assert imported.rows == len(written)
    assert imported.taken.keys() <= written.keys()
    errors = {found.location.line for found in imported.diagnostics if found.severity is Severity.ERROR and found.location}
    for line, lines in written.items():
        assert (line in imported.taken) != bool(errors.intersection(lines)), line
    for line in imported.incomplete:
        assert line in imported.taken


def _check_masks(imported: Imported, content: bytes) -> None:
    said = dumps(imported_document(imported)) + "".join(render_imported(imported, language=language) for language in ("en", "ru"))
    for personal in ("ivanova@", "Petrov", "Анна", "Щербаков", "000-00-0", "0000002", "79160000003", "Петровна", "ivаnova"):
        assert personal not in said


ANYTHING = st.text(alphabet='ИванАя;,\t"\n\r =+@.79-\x00\u200e', max_size=120) | st.text(max_size=80)


@given(
    st.sampled_from(["Фамилия;Имя;E-mail;Телефон;Уведомления\n", "ФИО,Телефон,Логин\n", "Внешний\tE-mail\tДата согласия\n", ""]),
    ANYTHING,
    st.binary(max_size=8),
)
def test_nothing_below_a_header_is_a_mistake_of_ours(header: str, text: str, end: bytes) -> None:
    content = (header + text).encode("utf-8", "surrogatepass") + end
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "accounts.csv").write_bytes(content)
        try:
            imported = import_table(Path(name) / "accounts.csv", organization="teleset", name="ООО «ТелеСеть»", directory=Path(name))
        except InvalidInput as error:
            assert all(found.location is not None for found in error.diagnostics)
            return
        for language in ("en", "ru"):
            render_imported(imported, language=language)


def test_the_same_table_makes_the_same_file(tmp_path: Path) -> None:
    text = "ФИО;E-mail;Телефон\nИванова Анна;a@teleset.example;12345\nПетров Пётр;p@teleset.example;\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    made = [import_table(tmp_path / "a.csv", organization="teleset", directory=tmp_path) for _ in range(2)]
    assert made[0] == made[1]


PROJECT = "version: 1\nkind: Project\nmanager: tests-7f3a\nsources: [organizations]\nbackend: {type: memory}\n"
ORGANIZATION = """\
version: 1
kind: Organization
id: teleset
name: ООО «ТелеСеть»
roles: {coordinator: {notifications: {types: [works]}}}
accounts:
  ivanova: {family_name: Иванова, given_name: Анна, contacts: {email: ivanova@teleset.example}}
"""


def _project(directory: Path, *, project: str = PROJECT, organization: str = ORGANIZATION) -> None:
    (directory / "organizations").mkdir()
    (directory / "reconciler.yaml").write_text(project, encoding="utf-8")
    (directory / "organizations" / "teleset.yaml").write_text(organization, encoding="utf-8")


def _import(directory: Path, table: str, *, out: str = "organizations/more.yaml", **more: Any) -> Imported:
    (directory / "accounts.csv").write_text(table, encoding="utf-8")
    return import_table(directory / "accounts.csv", organization=more.pop("organization", "teleset"), directory=directory, out=directory / out, **more)


def _said(imported: Imported) -> list[tuple[str, int, int, str]]:
    located = ((found, found.location) for found in imported.diagnostics)
    return sorted((found.code, where.line, where.column, found.severity.name) if where else (found.code, 0, 0, found.severity.name) for found, where in located)


TABLE = "ФИО;E-mail;Роль\nИванова Анна;ivanova@teleset.example;\nИванова Алла;alla@teleset.example;coordinator\nПетров Пётр;petrov@teleset.example;нет такой\n"


def test_accounts_are_added_to_an_organization_that_is_declared(tmp_path: Path) -> None:
    _project(tmp_path)
    imported = _import(tmp_path, TABLE)
    assert (imported.kind, imported.taken, imported.declared) == ("Accounts", {3: "ivanova-a", 4: "petrov"}, {2: "ivanova"})
    assert _said(imported) == [("import-declared", 2, 1, "NOTE"), ("import-unknown-word", 4, 36, "WARNING")]
    assert "role: coordinator" in imported.text
    assert validate(directory=tmp_path).ok
    assert imported.in_sources


def test_a_corrected_table_adds_only_whom_it_corrected(tmp_path: Path) -> None:
    _project(tmp_path)
    table = "ФИО;E-mail\nПетров Пётр;petrov@teleset.example\nСидорова Мария;maria\n"
    assert _import(tmp_path, table).taken == {2: "petrov"}
    again = _import(tmp_path, table.replace("maria", "maria@teleset.example"), out="organizations/rest.yaml")
    assert (again.taken, again.declared, again.refused) == ({3: "sidorova"}, {2: "petrov"}, 0)
    assert validate(directory=tmp_path).ok


def test_what_a_rule_forbids_is_left_out_where_the_table_says_it(tmp_path: Path) -> None:
    imported = _import(
        tmp_path, "ФИО;E-mail;Телефон\nИванова Анна;a@teleset.example;8 495 000-00-05\nПетров Пётр;;8 800 000-00-00\n", out="teleset.yaml", name="X"
    )
    assert _said(imported) == [("landline-sms", 2, 32, "WARNING"), ("landline-sms", 3, 14, "ERROR")]
    assert (list(imported.taken.values()), imported.refused, sorted(imported.incomplete)) == (["ivanova"], 1, [2])
    assert validate([str(tmp_path / "teleset.yaml")], directory=tmp_path).ok


def test_a_type_for_another_audience_is_left_out_of_the_list(tmp_path: Path) -> None:
    imported = _import(tmp_path, "Внешний;E-mail;Уведомления\nда;c@client.example;license-renewal, works\n", out="teleset.yaml", name="X")
    assert _said(imported) == [("audience-mismatch", 2, 21, "WARNING")]
    assert "types: [works]" in imported.text


def test_a_rule_that_the_project_makes_an_error_counts_as_one(tmp_path: Path) -> None:
    _project(tmp_path, project=PROJECT + "lint: {sms-without-consent: error}\n")
    imported = _import(tmp_path, "ФИО;E-mail;Телефон\nПетров Пётр;p@teleset.example;+79160000001\n")
    assert _said(imported) == [("sms-without-consent", 2, 31, "WARNING")]
    assert validate(directory=tmp_path).ok


@pytest.mark.parametrize(
    ("table", "code"),
    [("", "import-no-header"), ("Фамилия;Имя\n", "import-no-rows")],
)
def test_a_table_of_which_nothing_can_be_taken_is_an_error_with_its_line(tmp_path: Path, table: str, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        _import(tmp_path, table)
    (found,) = caught.value.diagnostics
    assert (found.code, found.location and found.location.line) == (code, 1)


def test_nothing_is_written_where_nobody_is_taken(tmp_path: Path) -> None:
    imported = _import(tmp_path, "ФИО;E-mail\nИванова;a@teleset.example\n", out="teleset.yaml")
    assert (imported.text, imported.file, imported.refused) == ("", "", 1)
    assert not (tmp_path / "teleset.yaml").exists()


def test_a_project_with_mistakes_is_mended_first(tmp_path: Path) -> None:
    _project(tmp_path, organization=ORGANIZATION + "  petrov: {family_nam: Петров}\n")
    with pytest.raises(InvalidInput) as caught:
        _import(tmp_path, TABLE)
    assert {found.code for found in caught.value.diagnostics} == {"unknown-key", "missing-key"}


def test_a_project_without_organizations_yet_is_fine(tmp_path: Path) -> None:
    (tmp_path / "reconciler.yaml").write_text(PROJECT, encoding="utf-8")
    assert _import(tmp_path, TABLE, name="ООО «ТелеСеть»").kind == "Organization"
    assert validate(directory=tmp_path).ok


def test_a_name_that_is_not_given_is_said(tmp_path: Path) -> None:
    assert ("import-organization-name", 0, 0, "WARNING") in _said(_import(tmp_path, TABLE, out="teleset.yaml"))


def test_a_name_for_an_organization_that_is_declared_is_refused(tmp_path: Path) -> None:
    _project(tmp_path)
    with pytest.raises(Unusable) as caught:
        _import(tmp_path, TABLE, name="Другое")
    assert caught.value.code == "import-organization-declared"


@pytest.mark.parametrize(("organization", "hint"), [("ТелеСеть", "similar"), ("@", "")])
def test_an_organization_needs_an_id(tmp_path: Path, organization: str, hint: str) -> None:
    with pytest.raises(Unusable) as caught:
        _import(tmp_path, TABLE, organization=organization)
    assert (caught.value.code, caught.value.hint) == ("import-organization-id", hint)


def test_an_id_of_the_organization_that_no_rule_allows_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        _import(tmp_path, TABLE, organization="79160000001", name="X", out="x.yaml")
    assert {found.code for found in caught.value.diagnostics} == {"pii-in-id"}
    assert not (tmp_path / "x.yaml").exists()


@pytest.mark.parametrize("name", ["", " ", "a\nb", "a\x00", "\udcff", "x" * 501])
def test_a_name_is_one_that_can_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unusable) as caught:
        _import(tmp_path, TABLE, name=name)
    assert caught.value.code == "bad-argument"


def test_a_file_that_is_there_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "teleset.yaml").write_text("mine", encoding="utf-8")
    (tmp_path / "teleset-2.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(Unusable) as caught:
        _import(tmp_path, TABLE, out="teleset.yaml")
    assert (caught.value.code, caught.value.arguments["suggestion"]) == ("import-would-overwrite", (tmp_path / "teleset-3.yaml").as_posix())
    assert (tmp_path / "teleset.yaml").read_text(encoding="utf-8") == "mine"


def test_half_a_file_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

    def open_full(path: Path, mode: str = "r", **_: object) -> io.StringIO:
        path.touch(exist_ok=False)
        return Full()

    (tmp_path / "accounts.csv").write_text(TABLE, encoding="utf-8")
    with monkeypatch.context() as patched, pytest.raises(Unusable) as caught:
        patched.setattr("reconciler.engine.import_table.Path.open", lambda path, *mode, **more: open_full(path) if mode == ("x",) else io.FileIO(path))
        import_table(tmp_path / "accounts.csv", organization="teleset", directory=tmp_path, out=tmp_path / "x.yaml")
    assert caught.value.code == "not-writable"
    assert not (tmp_path / "x.yaml").exists()


def test_a_file_larger_than_one_that_is_read_is_not_made(tmp_path: Path) -> None:
    _project(tmp_path, project=PROJECT + "limits: {max_file_size: 8KiB}\n")
    table = "Фамилия;Имя;E-mail\n" + "".join(f"П{_letters(number)};П;{number}@t.example\n" for number in range(150))
    with pytest.raises(InvalidInput) as caught:
        _import(tmp_path, table)
    assert [found.code for found in caught.value.diagnostics] == ["import-too-large"]


def _letters(number: int) -> str:
    return "".join("абвгдежзик"[int(digit)] for digit in str(number))


def test_a_table_larger_than_a_file_may_be_is_not_read(tmp_path: Path) -> None:
    _project(tmp_path, project=PROJECT + "limits: {max_file_size: 1KiB}\n")
    with pytest.raises(InvalidInput) as caught:
        _import(tmp_path, TABLE + "\n" * 2000)
    assert [found.code for found in caught.value.diagnostics] == ["file-too-large"]


@pytest.mark.parametrize("name", ["reconciler.json", "document.json"])
def test_the_modeline_leads_to_the_projects_copy_of_the_schemas(tmp_path: Path, name: str) -> None:
    _project(tmp_path)
    assert not _import(tmp_path, TABLE, out="organizations/a.yaml").text.startswith("#")
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / name).write_text("{}", encoding="utf-8")
    (tmp_path / "organizations" / "a.yaml").unlink()
    text = _import(tmp_path, TABLE, out="organizations/deep/b.yaml").text
    assert text.startswith(f"# yaml-language-server: $schema=../../schemas/{name}\nversion: 1\n")


def test_time_grows_with_the_rows_and_no_faster() -> None:
    """Counted in calls, which no other program on the machine can disturb."""
    few, many = (_calls(number) for number in (200, 2000))
    assert many < 12 * few


def _calls(number: int) -> int:
    import sys

    from reconciler.importing.crowd import people_of
    from reconciler.importing.table import read_table
    from tests.unit.importing.reading import known

    content = ("Фамилия;Имя;E-mail;Уведомления\n" + "".join(_line(number) for number in range(number))).encode()
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    around = known()
    sys.setprofile(count)
    try:
        people_of(read_table("a.csv", content), around)
    finally:
        sys.setprofile(None)
    return calls


def _line(number: int) -> str:
    """All of one name, some without an address, some with unknown words."""
    address = "x" if number % 7 == 0 else f"a{number}@teleset.example"
    return f"Иванова;Анна;{address};{'погода' if number % 5 == 0 else 'works'}\n"
