"""What a file is called in its repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reconciler.cli.repository import Repository


def test_the_nearest_checkout(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    inner = tmp_path / "inner"
    inner.mkdir()
    assert Repository(inner, {}).path(Path("a.yaml")) == "inner/a.yaml"
    (inner / ".git").write_text("gitdir: ../.git/worktrees/inner\n", encoding="utf-8")
    assert Repository(inner, {}).path(Path("a.yaml")) == "a.yaml"


def test_what_the_job_says_counts_more(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / ".git").mkdir()
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        assert Repository(inner, {name: str(tmp_path)}).path(Path("x.yaml")) == "a/b/x.yaml"
        assert Repository(inner, {name: ""}).path(Path("x.yaml")) == "x.yaml"
        assert Repository(inner, {name: str(tmp_path / "elsewhere")}).path(Path("x.yaml")) == "x.yaml"


def test_without_a_repository_paths_count_from_here(tmp_path: Path) -> None:
    assert Repository(tmp_path, {}).path(Path("a/../b/x.yaml")) == "b/x.yaml"
    assert Repository(tmp_path, {}).path(tmp_path / "b" / "x.yaml") == "b/x.yaml"


def test_outside_of_it_a_path_is_whole(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    assert Repository(inner, {}).path(Path("../x.yaml")) == (tmp_path / "x.yaml").as_posix()


@pytest.mark.skipif(os.name != "posix", reason="makes symbolic links")
def test_symbolic_links(tmp_path: Path) -> None:
    """A checkout reached by a link is the same checkout; a link inside of it has a name of its own there."""
    real = tmp_path / "real"
    (real / ".git").mkdir(parents=True)
    (real / "x.yaml").write_text("", encoding="utf-8")
    (real / "y.yaml").symlink_to("x.yaml")
    (tmp_path / "link").symlink_to(real, target_is_directory=True)
    assert Repository(tmp_path / "link", {}).path(Path("y.yaml")) == "y.yaml"
    assert Repository(real, {}).path(tmp_path / "link" / "y.yaml") == "y.yaml"
    assert Repository(real, {"CI_PROJECT_DIR": str(tmp_path / "link")}).path(Path("x.yaml")) == "x.yaml"
