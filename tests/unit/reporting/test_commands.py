"""Commands to be typed next: they are about the same project and environment, and only those that take an option get it."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import copy_context

import pytest

from reconciler.reporting import commands
from reconciler.reporting.commands import about, command, completed, git
from reconciler.reporting.wording import Phrase, outline


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    token = commands._about.set(commands._NOTHING)
    yield
    commands._about.reset(token)


SENTENCES = {
    "run `reconciler plan`.": "run `reconciler plan --project deploy/live --env staging`.",
    "reconciler history show {number}, then reconciler plan": (
        "reconciler history show --project deploy/live --env staging {number}, then reconciler plan --project deploy/live --env staging"
    ),
    "reconciler prepare, or reconciler prepare --sql": (
        "reconciler prepare --project deploy/live --env staging, or reconciler prepare --project deploy/live --env staging --sql"
    ),
    "reconciler lock release": "reconciler lock release --project deploy/live --env staging",
    "reconciler support-bundle collects it": "reconciler support-bundle --project deploy/live --env staging collects it",
    "reconciler doctor --env {environment}": "reconciler doctor --project deploy/live --env {environment}",
    "reconciler import --update": "reconciler import --project deploy/live --env staging --update",
    # A table is imported into files, whatever is live.
    "reconciler import --from accounts.csv": "reconciler import --project deploy/live --from accounts.csv",
    "`reconciler validate organizations`": "`reconciler validate --project deploy/live organizations`",
    "reconciler types --format json": "reconciler types --project deploy/live --format json",
    "reconciler codes {code}": "reconciler codes {code}",
    "`reconciler init` makes one": "`reconciler init` makes one",
    "reconciler planned this": "reconciler planned this",
    "the backend of reconciler.yaml": "the backend of reconciler.yaml",
}


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES.items(), ids=SENTENCES)
def test_a_sentence_names_the_options(sentence: str, expected: str) -> None:
    assert completed(sentence) == sentence
    about(project="deploy/live", environment="staging")
    assert completed(sentence) == expected


def test_the_current_directory_and_no_environment_need_no_option() -> None:
    about(project=".", environment="")
    assert completed("reconciler plan") == command("plan") == "reconciler plan"
    assert git("git diff") == "git diff"


def test_a_line_of_its_own() -> None:
    about(project="der Ordner", environment="another")
    assert command("apply", "--yes", "plan.json", environment="staging") == 'reconciler apply --project "der Ordner" --env staging --yes plan.json'
    assert git("git revert --no-edit abc") == 'git -C "der Ordner" revert --no-edit abc'


def test_braces_of_a_directory_are_no_fields() -> None:
    about(project="a{count}b", environment="")
    assert Phrase("{count}: reconciler plan", "{count}: reconciler plan").say("en", count=3) == '3: reconciler plan --project "a{count}b"'


def test_what_was_filled_in_is_not_looked_at() -> None:
    about(project="deploy", environment="")
    assert Phrase("said: {text}", "сказано: {text}").say("en", text="reconciler plan") == "said: reconciler plan"


def test_pages_are_about_no_project() -> None:
    about(project="deploy", environment="")
    assert outline("run reconciler plan for {name}", "en") == "run reconciler plan for …"


def test_it_ends_with_its_context() -> None:
    copy_context().run(lambda: about(project="deploy"))
    assert completed("reconciler plan") == "reconciler plan"
