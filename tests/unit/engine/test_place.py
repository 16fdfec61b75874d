"""Where a project lies, what it is bound to, and which secrets it sees."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from reconciler.engine import binding
from reconciler.engine.checkout import Checkout, checkout, normal_remote
from reconciler.engine.secrets import Secrets
from reconciler.model.errors import Refused
from reconciler.model.ledger import Binding
from reconciler.model.policy import Policy


@pytest.mark.parametrize(
    "url",
    [
        "git@git.example:team/notify.git",
        "ssh://git@git.example:2222/team/notify.git",
        "https://git.example/team/notify",
        "https://user:token@GIT.example/team/notify.git",
        "https://git.example/team/notify.git/",
    ],
)
def test_one_remote_has_one_name(url: str) -> None:
    assert normal_remote(url) == "git.example/team/notify"


@pytest.mark.parametrize(
    ("url", "name"), [("", ""), ("/srv/git/notify.git", "/srv/git/notify"), ("file:///srv/git/notify.git", "/srv/git/notify"), ("../up", "../up")]
)
def test_a_remote_on_disk(url: str, name: str) -> None:
    assert normal_remote(url) == name


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_checkout(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@t.example", *arguments], cwd=tmp_path, check=True, capture_output=True)

    place = tmp_path / "deep" / "project"
    place.mkdir(parents=True)
    assert checkout(place) == Checkout()
    git("init", "-q")
    git("remote", "add", "origin", "https://user:token@git.example/team/notify.git")
    (place / "file").write_text("1", encoding="utf-8")
    assert checkout(place) == Checkout(dirty=True, remote="git.example/team/notify", path="deep/project")
    git("add", ".")
    git("commit", "-qm", "one")
    clean = checkout(place)
    assert len(clean.commit) == 40
    assert not clean.dirty
    (tmp_path / "elsewhere").write_text("1", encoding="utf-8")
    assert checkout(place) == clean
    (place / "plan.json").write_text("saved, and declares nothing", encoding="utf-8")
    assert checkout(place) == clean
    (place / "new.yaml").write_text("1", encoding="utf-8")
    assert checkout(place).dirty
    (place / "new.yaml").unlink()
    (place / "file").write_text("2", encoding="utf-8")
    assert checkout(place).dirty


def test_no_git_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert checkout(tmp_path) == Checkout()


HERE = Checkout(remote="git.example/team/notify", path="project")
FORK = Checkout(remote="git.example/fork/notify", path="project")
NOWHERE = Checkout()


@pytest.mark.parametrize(
    ("bound_from", "bound_id", "now", "now_id", "refused"),
    [
        (HERE, "one", HERE, "one", False),
        (HERE, "one", HERE, "two", False),
        (HERE, "one", FORK, "one", True),
        (HERE, "one", NOWHERE, "one", True),
        (NOWHERE, "one", NOWHERE, "one", False),
        (NOWHERE, "one", NOWHERE, "two", True),
        (NOWHERE, "one", HERE, "one", False),
        (NOWHERE, "one", HERE, "two", True),
        (NOWHERE, "", NOWHERE, "", False),
        (NOWHERE, "", HERE, "one", False),
    ],
)
def test_binding(bound_from: Checkout, bound_id: str, now: Checkout, now_id: str, *, refused: bool) -> None:
    bound = Binding("m", "", binding.sources(bound_from, project_id=bound_id, manager="m")[0])
    places = binding.sources(now, project_id=now_id, manager="m")
    if refused:
        with pytest.raises(Refused, match="other-source"):
            binding.check(bound, manager="m", environment="", places=places)
    else:
        binding.check(bound, manager="m", environment="", places=places)


def test_another_environment_is_refused() -> None:
    with pytest.raises(Refused, match="other-environment"):
        binding.check(Binding("m", "staging", "id:one"), manager="m", environment="production", places=("id:one",))
    binding.check(None, manager="m", environment="production", places=("id:one",))


def test_secrets(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "token").write_bytes(b"value\r\n")
    (tmp_path / "other").write_bytes(b"value")
    policy = Policy(secret_names=("TESTS_*",), secret_files=("secrets",))
    environ = {"TESTS_ONE": "value", "TESTS_TWO": "value", "TESTS_EMPTY": "", "HOME": "value"}
    secrets = Secrets(b"k" * 32, tmp_path, policy, environ)
    tags = {secrets.tag("env", "TESTS_ONE"), secrets.tag("env", "TESTS_TWO"), secrets.tag("file", "secrets/token")}
    assert len(tags) == 3
    assert None not in tags
    assert all("value" not in str(tag) for tag in tags)
    assert secrets.value("file", "secrets/token") == "value"
    assert secrets.tag("env", "TESTS_ONE") != Secrets(b"j" * 32, tmp_path, policy, environ).tag("env", "TESTS_ONE")
    for source, name in (
        ("env", "HOME"),
        ("env", "TESTS_EMPTY"),
        ("env", "TESTS_NONE"),
        ("file", "other"),
        ("file", "secrets/../other"),
        ("file", "secrets/none"),
    ):
        assert secrets.tag(source, name) is None
        assert name in secrets.missing
