"""Whoever judges is found where the pass finds it: through symbolic links, and however much stands before it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reconciler.model.errors import Refused
from reconciler.model.watching import Ended
from tests.watching.followed import Repository, following, look
from tests.watching.test_letting_in import command, ends

pytestmark = pytest.mark.skipif(os.name == "nt", reason="symbolic links are for administrators there")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository", tmp_path / "base", "production")


def test_a_project_file_that_is_a_link(repository: Repository, tmp_path: Path) -> None:
    repository.people(1, watch=ends(1))
    (repository.project / "reconciler.yaml").rename(repository.directory / "all.yaml")
    (repository.project / "reconciler.yaml").symlink_to("../all.yaml")
    repository.commit()
    with following(repository, tmp_path / "state", project="production") as source, pytest.raises(Refused) as raised:
        source.ready()
    assert raised.value.code == "commit-refused"


def test_a_project_directory_that_is_a_link(repository: Repository, tmp_path: Path) -> None:
    repository.people(1, watch=ends(1))
    (repository.directory / "now").symlink_to("production")
    repository.commit()
    with following(repository, tmp_path / "state", project="now") as source, pytest.raises(Refused) as raised:
        source.ready()
    assert raised.value.code == "commit-refused"


def test_a_project_file_that_leads_out_of_the_repository(repository: Repository, tmp_path: Path) -> None:
    repository.people(1)
    outside = tmp_path / "outside.yaml"
    (repository.project / "reconciler.yaml").rename(outside)
    (repository.project / "reconciler.yaml").symlink_to(outside)
    repository.commit()
    with following(repository, tmp_path / "state", project="production") as source, pytest.raises(Refused) as raised:
        source.ready()
    assert raised.value.code == "verify-unknown"
    with following(repository, tmp_path / "state", project="production", verify=tuple(command(""))) as source:
        source.ready()
        assert look(source).passed.ended is Ended.APPLIED


def test_a_long_project_file(repository: Repository, tmp_path: Path) -> None:
    """What stands behind its first megabyte counts too."""
    repository.people(1, watch=ends(1))
    file = repository.project / "reconciler.yaml"
    file.write_text(f"# {'=' * 2_000_000}\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    repository.commit()
    with following(repository, tmp_path / "state", project="production") as source, pytest.raises(Refused) as raised:
        source.ready()
    assert raised.value.code == "commit-refused"
