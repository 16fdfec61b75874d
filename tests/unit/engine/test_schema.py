"""The schema for the editors of one project, and the line by which its files name it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from reconciler.engine.init import SCHEMA, examples, init, with_modeline
from reconciler.engine.schema import language_of, project_schema, schema_text
from reconciler.model.errors import InvalidInput, Unusable

OUTAGE = "version: 1\nkind: NotificationType\nid: outage\ntitle: Авария\nchannels: [pager]\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a type and a channel of its own."""
    init(tmp_path)
    write(tmp_path / "types/outage.yaml", OUTAGE)
    file = tmp_path / "reconciler.yaml"
    write(file, file.read_text(encoding="utf-8").replace("sources: [organizations]", "sources: [organizations, types]\nchannels: [pager]"))
    return tmp_path


def write(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def labels(schema: str, name: str) -> list[str]:
    definitions: dict[str, Any] = json.loads(schema)["$defs"]
    return [snippet["label"] for snippet in definitions[name]["defaultSnippets"]]


def test_types_and_channels_of_the_project_are_in_it(project: Path) -> None:
    ours, builtin = project_schema(project), schema_text("bundle")
    assert {*labels(ours, "type-name")} - {*labels(builtin, "type-name")} == {"outage", "category:custom"}
    assert {*labels(ours, "channel")} - {*labels(builtin, "channel")} == {"pager"}


def test_people_are_not_in_it(project: Path) -> None:
    before = project_schema(project)
    file = project / "organizations/example.yaml"
    write(file, file.read_text(encoding="utf-8").replace("ivanova@example.example", "somebody@example.example"))
    assert project_schema(project) == before
    assert "ivanova@" not in before


def test_a_mistake_of_an_organization_is_no_reason_not_to_write_it(project: Path) -> None:
    before = project_schema(project)
    write(
        project / "organizations/second.yaml", "version: 1\nkind: Organization\nid: second\nname: x\nparent: nobody\nnotifications: {types: [paymant]}\nx: 1\n"
    )
    assert project_schema(project) == before


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("types/outage.yaml", OUTAGE + "titel: x\n", "unknown-key"),
        ("types/outage.yaml", OUTAGE.replace("pager", "paper"), "unknown-channel"),
        ("types/payment.yaml", OUTAGE.replace("outage", "payment"), "builtin-type"),
        ("types/broken.yaml", "a: [\n", "syntax-error"),
        ("organizations/broken.yaml", "a: [\n", "syntax-error"),
        ("types/other.yaml", "version: 1\n", "missing-kind"),
    ],
)
def test_a_type_that_may_be_missing_is(project: Path, name: str, text: str, code: str) -> None:
    write(project / name, text)
    with pytest.raises(InvalidInput) as refused:
        project_schema(project)
    assert [(found.code, found.location.path if found.location else "") for found in refused.value.diagnostics] == [(code, name)]


def test_it_needs_a_project(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as refused:
        project_schema(tmp_path)
    assert refused.value.code == "no-project"


def test_its_language_is_found_again(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    for language in ("en", "ru"):
        write(file, schema_text("bundle", language=language))
        assert language_of(file) == language
    write(file, "{}")
    assert language_of(file) is None
    assert language_of(tmp_path / "none.json") is None
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe")
    assert language_of(tmp_path / "bytes.json") is None


@pytest.mark.parametrize("how", [{"language": "en"}, {"language": "ru"}, *({"example": name} for name in examples())], ids=lambda how: "-".join(how.values()))
def test_every_file_of_a_new_project_names_the_schema_in_every_document(tmp_path: Path, how: dict[str, str]) -> None:
    made = init(tmp_path, **how)
    assert SCHEMA in made.files
    assert (tmp_path / SCHEMA).read_text(encoding="utf-8") == project_schema(tmp_path, language=how.get("language", "en")) + "\n"
    files = [tmp_path / name for name in made.files if name.endswith(".yaml")]
    assert len(files) >= 2
    for file in files:
        documents = re.split(r"^---\n", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for document in documents:
            named = re.findall(r"^# yaml-language-server: \$schema=(.+)$", document, re.MULTILINE)
            assert document.startswith("# yaml-language-server: ")
            assert [(file.parent / path).resolve() for path in named] == [(tmp_path / SCHEMA).resolve()]


def test_a_schema_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    write(tmp_path / SCHEMA, "{}")
    with pytest.raises(Unusable) as refused:
        init(tmp_path)
    assert refused.value.code == "would-overwrite"
    assert refused.value.arguments["files"] == (SCHEMA,)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["reconciler.json", "schemas"]


def test_the_line_is_written_once_in_each_document() -> None:
    text = with_modeline("a/b/x.yaml", "# yaml-language-server: $schema=old.json\nversion: 1\n---\nversion: 1\n--- \nversion: 1\n")
    line = "# yaml-language-server: $schema=../../schemas/reconciler.json\n"
    assert text == f"{line}version: 1\n---\n{line}version: 1\n--- \n{line}version: 1\n"
    assert with_modeline("a/b/x.yaml", text) == text


def test_the_examples_of_a_checkout_name_its_schema() -> None:
    root = Path(__file__).parents[3]
    for file in sorted((root / "examples" / "quickstart").rglob("*.yaml")):
        named = re.match(r"# yaml-language-server: \$schema=(.+)\n", file.read_text(encoding="utf-8"))
        assert named is not None
        assert (file.parent / named[1]).resolve() == root / "schemas" / "v1" / "document.json"
