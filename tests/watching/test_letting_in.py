"""Who lets a commit in: the example of docs/watch.md for real, and what a commit cannot do about its own judge."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reconciler.engine.letting_in import demand_allowed
from reconciler.model.errors import InvalidInput, Refused, TransientError
from reconciler.model.watching import Ended
from tests.watching.followed import Repository, following, look

PAGE = (Path(__file__).parents[2] / "docs" / "watch.md").read_text(encoding="utf-8")

signing = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="keys are made by ssh-keygen")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository", tmp_path / "base")


@pytest.fixture
def keys(tmp_path: Path) -> tuple[str, str]:
    """A key that may sign, and one that may not; who may is in `allowed_signers`."""
    found = []
    for name in ("ours", "theirs"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(tmp_path / name)], check=True, capture_output=True)
        found.append((tmp_path / f"{name}").as_posix())
    public = " ".join((tmp_path / "ours.pub").read_text(encoding="utf-8").split()[:2])
    (tmp_path / "allowed_signers").write_text(f'ivanova@teleset.example namespaces="git" {public}\n', encoding="utf-8")
    return found[0], found[1]


def documented(tmp_path: Path) -> tuple[str, ...]:
    """The command that the page gives to --verify, with the file of this test."""
    found = re.search(r"--verify '([^']+)'", PAGE)
    assert found is not None
    words = shlex.split(found[1].replace("/etc/reconciler/allowed_signers", (tmp_path / "allowed_signers").as_posix()))
    assert "{commit}" in words
    return tuple(words)


def command(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def ends(number: int) -> dict[str, Any]:
    return {"verify": {"command": command(f"raise SystemExit({number})")}}


@signing
def test_only_commits_signed_by_those_who_may_are_applied(repository: Repository, tmp_path: Path, keys: tuple[str, str]) -> None:
    ours, theirs = keys
    verify = documented(tmp_path)
    signed = repository.people(1, sign=ours)
    with following(repository, tmp_path / "state", verify=verify) as source:
        source.ready()
        assert look(source).passed.commit == signed
        repository.people(2)
        made = look(source)
        assert (made.passed.ended, made.passed.error, made.passed.arguments["exit"]) == (Ended.HELD, "commit-refused", 1)
        assert made.passed.commit == signed
        repository.people(2, sign=theirs)
        assert look(source).passed.error == "commit-refused"
    with following(repository, tmp_path / "state", verify=verify) as source:
        source.ready()
        made = look(source)
        assert (made.passed.ended, made.passed.error, made.passed.commit) == (Ended.HELD, "commit-refused", signed)
        commit = repository.people(3, sign=ours)
        made = look(source)
        assert (made.passed.ended, made.passed.commit) == (Ended.APPLIED, commit)


@signing
def test_an_unsigned_first_commit_does_not_begin(repository: Repository, tmp_path: Path, keys: tuple[str, str]) -> None:
    repository.people(1)
    with following(repository, tmp_path / "state", verify=documented(tmp_path)) as source, pytest.raises(Refused) as raised:
        source.ready()
    assert raised.value.code == "commit-refused"
    assert keys


def test_a_commit_does_not_switch_off_its_own_judge(repository: Repository, tmp_path: Path) -> None:
    log = tmp_path / "asked"
    only_first = command(
        f"import os, pathlib, sys; log = pathlib.Path({str(log)!r}); before = log.read_text() if log.exists() else ''; "
        "log.write_text(before + os.environ['RECONCILER_COMMIT'] + ' ' + sys.argv[1] + ' ' + os.environ['RECONCILER_REF'] + '\\n'); "
        "raise SystemExit(3 if before else 0)"
    )
    first = repository.people(1, watch={"verify": {"command": [*only_first, "<{commit}>"]}})
    with following(repository, tmp_path / "state") as source:
        source.ready()
        look(source)
        for watch in (None, ends(0)):
            commit = repository.people(2, watch=watch)
            made = look(source)
            assert (made.passed.ended, made.passed.error, made.passed.arguments["exit"]) == (Ended.HELD, "commit-refused", 3)
            assert made.passed.commit == first
            assert log.read_text(encoding="utf-8").splitlines()[-1] == f"{commit} <{commit}> refs/heads/main"


def test_a_judge_that_is_let_in_judges_the_next(repository: Repository, tmp_path: Path) -> None:
    repository.people(1)
    with following(repository, tmp_path / "state") as source:
        source.ready()
        assert look(source).passed.ended is Ended.APPLIED
        commit = repository.people(2, watch=ends(1))
        assert look(source).passed.commit == commit
        repository.people(3)
        assert look(source).passed.error == "commit-refused"


def test_the_first_commit_is_judged_by_its_own_word(repository: Repository, tmp_path: Path) -> None:
    repository.people(1, watch=ends(1))
    with following(repository, tmp_path / "state") as source, pytest.raises(Refused):
        source.ready()


def test_a_project_that_cannot_be_read_leaves_the_judge(repository: Repository, tmp_path: Path) -> None:
    repository.people(1, watch=ends(0))
    with following(repository, tmp_path / "state") as source:
        source.ready()
        look(source)
        (repository.project / "reconciler.yaml").write_text("kind: [", encoding="utf-8")
        repository.commit()
        assert isinstance(look(source).error, InvalidInput)
        repository.people(2, watch=ends(1))
        assert look(source).passed.ended is Ended.APPLIED
        repository.people(3, watch=ends(0))
        assert look(source).passed.error == "commit-refused"


def test_an_older_commit_does_not_bring_back_an_older_judge(repository: Repository, tmp_path: Path) -> None:
    first = repository.people(1)
    stern = command(f"import os; raise SystemExit(os.environ['RECONCILER_COMMIT'] != {first!r})")
    with following(repository, tmp_path / "state") as source:
        source.ready()
        look(source)
        second = repository.people(2, watch={"verify": {"command": stern}})
        assert look(source).passed.commit == second
        # Back to where nobody judged, which the judge of now allows; and from there to what it does not.
        repository.git("reset", "--quiet", "--hard", first)
        assert look(source).passed.error == "checkout-older"
        repository.people(3)
        made = look(source)
        assert (made.passed.error, made.passed.commit) == ("checkout-older", first)
        assert source.renew().error is not None


def test_what_is_said_outside_counts_instead(repository: Repository, tmp_path: Path) -> None:
    repository.people(1, watch=ends(1))
    with following(repository, tmp_path / "state", verify=tuple(command(""))) as source:
        source.ready()
        look(source)
        repository.people(2, watch=ends(1))
        assert look(source).passed.ended is Ended.APPLIED
    with following(repository, tmp_path / "state", verify=tuple(command("raise SystemExit(9)"))) as source:
        source.ready()
        repository.people(3, watch=ends(0))
        assert look(source).passed.arguments["exit"] == 9


def test_who_cannot_judge_lets_nothing_in(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = repository.people(1, watch={"verify": {"command": ["reconciler-no-such-command", "{commit}"]}})
    with following(repository, tmp_path / "state") as source, pytest.raises(TransientError) as raised:
        source.ready()
    assert (raised.value.code, raised.value.arguments["command"]) == ("verify-missing", "reconciler-no-such-command")
    slow = command("import time; time.sleep(600)")
    whole = demand_allowed
    monkeypatch.setattr("reconciler.watching.following.demand_allowed", lambda *words, **how: whole(*words, **how, timeout=0.3))
    with following(repository, tmp_path / "state", verify=tuple(slow)) as source, pytest.raises(TransientError) as raised:
        source.ready()
    assert raised.value.code == "verify-timeout"
    monkeypatch.undo()
    with following(repository, tmp_path / "state", verify=tuple(command(""))) as source:
        source.ready()
        assert look(source).passed.commit == first


def test_the_command_runs_in_the_clone_and_is_not_heard(repository: Repository, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The files of the commit are not where it runs: what lies there would be the commit's own judge."""
    code = "import os, pathlib; print('s3cr3t-word'); raise SystemExit(pathlib.Path('reconciler.yaml').exists() or not pathlib.Path('HEAD').exists())"
    repository.people(1)
    with following(repository, tmp_path / "state", verify=tuple(command(code))) as source:
        source.ready()
        assert look(source).passed.ended is Ended.APPLIED
    assert "s3cr3t-word" not in "".join(capfd.readouterr())
