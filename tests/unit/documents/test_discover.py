"""Finding files: sorted, each once, and everything that was written must be there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reconciler.documents.discover import Source, discover
from reconciler.documents.load import load
from reconciler.model.diagnostic import Diagnostic, Severity


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("org/b.yaml", "org/a.yml", "org/deep/er/c.YAML", "org/.hidden/d.yaml", "org/.e.yaml", "org/readme.md", "empty/x.txt", "[odd].yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a: 1\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("patterns", "found"),
    [
        (["org"], ["org/a.yml", "org/b.yaml", "org/deep/er/c.YAML"]),
        (["org/b.yaml", "org", "org/../org/b.yaml"], ["org/a.yml", "org/b.yaml", "org/deep/er/c.YAML"]),
        (["org/*.yaml"], ["org/b.yaml"]),
        (["org/*"], ["org/a.yml", "org/b.yaml", "org/deep/er/c.YAML"]),
        (["org/**/*.YAML"], ["org/deep/er/c.YAML"]),
        (["**"], ["[odd].yaml", "org/a.yml", "org/b.yaml", "org/deep/er/c.YAML"]),
        (["**/a.*"], ["org/a.yml"]),
        (["./*/deep"], ["org/deep/er/c.YAML"]),
        (["[odd].yaml"], ["[odd].yaml"]),
        (["org/readme.md"], ["org/readme.md"]),
    ],
)
def test_files_directories_and_globs(tree: Path, patterns: list[str], found: list[str]) -> None:
    sources, diagnostics = discover(patterns, tree, explicit=True)
    assert [source.path for source in sources] == found
    assert diagnostics == []


@pytest.mark.parametrize(
    ("pattern", "code"),
    [("nowhere", "no-such-file"), ("org/*.json", "sources-match-nothing"), ("no/where/*", "sources-match-nothing"), ("empty", "no-yaml-here")],
)
def test_what_was_written_and_is_not_there_is_an_error(tree: Path, pattern: str, code: str) -> None:
    sources, [diagnostic] = discover([pattern, "org/b.yaml"], tree, explicit=True)
    assert [source.path for source in sources] == ["org/b.yaml"]
    assert (diagnostic.code, diagnostic.severity) == (code, Severity.ERROR)
    assert diagnostic.location
    assert diagnostic.location.path == pattern


def test_defaults_may_be_missing(tree: Path) -> None:
    sources, diagnostics = discover(["nowhere", "no*where", "empty"], tree, explicit=False)
    assert sources == []
    assert [(d.code, d.severity) for d in diagnostics] == [("no-yaml-here", Severity.NOTE)]


@pytest.mark.skipif(os.name == "nt", reason="making a symbolic link needs a right there")
def test_symbolic_links_are_followed_once_and_never_round(tree: Path) -> None:
    (tree / "org/up").symlink_to(tree / "org", target_is_directory=True)
    (tree / "org/self.yaml").symlink_to("self.yaml")
    (tree / "org/same.yaml").symlink_to("b.yaml")
    (tree / "linked").symlink_to(tree / "org/deep", target_is_directory=True)
    for patterns in (["org"], ["org/**"]):
        sources, diagnostics = discover([*patterns, "linked"], tree, explicit=True)
        assert [source.path for source in sources] == ["linked/er/c.YAML", "org/a.yml", "org/b.yaml"]
        assert [(d.code, d.location and d.location.path) for d in diagnostics] == [("symlink-loop", "org/self.yaml"), ("symlink-loop", "org/up")]
    assert [d.code for d in discover(["org/self.yaml"], tree, explicit=True)[1]] == ["symlink-loop"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_is_not_opened(tree: Path) -> None:
    os.mkfifo(tree / "org/pipe.yaml")
    assert [(d.code, d.hint) for d in load_all(tree, "org")] == [("unreadable-file", "not-a-file")]


def test_a_dangling_link_and_a_vanished_file_are_named(tree: Path) -> None:
    assert [d.code for d in load([Source("gone.yaml", tree / "gone.yaml")], sensitive=lambda *_: True).diagnostics] == ["no-such-file"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read_it(tree: Path) -> None:
    (tree / "org/b.yaml").chmod(0)
    assert [(d.code, d.hint) for d in load_all(tree, "org")] == [("unreadable-file", "permission")]


def test_a_refusal_of_the_system_is_named_and_hides_nothing(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *_: object) -> object:
        raise PermissionError(13, "secret text of the system") if path.name == "b.yaml" else OSError(5, "secret text of the system")

    sources, _ = discover(["org"], tree, explicit=True)
    monkeypatch.setattr(Path, "open", refuse)
    loaded = load([*sources, Source("memory.yaml", None, b"a: 1")], sensitive=lambda *_: True)
    assert [(d.code, d.hint) for d in loaded.diagnostics] == [("unreadable-file", ""), ("unreadable-file", "permission"), ("unreadable-file", "")]
    assert [document.path for document in loaded.documents] == ["memory.yaml"]
    assert "secret text" not in repr(loaded.diagnostics)


def test_a_file_beyond_the_limit_is_not_read(tree: Path) -> None:
    large = tree / "large.yaml"
    with large.open("wb") as file:
        file.truncate((64 << 20) + 1)
    loaded = load([Source("large.yaml", large), Source("small.yaml", None, b"a: 1")], sensitive=lambda *_: True)
    [diagnostic] = loaded.diagnostics
    assert diagnostic.code == "file-too-large"
    assert dict(diagnostic.arguments) == {"path": "large.yaml", "size": 65, "limit": 64, "unit": "MiB"}
    assert [document.path for document in loaded.documents] == ["small.yaml"]
    assert not loaded.complete


def load_all(root: Path, *patterns: str) -> list[Diagnostic]:
    sources, _ = discover(patterns, root, explicit=True)
    return list(load(sources, sensitive=lambda *_: True).diagnostics)
