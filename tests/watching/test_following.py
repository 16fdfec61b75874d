"""git as the source: which commit is in force, whatever happens to the repository."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reconciler.backends.sql import SqlBackend
from reconciler.engine import clone
from reconciler.engine.history import history
from reconciler.model.backend import Scope
from reconciler.model.errors import ReconcilerError, Refused, TransientError
from reconciler.model.watching import Ended, Trigger
from tests.watching.followed import Repository, following, look
from tests.watching.watched import people


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository", tmp_path / "base")


def live(repository: Repository) -> int:
    """How many people are live."""
    reader = SqlBackend({"type": "sql", "url": repository.url}, repository.base).reader()
    try:
        return sum("/" in one.address and ":" not in one.address for one in reader.observe(Scope()))
    finally:
        reader.close()


@pytest.mark.parametrize("form", ["directory", "url", "inside"])
def test_each_new_commit_is_applied_and_recorded(tmp_path: Path, form: str) -> None:
    repository = Repository(tmp_path / "repository", tmp_path / "base", "notifications" if form != "directory" else "")
    first = repository.people(2)
    said, project = {
        "directory": (str(repository.directory), "."),
        "url": (repository.directory.as_uri(), "notifications"),
        "inside": (str(repository.project), "."),
    }[form]
    with following(said, tmp_path / "state", project=project) as source:
        source.ready()
        made = look(source)
        assert (made.passed.ended, made.passed.commit, made.passed.triggers) == (Ended.APPLIED, first, (Trigger.INTERVAL,))
        assert (look(source).passed.ended, live(repository)) == (Ended.CLEAN, 2)
        second = repository.people(3)
        # Only commits count.
        (repository.project / "organizations" / "0.yaml").write_text("kind: [", encoding="utf-8")
        made = look(source)
        assert (made.passed.ended, made.passed.commit, made.passed.triggers) == (Ended.APPLIED, second, (Trigger.INTERVAL, Trigger.COMMIT))
        assert live(repository) == 3
        assert [entry.commit for entry in history(source.directory).entries] == [second, first]
        assert not [entry for entry in history(source.directory).entries if entry.dirty]
        assert sorted(path.name for path in source.directory.parents[1 if project != "." or form == "inside" else 0].iterdir()) == ["current"]


def test_a_branch_pushed_back_is_refused_as_by_apply(repository: Repository, tmp_path: Path) -> None:
    first = repository.people(2)
    repository.people(3)
    with following(repository, tmp_path / "state") as source:
        source.ready()
        assert look(source).passed.ended is Ended.APPLIED
        repository.git("reset", "--quiet", "--hard", first)
        made = look(source)
        assert (made.passed.ended, made.passed.error, live(repository)) == (Ended.HELD, "checkout-older", 3)
        third = repository.people(4)
        made = look(source)
        assert (made.passed.ended, made.passed.commit, live(repository)) == (Ended.APPLIED, third, 4)


def drift(repository: Repository) -> None:
    with SqlBackend({"type": "sql", "url": repository.url}, repository.base).database.write() as connection:
        connection.exec_driver_sql("DELETE FROM reconciler_contacts")


def test_while_the_repository_is_away_drift_is_undone_and_it_says_so(repository: Repository, tmp_path: Path) -> None:
    repository.people(2)
    with following(repository, tmp_path / "state") as source:
        source.ready()
        look(source)
        fetched = source.fetched
        repository.directory.rename(tmp_path / "away")
        made = look(source)
        assert (made.passed.ended, made.passed.error) == (Ended.FAILED, "source-no-repository")
        drift(repository)
        made = look(source)
        assert (made.passed.ended, made.passed.drift, made.passed.error) == (Ended.APPLIED, 2, "source-no-repository")
        assert source.fetched == fetched
        (tmp_path / "away").rename(repository.directory)
        assert look(source).passed.ended is Ended.CLEAN
        assert source.fetched > fetched


def test_after_a_restart_the_repository_need_not_be_there(repository: Repository, tmp_path: Path) -> None:
    commit = repository.people(2)
    with following(repository, tmp_path / "state") as source:
        source.ready()
        look(source)
    shutil.rmtree(source.directory.parent)
    repository.directory.rename(tmp_path / "away")
    with following(repository, tmp_path / "state") as source:
        source.ready()
        assert (source.directory / "reconciler.yaml").is_file()
        drift(repository)
        made = look(source)
        assert (made.passed.ended, made.passed.commit) == (Ended.APPLIED, commit)


def test_a_deleted_branch_leaves_what_was_let_in(repository: Repository, tmp_path: Path) -> None:
    repository.people(2)
    with following(repository, tmp_path / "state") as source:
        source.ready()
        look(source)
        repository.git("branch", "--move", "main", "trunk")
        made = look(source)
        assert (made.passed.ended, made.passed.error, made.passed.arguments["ref"]) == (Ended.FAILED, "source-ref-missing", "main")
        repository.git("branch", "--move", "trunk", "main")
        assert look(source).passed.ended is Ended.CLEAN


@pytest.mark.parametrize(("ref", "code"), [("trunk", "source-ref-missing"), ("refs/tags/none", "source-ref-missing")])
def test_without_a_first_commit_it_does_not_begin(repository: Repository, tmp_path: Path, ref: str, code: str) -> None:
    repository.people(1)
    with following(repository, tmp_path / "state", ref=ref) as source, pytest.raises(TransientError) as raised:
        source.ready()
    assert raised.value.code == code


def test_where_there_is_no_repository(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for said in (str(tmp_path / "empty"), str(tmp_path / "nothing"), (tmp_path / "nothing").as_uri()):
        with following(said, tmp_path / "state") as source, pytest.raises(TransientError) as raised:
            source.ready()
        assert raised.value.code == "source-no-repository"


@pytest.fixture
def silent() -> Iterator[str]:
    """The URL of a server that lets anybody in and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"git://127.0.0.1:{server.getsockname()[1]}/notifications.git"


