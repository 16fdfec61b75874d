"""The pipelines of `deploy/`, run step by step: a real repository, a real database, real scripts; only the forge is played."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from reconciler.cli.main import execute
from tests.cli.conftest import ORGANIZATION, PROJECT, edit, write
from tests.deploy.forge import STRANGER, TOKEN, Forge, serving

ROOT = Path(__file__).parents[2]
CI = ROOT / "deploy" / "ci"
TELESET = "organizations/teleset.yaml"
URL = "TELESET_PRODUCTION_URL"

pytestmark = pytest.mark.skipif(os.name != "posix" or shutil.which("git") is None, reason="needs sh and git")

ON_GITHUB = pytest.mark.parametrize("job", ["github"], indirect=True)
ON_GITLAB = pytest.mark.parametrize("job", ["gitlab"], indirect=True)
"""Where the two do the same, one is enough."""

GITHUB: dict[str, Any] = yaml.safe_load((ROOT / "deploy/github.yml").read_text(encoding="utf-8"))
GITLAB: dict[str, Any] = yaml.safe_load((ROOT / "deploy/gitlab-ci.yml").read_text(encoding="utf-8"))


def steps(forge: str, job: str) -> list[str]:
    """The shell steps of a job, but for the installation."""
    written = [step["run"] for step in GITHUB["jobs"][job]["steps"] if "run" in step] if forge == "github" else GITLAB[job]["script"]
    return [step for step in written if not step.startswith("pip install")]


@dataclass
class Job:
    """Runs the steps of jobs in one checkout."""

    checkout: Path
    forge: Forge
    kind: str
    environ: dict[str, str]

    def run(self, job: str, **more: str) -> subprocess.CompletedProcess[str]:
        """As a runner does: one step after another until one fails; `if: always()` is not looked at."""
        script = "set -e\n" + "\n".join(steps(self.kind, job))
        return subprocess.run(
            ["sh", "-c", script], cwd=self.checkout, env={**self.environ, **more}, capture_output=True, text=True, encoding="utf-8", check=False
        )

    def git(self, *arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.checkout, env=self.environ, capture_output=True, text=True, encoding="utf-8", check=True)
        return done.stdout.strip()

    def merge(self) -> None:
        """The merge request is merged: the job runs on the main branch now."""
        self.git("checkout", "-q", "main")
        self.git("merge", "-q", "--no-ff", "--no-edit", "work")
        head = self.git("rev-parse", "HEAD")
        self.forge.merged.add(head)
        self.environ |= {"GITHUB_SHA": head, "CI_COMMIT_SHA": head}

    def live(self) -> set[str]:
        with sqlite3.connect(self.checkout / "live/notifications.db") as connection:
            return {row[0] for row in connection.execute("select account from reconciler_accounts")}


@pytest.fixture
def forge() -> Iterator[Forge]:
    with serving() as made:
        yield made


@pytest.fixture(params=["github", "gitlab"])
def job(request: pytest.FixtureRequest, tmp_path: Path, forge: Forge, monkeypatch: pytest.MonkeyPatch) -> Job:
    """A project that is applied, and a merge request in which petrov goes."""
    checkout, tools = tmp_path / "checkout", tmp_path / "bin"
    command = write(tools / "reconciler", f'#!/bin/sh\nexec "{sys.executable}" -m reconciler "$@"\n')
    command.chmod(0o755)
    url = f"sqlite:///{checkout}/live/notifications.db"
    environ = {name: os.environ[name] for name in ("HOME", "TMPDIR", "LANG") if name in os.environ} | {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "tests",
        "GIT_AUTHOR_EMAIL": "tests@teleset.example",
        "GIT_COMMITTER_NAME": "tests",
        "GIT_COMMITTER_EMAIL": "tests@teleset.example",
        "RECONCILER_LANG": "en",
        "RECONCILER_ENV": "production",
        "RECONCILER_RETRY_SECONDS": "0",
        "CI": "true",
        URL: url,
        "TELESET_PRODUCTION_READ_URL": url,
    }
    if request.param == "github":
        environ |= {"GITHUB_ACTIONS": "true", "GITHUB_API_URL": forge.url, "GITHUB_REPOSITORY": "teleset/settings", "GITHUB_TOKEN": TOKEN, "PULL_REQUEST": "5"}
        environ |= {"GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"), "RECONCILER_BASE": "main"}
    else:
        environ |= {"CI_API_V4_URL": f"{forge.url}/api/v4", "CI_PROJECT_ID": "42", "RECONCILER_COMMENT_TOKEN": TOKEN, "CI_MERGE_REQUEST_IID": "5"}
        environ |= {"RECONCILER_BASE": "main"}
    made = Job(checkout, forge, request.param, environ)
    backend = PROJECT.splitlines()[-1]
    write(checkout / "reconciler.yaml", PROJECT.replace(backend, f"environments: {{production: {{backend: {{type: sql, url: {{env: {URL}}}}}}}}}"))
    write(checkout / TELESET, ORGANIZATION)
    write(checkout / ".gitignore", "live/\nplan.*\nreconciler.env\n")
    shutil.copytree(CI, checkout / "deploy/ci", ignore=shutil.ignore_patterns("__pycache__"))
    made.git("init", "-q", "-b", "main")
    made.git("add", "-A")
    made.git("commit", "-qm", "one")
    monkeypatch.setenv(URL, url)
    assert execute(["apply", "--yes", "--project", str(checkout), "--env", "production", "--lang", "en"]) == 0
    made.git("checkout", "-q", "-b", "work")
    write(checkout / TELESET, ORGANIZATION.partition("  petrov:")[0])
    made.git("commit", "-qam", "petrov goes")
    return made


def test_the_plan_becomes_one_comment_which_is_kept_up_to_date(job: Job) -> None:
    for author in (STRANGER, STRANGER):
        job.forge.comment("<!-- reconciler plan production -->\nDigest: `deadbeefcafe`", author)
    for _ in range(150):
        job.forge.comment("talk", STRANGER)
    planned = job.run("plan")
    assert planned.returncode == 0, planned.stderr
    assert job.run("comment").returncode == 0
    assert len(job.forge.bodies) == 1
    assert job.forge.bodies[0].startswith("<!-- reconciler plan production -->\n**reconciler plan, production**, at ")
    assert "\n- teleset/petrov " in job.forge.bodies[0]
    assert "from: this branch" in job.forge.bodies[0]
    edit(job.checkout / TELESET, "{works: true}", "{works: true, account-balance: true}")
    job.git("commit", "-qam", "more")
    assert job.run("plan").returncode == 0
    job.forge.failing = 1
    assert job.run("comment").returncode == 0
    assert len(job.forge.bodies) == 1
    assert "! teleset/ivanova" in job.forge.bodies[0]
    assert [line.partition(" ")[0] for line in job.forge.written] == ["POST", {"github": "PATCH", "gitlab": "PUT"}[job.kind]]


def test_what_was_reviewed_is_applied_by_its_digest(job: Job) -> None:
    job.forge.comment("<!-- reconciler plan production -->\nGuards: passed. Digest: `deadbeefcafe`", STRANGER)
    assert job.run("plan").returncode == 0
    assert job.run("comment").returncode == 0
    job.merge()
    applied = job.run("apply-reviewed")
    assert applied.returncode == 0, applied.stdout + applied.stderr
    assert job.live() == {"ivanova"}


@ON_GITHUB
def test_anything_else_than_what_was_reviewed_stops(job: Job) -> None:
    assert job.run("plan").returncode == 0
    assert job.run("comment").returncode == 0
    edit(job.checkout / TELESET, "{works: true}", "{works: true, account-balance: true}")
    job.git("commit", "-qam", "after the review")
    job.merge()
    assert job.run("apply-reviewed").returncode == 5
    assert job.live() == {"ivanova", "petrov"}


@ON_GITLAB
def test_a_commit_that_nobody_reviewed_is_not_applied(job: Job) -> None:
    job.merge()
    assert job.run("apply-reviewed").returncode == 1
    job.forge.merged.clear()
    applied = job.run("apply-reviewed")
    assert applied.returncode == 1
    assert "came from no merge request" in applied.stderr
    assert job.live() == {"ivanova", "petrov"}


@ON_GITHUB
def test_a_plan_without_changes_approves_nothing(job: Job) -> None:
    job.git("reset", "-q", "--hard", "main")
    write(job.checkout / "notes.txt", "x\n")
    job.git("add", "-A")
    job.git("commit", "-qm", "notes")
    assert job.run("plan").returncode == 0
    assert job.run("comment").returncode == 0
    job.merge()
    applied = job.run("apply-reviewed")
    assert applied.returncode == 0, applied.stderr
    assert "nothing was approved" in applied.stdout


@ON_GITHUB
def test_the_plan_made_again_on_the_main_branch_is_what_is_applied(job: Job, tmp_path: Path) -> None:
    job.merge()
    again = job.run("replan")
    assert again.returncode == 0, again.stderr
    assert "RECONCILER_CHANGES=yes" in (job.checkout / "reconciler.env").read_text(encoding="utf-8")
    if job.kind == "github":
        assert (tmp_path / "output").read_text(encoding="utf-8") == "changes=yes\n"
        assert "- teleset/petrov" in (tmp_path / "summary").read_text(encoding="utf-8")
    assert json.loads((job.checkout / "plan.json").read_text(encoding="utf-8"))["changes"]
    assert job.run("apply").returncode == 0
    assert job.live() == {"ivanova"}
    assert job.run("replan").returncode == 0
    assert "RECONCILER_CHANGES=no" in (job.checkout / "reconciler.env").read_text(encoding="utf-8")


@ON_GITLAB
def test_a_fork_gets_a_plan_without_the_live_state_and_without_secrets(job: Job) -> None:
    del job.environ[URL], job.environ["TELESET_PRODUCTION_READ_URL"]
    planned = job.run("plan", RECONCILER_OFFLINE="1")
    assert planned.returncode == 0, planned.stdout + planned.stderr
    said = (job.checkout / "plan.md").read_text(encoding="utf-8")
    assert "Not compared with the live state" in said
    assert "- teleset/petrov" in said


@ON_GITHUB
def test_invalid_files_are_no_page(job: Job) -> None:
    edit(job.checkout / TELESET, "form: company", "form: compony")
    job.git("commit", "-qam", "broken")
    planned = job.run("plan")
    assert planned.returncode == 3
    assert f"{TELESET}:5:7: error[" in planned.stdout
    said = (job.checkout / "plan.md").read_text(encoding="utf-8")
    assert said == "<!-- reconciler plan production -->\n**reconciler plan production**\n\nThere is no plan: exit code 3. The log of the job says why.\n"


@ON_GITLAB
def test_the_first_merge_request_of_a_project_has_nothing_to_be_compared_with(job: Job) -> None:
    job.git("checkout", "-q", "main")
    job.git("rm", "-q", "--cached", "reconciler.yaml")
    job.git("commit", "-q", "--amend", "-m", "no project")
    job.git("checkout", "-q", "-B", "work")
    job.git("add", "-A")
    job.git("commit", "-qm", "a project")
    planned = job.run("plan")
    assert planned.returncode == 0, planned.stdout + planned.stderr
    assert "compared with" not in (job.checkout / "plan.md").read_text(encoding="utf-8")


@ON_GITLAB
def test_no_token_is_shown(job: Job) -> None:
    assert job.run("plan").returncode == 0
    for url in ("http://127.0.0.1:1", f"{job.forge.url}/nowhere"):
        ended = job.run("comment", GITHUB_API_URL=url, CI_API_V4_URL=url)
        assert ended.returncode == (75 if url.endswith(":1") else ended.returncode)
        assert TOKEN not in ended.stdout + ended.stderr
    ended = job.run("comment", GITHUB_TOKEN="wrong-token", RECONCILER_COMMENT_TOKEN="wrong-token")
    assert ended.returncode == 1
    assert "the forge answered 401" in ended.stderr
    assert "wrong-token" not in ended.stderr


@pytest.mark.parametrize(("codes", "ended", "runs"), [("75 6 0", 0, 3), ("6 6 6 0", 6, 3), ("5 0", 5, 1), ("4 0", 4, 1), ("0", 0, 1)])
def test_what_may_help_is_tried_again(tmp_path: Path, codes: str, ended: int, runs: int) -> None:
    script = f'echo x >> {tmp_path}/runs; set -- {codes}; shift $(($(wc -l < {tmp_path}/runs) - 1)); exit "$1"'
    environ = {"PATH": os.environ["PATH"], "RECONCILER_RETRY_SECONDS": "0"}
    assert subprocess.run(["sh", str(CI / "retry.sh"), "sh", "-c", script], env=environ, capture_output=True, check=False).returncode == ended
    assert (tmp_path / "runs").read_text(encoding="utf-8").count("x") == runs


# What the files themselves must say.


def test_every_step_is_a_script_that_is_there() -> None:
    for kind, jobs in (("github", GITHUB["jobs"]), ("gitlab", [name for name, job in GITLAB.items() if isinstance(job, dict) and "script" in job])):
        for job in jobs:
            for script in re.findall(r"deploy/ci/[a-z.]+", "\n".join(steps(kind, job))):
                assert (ROOT / script).is_file(), script


def test_least_privilege_on_github() -> None:
    assert GITHUB["permissions"] == {}
    granted = {name: job["permissions"] for name, job in GITHUB["jobs"].items()}
    assert granted.pop("comment") == {"contents": "read", "pull-requests": "write"}
    assert granted.pop("apply-reviewed") == {"contents": "read", "pull-requests": "read"}
    assert all(permissions == {"contents": "read"} for permissions in granted.values())
    assert "pull_request_target" not in (ROOT / "deploy/github.yml").read_text(encoding="utf-8")
    for name in ("apply", "apply-reviewed"):
        assert GITHUB["jobs"][name]["environment"] == "production"
        assert GITHUB["jobs"][name]["concurrency"] == {"group": "reconciler-production", "cancel-in-progress": False}
    for name, job in GITHUB["jobs"].items():
        secrets = set(re.findall(r"secrets\.(\w+)", json.dumps(job)))
        assert secrets == ({"TELESET_PRODUCTION_URL"} if name.startswith("apply") else set() if name == "comment" else {"TELESET_PRODUCTION_READ_URL"})


def test_least_privilege_on_gitlab() -> None:
    for name in ("apply", "apply-reviewed"):
        assert GITLAB[name]["environment"] == "production"
        assert GITLAB[name]["resource_group"] == "reconciler-production"
    assert GITLAB["apply"]["rules"][0]["when"] == "manual"
    assert GITLAB["variables"]["GIT_DEPTH"] == "0"


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="needs shellcheck")
def test_shellcheck() -> None:
    subprocess.run(["shellcheck", "--shell=sh", *map(str, sorted(CI.glob("*.sh")))], check=True)
