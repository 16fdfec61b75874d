"""Formatting files: which ones, what is left alone, and what it never changes."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconciler.documents import writing
from reconciler.documents.discover import Source
from reconciler.documents.parse import Parsed, parse
from reconciler.engine.fmt import fmt
from reconciler.engine.init import init
from reconciler.engine.read import Reading
from reconciler.engine.validate import Stdin, validate
from reconciler.model.diagnostic import Severity
from reconciler.model.errors import Unusable
from reconciler.model.formatted import FormattedFile, Status
from reconciler.model.limits import Limits
from reconciler.model.settings import Settings
from reconciler.resources import compile_settings
from tests.unit.documents import texts
from tests.written import written_declarations

ROOT = Path(__file__).parents[3]
BOM = "\ufeff"
UGLY = "kind: Organization\nversion: 1\nid:  teleset\nname: X\n"
CANONICAL = "version: 1\nkind: Organization\nid: teleset\nname: X\n"
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=30)
at_length = settings(unhurried, max_examples=500)


def put(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def run(directory: Path, *paths: str, fix: bool = False, write: bool = True, difference: bool = False) -> dict[str, str]:
    """What became of each file."""
    formatted = fmt(paths, directory=directory, base=directory, fix=fix, write=write, difference=difference)
    return {file.path: file.status.value for file in formatted.files}


def stdin(content: bytes, *, fix: bool = False) -> FormattedFile:
    formatted = fmt(directory=ROOT / "nowhere", stdin=Stdin("<stdin>", lambda limit: content), fix=fix)
    return formatted.files[0]


# Which files


def test_named_files_directories_and_patterns(tmp_path: Path) -> None:
    for name in ("a.yaml", "deep/b.yml", "deep/deeper/c.yaml", "deep/.hidden/d.yaml", "other.txt"):
        put(tmp_path / name, UGLY)
    assert run(tmp_path, "a.yaml", "deep/deep*/*.yaml") == {"a.yaml": "changed", "deep/deeper/c.yaml": "changed"}
    assert run(tmp_path, "deep") == {"deep/b.yml": "changed", "deep/deeper/c.yaml": "unchanged"}
    assert run(tmp_path, "other.txt") == {"other.txt": "changed"}
    assert (tmp_path / "deep/.hidden/d.yaml").read_text(encoding="utf-8") == UGLY


def test_the_project_and_its_own_file(tmp_path: Path) -> None:
    project = "kind: Project\nversion: 1\nmanager: x-1\nsources: [organizations]\nbackend: {type: memory}\nenvironments:\n  test: {sources: [testing]}\n"
    put(tmp_path / "reconciler.yaml", project)
    for name in ("organizations/a.yaml", "testing/b.yaml", "elsewhere/c.yaml"):
        put(tmp_path / name, UGLY)
    assert run(tmp_path) == {"reconciler.yaml": "changed", "organizations/a.yaml": "changed", "testing/b.yaml": "changed"}
    put(tmp_path / "reconciler.yaml", project.replace("manager: x-1", "manager: X 1"))
    (tmp_path / "organizations/a.yaml").write_text(UGLY, encoding="utf-8", newline="\n")
    assert run(tmp_path) == {"reconciler.yaml": "changed", "organizations/a.yaml": "changed"}, "a mistake in it does not matter here"


def test_there_must_be_something_to_format(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="nothing-to-format"):
        fmt(directory=tmp_path)


def test_what_is_named_and_not_there_is_an_error_and_the_rest_goes_on(tmp_path: Path) -> None:
    put(tmp_path / "a.yaml", UGLY)
    formatted = fmt(["nothing.yaml", "a.yaml"], directory=tmp_path, base=tmp_path)
    assert [file.status for file in formatted.files] == [Status.CHANGED]
    assert [found.code for found in formatted.diagnostics] == ["no-such-file"]


# What is left alone


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (UGLY + "x: [\n", "syntax-error"),
        (UGLY + "id: b\n", "duplicate-key"),
        (UGLY + "x: !env B\n", "custom-tag"),
        (UGLY.encode() + "y: Организация\n".encode("cp1251"), "not-utf-8"),
        (UGLY + "x: {?y: 1}\n", "fmt-gave-up"),
        ("kind: Pod\nversion:  1\n", "fmt-not-ours"),
        ("services:  {}\n", "fmt-not-ours"),
    ],
)
def test_a_file_that_cannot_be_formatted_is_left_alone(content: str | bytes, code: str, tmp_path: Path) -> None:
    file = put(tmp_path / "a.yaml", content)
    put(tmp_path / "b.yaml", UGLY)
    before = file.read_bytes()
    for fix in (False, True):
        formatted = fmt(["."], directory=tmp_path, base=tmp_path, fix=fix)
        assert formatted.files[0].status is Status.LEFT
        assert [found.code for found in formatted.diagnostics] == [code]
        assert formatted.diagnostics[0].location is not None
        assert formatted.diagnostics[0].location.path == "a.yaml"
    assert file.read_bytes() == before
    assert (tmp_path / "b.yaml").read_text(encoding="utf-8") == CANONICAL


@pytest.mark.parametrize("content", ["", "# only words\n\n\n\n# x   \n", "---\n"])
def test_a_file_without_documents_stays_as_it_is(content: str, tmp_path: Path) -> None:
    put(tmp_path / "a.yaml", content)
    assert run(tmp_path, "a.yaml").popitem()[1] in ("unchanged", "left-alone")
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == content


def test_a_file_in_order_is_not_touched(tmp_path: Path) -> None:
    file = put(tmp_path / "a.yaml", CANONICAL)
    os.utime(file, ns=(10**18, 10**18))
    before = file.stat()
    assert run(tmp_path, "a.yaml", fix=True) == {"a.yaml": "unchanged"}
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize(("fix", "difference"), [(False, False), (False, True), (True, True)])
def test_looking_writes_nothing(fix: bool, difference: bool, tmp_path: Path) -> None:
    file = put(tmp_path / "a.yaml", UGLY + "inn: 0212345670\n")
    before = file.stat().st_mtime_ns
    assert run(tmp_path, "a.yaml", write=False, fix=fix, difference=difference) == {"a.yaml": "would-change"}
    assert file.read_text(encoding="utf-8") == UGLY + "inn: 0212345670\n"
    assert file.stat().st_mtime_ns == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_a_file_that_changed_meanwhile_is_left_to_whoever_changed_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(tmp_path / "a.yaml", UGLY)

    def meanwhile(text: str, limits: Limits) -> list[Parsed]:
        file.write_text("id: mine\n", encoding="utf-8")
        return parse(text, limits)

    monkeypatch.setattr("reconciler.engine.fmt.parse", meanwhile)
    formatted = fmt(["a.yaml"], directory=tmp_path, base=tmp_path)
    assert [(found.code, found.hint) for found in formatted.diagnostics] == [("fmt-gave-up", "changed")]
    assert file.read_text(encoding="utf-8") == "id: mine\n"


def test_a_file_that_cannot_be_written_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(file: Path, content: bytes) -> None:
        raise PermissionError(file, content)

    put(tmp_path / "a.yaml", UGLY)
    monkeypatch.setattr(writing, "put", refuse)
    formatted = fmt(["a.yaml"], directory=tmp_path, base=tmp_path)
    assert [(found.code, found.arguments) for found in formatted.diagnostics] == [("not-writable", {"path": "a.yaml"})]


# What stays


@pytest.mark.parametrize("mark", ["", BOM])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_byte_order_mark_and_line_breaks_stay(mark: str, newline: str) -> None:
    content = (mark + (UGLY + "inn: 0212345670\n\n\nsupport: {\n  email: a@teleset.example}").replace("\n", newline)).encode()
    result = stdin(content, fix=True).content
    assert result is not None
    assert result.decode("utf-8") == mark + (CANONICAL + 'inn: "0212345670"\n\nsupport: {\n  email: a@teleset.example}\n').replace("\n", newline)


def test_of_mixed_line_breaks_the_more_frequent_one_stays() -> None:
    assert stdin(b"version: 1\r\nkind: Organization\r\nid: a\nname: X\r\n").content == b"version: 1\r\nkind: Organization\r\nid: a\r\nname: X\r\n"
    assert stdin(b"version: 1\nkind: Organization\nid: a\r\nname: X\n").content == b"version: 1\nkind: Organization\nid: a\nname: X\n"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_file_reached_by_two_names_is_formatted_once(tmp_path: Path) -> None:
    put(tmp_path / "a.yaml", UGLY)
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    assert run(tmp_path, "b.yaml", "a.yaml") == {"a.yaml": "changed"}
    assert (tmp_path / "b.yaml").is_symlink()


def settings_of(text: str) -> list[object]:
    """What a text declares, in the form that backends hold."""
    reading = Reading()
    resolution = reading.resolution(reading.documents([Source("a.yaml", None, text.encode("utf-8"))]), policy=None, complete=True)
    parts = [part.settings for part in resolution.parts()]
    reading.conclude(resolution)
    assert not [found for found in reading.diagnostics if found.severity is Severity.ERROR], reading.diagnostics
    whole = Settings(
        types=tuple(type_ for part in parts for type_ in part.types), organizations=tuple(organization for part in parts for organization in part.organizations)
    )
    return [whole, list(compile_settings(whole))]


def means_the_same(text: str, mark: str, newline: str) -> None:
    declared = settings_of(text)
    content = (mark + text.replace("\n", newline)).encode("utf-8")
    for fix in (False, True):
        done = stdin(content, fix=fix)
        assert done.status is not Status.LEFT
        assert done.content is not None
        result = done.content.decode("utf-8")
        assert result.startswith(BOM) == bool(mark)
        assert len(re.findall(r"(?<!\r)\n" if newline == "\r\n" else "\r", result)) == 0
        assert settings_of(result.removeprefix(BOM).replace("\r\n", "\n")) == declared
        assert stdin(done.content, fix=fix).status is Status.UNCHANGED


@unhurried
@given(written_declarations(), st.sampled_from(["", BOM]), st.sampled_from(["\n", "\r\n"]))
def test_a_declaration_means_what_it_meant(text: str, mark: str, newline: str) -> None:
    means_the_same(text, mark, newline)


@pytest.mark.long
@pytest.mark.timeout(1800)
@at_length
@given(written_declarations(), st.sampled_from(["", BOM]), st.sampled_from(["\n", "\r\n"]))
def test_many_declarations_mean_what_they_meant(text: str, mark: str, newline: str) -> None:
    means_the_same(text, mark, newline)


@pytest.mark.parametrize("fix", [False, True])
@pytest.mark.parametrize("write", [texts.generated, texts.mutated, texts.soup], ids=lambda write: write.__name__)
def test_whatever_a_file_holds_fmt_ends_and_says_what_it_did(write: object, fix: bool) -> None:
    assert callable(write)
    for number in range(300):
        done = stdin(write(number).encode("utf-8"), fix=fix)
        assert (done.content is None) <= (done.status is Status.LEFT), number


# What is in order already


def _shipped() -> Sequence[Path]:
    return [path for path in sorted((ROOT / "examples").rglob("*.yaml")) if "invalid" not in path.parts]


@pytest.mark.parametrize("path", _shipped(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_examples_are_in_order(path: Path) -> None:
    done = fmt([str(path)], directory=ROOT, write=False, difference=True).files[0]
    assert (done.status, done.difference) == (Status.UNCHANGED, ())


def found_in(path: Path, content: bytes) -> Counter[tuple[str, str, Severity]]:
    validated = validate(directory=ROOT / "nowhere", stdin=Stdin(path.name, lambda limit: content))
    return Counter((found.code, found.hint, found.severity) for found in validated.diagnostics)


def errors_in(path: Path, content: bytes) -> set[str]:
    return {code for code, _, severity in found_in(path, content) if severity is Severity.ERROR}


INVALID = sorted((ROOT / "examples" / "invalid").rglob("*.yaml"))


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.relative_to(ROOT / "examples").as_posix())
def test_what_is_wrong_with_a_file_stays_wrong(path: Path) -> None:
    """Formatting neither mends nor spoils anything; mending brings no new error, though more of a file may come to be seen."""
    content = path.read_bytes()
    assert found_in(path, stdin(content).content or content) == found_in(path, content)
    assert errors_in(path, stdin(content, fix=True).content or content) <= errors_in(path, content)


MENDED = ("non-string-key", "not-a-choice", "typographic-quote", "unquoted-number", "unsupported-version")


@pytest.mark.parametrize("code", MENDED)
def test_the_examples_of_what_can_be_mended_are_mended(code: str) -> None:
    path = ROOT / "examples" / "invalid" / f"{code}.yaml"
    done = stdin(path.read_bytes(), fix=True)
    assert code in {fix.code for fix in done.fixes}
    assert done.content is not None
    assert code not in errors_in(path, done.content)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_new_project_is_in_order(language: str, tmp_path: Path) -> None:
    init(tmp_path / "new", language=language)
    formatted = fmt(directory=tmp_path / "new", write=False, difference=True)
    assert [(file.path, file.difference) for file in formatted.files if file.status is not Status.UNCHANGED] == []
    assert len(formatted.files) == 2


BLOCKS = [
    pytest.param(block, id=f"{page.relative_to(ROOT).as_posix()}-{number}")
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    for number, block in enumerate(re.findall(r"^```yaml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL), 1)
    if block.startswith("version: ")
]


@pytest.mark.parametrize("block", BLOCKS)
def test_the_documents_on_the_pages_are_in_order(block: str) -> None:
    result = stdin(block.encode("utf-8")).content
    assert result is not None
    assert result.decode("utf-8") == block