def test_who_does_not_answer_has_so_long(silent: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clone, "FIRST", 0.3)
    with following(silent, tmp_path / "state") as source, pytest.raises(TransientError) as raised:
        source.ready()
    assert raised.value.code == "source-timeout"


def test_who_is_to_end_does_not_wait_for_an_answer(silent: str, tmp_path: Path) -> None:
    began = time.monotonic()
    with following(silent, tmp_path / "state") as source:
        error = source.renew(lambda: time.monotonic() > began + 0.3).error
    assert error is not None
    assert error.code == "run-interrupted"


def test_a_password_in_a_url_is_nowhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    url = "http://ivanova:s3cr3t-word@127.0.0.1:9/team/notifications.git"
    with following(url, tmp_path / "state") as source, pytest.raises(TransientError) as raised:
        source.ready()
    assert (raised.value.code, raised.value.arguments["repository"]) == ("source-unreachable", "127.0.0.1/team/notifications")
    assert "s3cr3t-word" not in str(raised.value) + caplog.text
    assert not [path for path in (tmp_path / "state").rglob("*") if path.is_file() and b"s3cr3t-word" in path.read_bytes()]


def test_a_tag_may_be_followed(repository: Repository, tmp_path: Path) -> None:
    first = repository.people(1)
    repository.git("tag", "--annotate", "--message", "released", "released")
    repository.people(2)
    with following(repository, tmp_path / "state", ref="refs/tags/released") as source:
        source.ready()
        assert look(source).passed.commit == first


