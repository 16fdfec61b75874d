"""What may be followed, and what it is called."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from reconciler.engine.origin import origin_of
from reconciler.model.errors import Unusable


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("https://ivanova:s3cr3t@git.teleset.example/team/notifications.git", "git.teleset.example/team/notifications"),
        ("https://git.teleset.example/x.git?private_token=s3cr3t", "git.teleset.example/x"),
        ("https://[::1]:8443/x.git", "[::1]/x"),
        ("ssh://git@git.teleset.example:2222/team/notifications.git", "git.teleset.example/team/notifications"),
        ("git@git.teleset.example:team/notifications.git", "git.teleset.example/team/notifications"),
        ("git.teleset.example:notifications", "git.teleset.example/notifications"),
        ("file:///srv/git/notifications.git", "/srv/git/notifications"),
    ],
)
def test_urls(said: str, shown: str) -> None:
    origin = origin_of(said, "main", Path())
    assert (origin.url, origin.ref, origin.shown, origin.remote, origin.project) == (said, "refs/heads/main", shown, shown, "")
    assert "s3cr3t" not in origin.key("production")


@pytest.mark.parametrize(
    "said",
    [
        "",
        " ",
        "-x",
        "--upload-pack=touch x",
        "ext::sh -c true",
        "fd::17",
        "ftp://teleset.example/x",
        "https://teleset.example/a b",
        "javascript://x",
        "https://",
        # A password where none is looked for would be shown.
        "deploy:s3cr3t@git.teleset.example:team/notifications.git",
        "deploy:s3cr3t@git.teleset.example/team/notifications.git",
        "https://deploy:s3/cr3t@git.teleset.example/team/notifications.git",
        "https:/deploy:s3cr3t@git.teleset.example/team/notifications.git",
    ],
)
def test_what_is_no_repository(said: str) -> None:
    with pytest.raises(Unusable) as raised:
        origin_of(said, "main", Path())
    assert raised.value.code == "source-bad"


@pytest.mark.parametrize("ref", ["", "-x", "--upload-pack", "a b", "a..b", "a:b", "a*", "a\n", "/a", "a/", "a.lock", "a@{1}", "a^", "a~1", "refs/heads/-:x"])
def test_what_is_no_ref(ref: str) -> None:
    with pytest.raises(Unusable) as raised:
        origin_of("/srv/git", ref, Path())
    assert raised.value.code == "source-bad-ref"


@pytest.mark.parametrize(
    ("ref", "whole", "branch"),
    [("main", "refs/heads/main", "main"), ("team/x", "refs/heads/team/x", "team/x"), ("refs/tags/v1", "refs/tags/v1", "refs/tags/v1")],
)
def test_refs(ref: str, whole: str, branch: str) -> None:
    origin = origin_of("/srv/git", ref, Path())
    assert (origin.ref, origin.branch) == (whole, branch)


@pytest.mark.parametrize("project", ["/etc", "../x", "a/../../x"])
def test_a_project_lies_inside(project: str) -> None:
    with pytest.raises(Unusable) as raised:
        origin_of("/srv/git", "main", Path(project))
    assert raised.value.code == "source-bad-project"


def test_a_directory_stands_for_its_repository(tmp_path: Path) -> None:
    inside = tmp_path / "notifications" / "production"
    inside.mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    origin = origin_of(str(inside.parent), "main", Path("production"))
    assert (Path(origin.url), origin.project, origin.remote) == (tmp_path.resolve(), "notifications/production", "")
    subprocess.run(["git", "-C", str(tmp_path), "config", "remote.origin.url", "https://token@git.teleset.example/x.git"], check=True)
    assert origin_of(str(tmp_path), "main", Path()).remote == "git.teleset.example/x"


def test_each_environment_has_a_place_of_its_own() -> None:
    keys = {origin_of("/srv/notifications.git", ref, Path(project)).key(environment) for ref in "ab" for project in "cd" for environment in (None, "staging")}
    assert len(keys) == 8
    assert all(key.startswith("notifications-git-") for key in keys)