def test_variables_of_git_lead_nowhere_else(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = repository.people(1)
    other = Repository(tmp_path / "other", tmp_path / "base")
    other.people(5)
    monkeypatch.setenv("GIT_DIR", str(other.directory / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.directory))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    with following(repository, tmp_path / "state") as source:
        source.ready()
        made = look(source)
        assert (made.passed.commit, live(repository)) == (commit, 1)


@pytest.mark.skipif(os.name != "posix", reason="a script with a shebang")
def test_no_hook_runs_and_no_submodule_is_fetched(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "reference-transaction", "post-index-change"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    (tmp_path / "config").write_text(f"[core]\nhooksPath = {hooks}\n[submodule]\nrecurse = true\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    other = Repository(tmp_path / "other", tmp_path / "base")
    other.people(5)
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other.directory), "vendored")
    repository.people(1)
    with following(repository, tmp_path / "state") as source:
        source.ready()
        look(source)
        repository.people(2)
        assert (look(source).passed.ended, live(repository)) == (Ended.APPLIED, 2)
        assert [*(source.directory / "vendored").iterdir()] == []
    assert not (tmp_path / "ran").exists()


def test_two_watches_share_a_state_and_do_not_disturb_each_other(repository: Repository, tmp_path: Path) -> None:
    repository.people(1)
    with following(repository, tmp_path / "state") as one, following(repository, tmp_path / "state") as two:
        one.ready()
        two.ready()
        assert one.directory != two.directory
        assert (look(one).passed.ended, look(two).passed.ended) == (Ended.APPLIED, Ended.CLEAN)
        commit = repository.people(2)
        assert look(one).passed.commit == commit
        # What one has let in the other one has with its next pass.
        made = look(two)
        assert (made.passed.ended, made.passed.commit, made.passed.triggers) == (Ended.CLEAN, commit, (Trigger.INTERVAL, Trigger.COMMIT))
    with following(repository, tmp_path / "state") as again:
        assert again.directory == one.directory


def test_a_database_among_the_files_is_refused(repository: Repository, tmp_path: Path) -> None:
    repository.people(1, url="sqlite:///live.db")
    with following(repository, tmp_path / "state") as source:
        with pytest.raises(Refused) as raised:
            source.ready()
        assert raised.value.code == "source-database-inside"
        repository.people(1)
        source.ready()
        assert look(source).passed.ended is Ended.APPLIED
        repository.people(2, url="sqlite:///live.db")
        made = look(source)
        assert (made.passed.ended, made.passed.error, live(repository)) == (Ended.HELD, "source-database-inside", 1)
    assert not [*(tmp_path / "state").rglob("live.db")]


def test_files_with_mistakes_change_nothing(repository: Repository, tmp_path: Path) -> None:
    repository.people(2)
    with following(repository, tmp_path / "state") as source:
        source.ready()
        look(source)
        (repository.project / "organizations" / "0.yaml").write_text("kind: [", encoding="utf-8")
        commit = repository.commit()
        made = look(source)
        assert (made.passed.ended, live(repository)) == (Ended.INVALID, 2)
        repository.git("revert", "--no-edit", commit)
        assert look(source).passed.ended is Ended.CLEAN


def test_a_checkout_that_was_broken_off_is_made_again(repository: Repository, tmp_path: Path) -> None:
    repository.people(1)
    with following(repository, tmp_path / "state") as source:
        source.ready()
    (source.directory / ".git" / "HEAD").write_text("ref: refs/heads/none\n", encoding="utf-8")
    (source.directory / "reconciler.yaml").unlink()
    with following(repository, tmp_path / "state") as source:
        source.ready()
        assert look(source).passed.ended is Ended.APPLIED


@pytest.mark.parametrize("broken", ["gone", "emptied"])
def test_a_checkout_that_is_not_whole_any_more_is_made_again(repository: Repository, tmp_path: Path, broken: str) -> None:
    """A removal that was broken off, or a machine that lost its power: what git noted of the checkout is there, and its files are not."""
    repository.people(1)
    with following(repository, tmp_path / "state") as source:
        source.ready()
        assert look(source).passed.ended is Ended.APPLIED
    file = source.directory / "organizations" / "0.yaml"
    if broken == "gone":
        file.unlink()
    else:
        file.write_text("", encoding="utf-8")
    with following(repository, tmp_path / "state") as source:
        source.ready()
        assert look(source, mode="plan").passed.ended is Ended.CLEAN


def test_what_a_killed_git_left_is_in_nobodys_way(repository: Repository, tmp_path: Path) -> None:
    repository.people(1)
    with following(repository, tmp_path / "state") as source:
        source.ready()
        repository_git = source.directory.parents[1] / "repository.git"
        for left in (
            "HEAD.lock",
            "config.lock",
            "packed-refs.lock",
            "packed-refs.new",
            "objects/info/commit-graph.lock",
            "refs/reconciler/fetched.lock",
            "refs/reconciler/accepted.lock",
            "objects/pack/tmp_pack_x",
        ):
            (repository_git / left).write_text("", encoding="utf-8")
        commit = repository.people(2)
        assert look(source).passed.commit == commit
        assert not [*repository_git.rglob("*.lock"), *repository_git.rglob("tmp_pack_*"), *repository_git.rglob("*.new")]


def test_a_state_that_was_cleared_away_is_made_again(repository: Repository, tmp_path: Path) -> None:
    commit = repository.people(1)
    with following(repository, tmp_path / "state") as source:
        source.ready()
        look(source)
        shutil.rmtree(source.directory)
        assert (look(source).passed.ended, look(source).passed.commit) == (Ended.CLEAN, commit)
        shutil.rmtree(tmp_path / "state")
        assert (look(source).passed.ended, look(source).passed.commit) == (Ended.CLEAN, commit)


def test_settings_of_the_user_do_not_keep_it_from_its_clone(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = repository.people(1)
    (tmp_path / "config").write_text("[safe]\nbareRepository = explicit\n[protocol]\nallow = always\n[core]\nautocrlf = true\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    with following(repository, tmp_path / "state", verify=("git", "cat-file", "-e", "{commit}")) as source:
        source.ready()
        assert (look(source).passed.ended, look(source).passed.commit) == (Ended.APPLIED, commit)


def test_a_state_that_cannot_be_written_to(repository: Repository, tmp_path: Path) -> None:
    repository.people(1)
    (tmp_path / "state").write_text("a file", encoding="utf-8")
    with pytest.raises(ReconcilerError) as raised, following(repository, tmp_path / "state"):
        pass
    assert raised.value.code == "source-state"


def test_looking_only_writes_nothing(repository: Repository, tmp_path: Path) -> None:
    repository.people(1)
    with following(repository, tmp_path / "state") as source:
        source.ready()
        assert look(source, "plan").passed.ended is Ended.PLANNED
        assert not [*repository.base.iterdir()]
        repository.directory.rename(tmp_path / "away")
        assert look(source, "plan").passed.ended is Ended.FAILED


def test_the_place_is_that_of_apply_in_the_directory(repository: Repository, tmp_path: Path) -> None:
    from reconciler.engine.apply import apply

    repository.people(1)
    repository.git("remote", "add", "origin", "git@git.teleset.example:team/notifications.git")
    apply(repository.project, confirm=lambda _: None)
    with following(repository, tmp_path / "state") as source:
        source.ready()
        repository.declare(people("teleset", 2))
        assert look(source).passed.ended is Ended.APPLIED


def test_files_are_laid_out_byte_for_byte(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No filter of the user's runs because a commit asks for it, and no line ends otherwise than in the commit."""
    monkeypatch.delenv("GIT_CONFIG_NOSYSTEM", raising=False)
    settings = tmp_path / "gitconfig"
    settings.write_text('[filter "loud"]\n smudge = echo changed\n[core]\n autocrlf = true\n', encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    repository.people(1)
    (repository.project / ".gitattributes").write_text("* filter=loud ident\n", encoding="utf-8")
    (repository.project / "organizations" / "more.yaml").write_bytes(b"# $Id$\n# One.\n")
    repository.commit()
    with following(repository, tmp_path / "state") as source:
        source.ready()
        assert (source.directory / "organizations" / "more.yaml").read_bytes() == b"# $Id$\n# One.\n"
        made = look(source)
        assert made.passed.ended is Ended.APPLIED
        assert made.planned is not None
        assert not made.planned.checkout.dirty


def test_a_clone_that_is_damaged_is_what_it_complains_of(repository: Repository, tmp_path: Path) -> None:
    repository.people(1)
    with following(repository, tmp_path / "state") as source:
        source.ready()
        look(source)
        (source.directory.parents[1] / "repository.git" / "HEAD").write_text("damaged", encoding="utf-8")
        repository.people(2)
        made = look(source)
        assert (made.passed.ended, made.passed.error) == (Ended.FAILED, "source-state")
    with following(repository, tmp_path / "state") as source, pytest.raises(TransientError) as raised:
        source.ready()
    assert raised.value.code == "source-state"


def test_a_shallow_clone_may_be_followed(repository: Repository, tmp_path: Path) -> None:
    """As a pipeline makes it, which then says `--git . --once`."""
    repository.people(1)
    commit = repository.people(2)
    shallow = tmp_path / "shallow"
    repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.directory.as_posix()}", shallow.as_posix())
    with following(shallow.as_posix(), tmp_path / "state") as source:
        source.ready()
        made = look(source)
        assert (made.passed.ended, made.passed.commit) == (Ended.APPLIED, commit)
        commit = repository.people(3)
        repository.git("-C", shallow.as_posix(), "fetch", "--quiet", "--depth", "1")
        repository.git("-C", shallow.as_posix(), "reset", "--quiet", "--hard", "origin/main")
        made = look(source)
        assert (made.passed.ended, made.passed.commit) == (Ended.APPLIED, commit)


def test_a_clone_whose_making_was_broken_off_is_made(repository: Repository, tmp_path: Path) -> None:
    commit = repository.people(1)
    with following(repository, tmp_path / "state") as source:
        begun = source.directory.parents[1] / "repository.git"
        begun.mkdir()
        (begun / "HEAD").write_text("ref: refs/heads/master\n", encoding="utf-8")
        source.ready()
        assert look(source).passed.commit == commit
