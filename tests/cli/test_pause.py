"""Nobody applies for now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reconciler.cli.moments import until
from reconciler.model.errors import Unusable
from tests.cli.conftest import ENVIRONMENTS, Run, apply_first, edit, write
from tests.cli.test_adopt import mark, sql

TELESET = "organizations/teleset.yaml"
BETA = "version: 1\nkind: Organization\nid: beta\nname: ООО «Бета»\nform: company\n"
WHY = "the bus is down"


@pytest.fixture
def applied(project: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two organizations, applied; then something changes in both."""
    write(project / "organizations/beta.yaml", BETA)
    apply_first(project, run, tmp_path_factory)
    edit(project / TELESET, "{works: true}", "{works: true, account-balance: true}")
    edit(project / "organizations/beta.yaml", "Бета", "Бета плюс")
    return project


def _addresses(run: Run, *arguments: str) -> list[str]:
    return [change["address"] for change in json.loads(run("plan", "--format", "json", *arguments).out)["changes"]]


def test_everything(applied: Path, run: Run) -> None:
    paused = run("pause", "--reason", WHY)
    assert paused.code == 0
    assert "On with it: reconciler resume" in paused.out
    planned = run("plan")
    assert planned.code == 0, "a plan shows what would be done, and why it is not"
    assert f": {WHY}; apply will refuse until reconciler resume" in planned.out
    assert "2 to change" in planned.out
    before = (applied / "live/notifications.db").read_bytes()
    for arguments in ([], ["--organization", "beta"], ["--adopt", "--all"]):
        refused = run("apply", "--yes", *arguments)
        assert refused.code == 4
        assert WHY in refused.err
        assert "reconciler resume" in refused.err
    assert "приостановлено" in run("apply", "--yes", "--lang", "ru").err
    assert "Пауза:" in run("plan", "--lang", "ru").out
    assert (applied / "live/notifications.db").read_bytes() == before
    assert WHY in run("plan", "--format", "markdown").out
    assert WHY in run("plan", "--format", "html").out
    assert run("resume").code == 0
    assert run("apply", "--yes").code == 0
    entries = json.loads(run("history", "--format", "json").out)["history"]
    assert [(entry["operation"], entry["outcome"], entry["reason"]) for entry in entries[:3]] == [
        ("apply", "applied", ""),
        ("resume", "resumed", ""),
        ("pause", "paused", WHY),
    ]


def test_nothing_to_do_is_refused_as_well(project: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    assert run("pause", "--reason", WHY).code == 0
    assert run("apply", "--yes").code == 4


def test_some_organizations_are_left_out_and_the_rest_is_applied(applied: Path, run: Run) -> None:
    whole = json.loads(run("plan", "--format", "json").out)["digest"]
    assert run("pause", "beta", "--reason", WHY).code == 0
    document = json.loads(run("plan", "--format", "json").out)
    assert [change["address"] for change in document["changes"]] == ["teleset/ivanova"]
    assert (document["left_out"], [(one["organization"], one["reason"]) for one in document["paused"]]) == (["beta"], [("beta", WHY)])
    assert document["digest"] != whole, "the digest is of what would be applied"
    assert run("apply", "--yes", "--digest", whole).code == 5
    done = run("apply", "--yes", "--digest", document["digest"])
    assert done.code == 0
    assert "beta, by " in done.out
    assert "1 changed" in done.out
    assert "apart from what is left out" in run("plan").out
    assert _addresses(run) == []
    assert run("apply", "--yes", "--organization", "beta").code == 4
    assert run("resume", "beta").code == 0
    assert _addresses(run) == ["beta"]
    assert run("apply", "--yes").code == 0
    assert "No changes. The backend matches the declaration.\n" in run("plan").out


def test_nothing_of_a_paused_organization_is_deleted_nor_is_a_type_somebody_there_may_need(applied: Path, run: Run) -> None:
    own = "version: 1\nkind: NotificationType\nid: own\ntitle: {en: Own, ru: Свой}\ncategory: other\nsurface: own\naudience: [employee]\nchannels: [email]\n"
    write(applied / "organizations/own.yaml", own)
    assert run("apply", "--yes").code == 0
    (applied / "organizations/own.yaml").unlink()
    (applied / "organizations/beta.yaml").unlink()
    assert _addresses(run) == ["type:own", "beta"]
    assert run("pause", "beta", "--reason", WHY).code == 0
    assert _addresses(run) == []


def test_a_move_ties_two_organizations(applied: Path, run: Run) -> None:
    """Half of it would look like somebody lost."""
    assert run("apply", "--yes").code == 0
    text = (applied / TELESET).read_text(encoding="utf-8")
    petrov = "  petrov:" + text.partition("  petrov:")[2]
    write(applied / TELESET, text.partition("  petrov:")[0])
    write(
        applied / "organizations/beta.yaml",
        BETA + "moved: [{from: teleset/petrov, to: beta/petrov}]\naccounts:\n" + petrov + "    notifications: {types: [payment, orders]}\n",
    )
    assert {*_addresses(run)} == {"beta", "beta/petrov"}
    assert run("pause", "beta", "--reason", WHY).code == 0
    planned = run("plan")
    assert _addresses(run) == []
    assert "teleset, tied to what is paused by an entry of moved" in planned.out
    assert "moved-done" not in planned.out
    assert run("apply", "--yes").code == 0
    assert sql(applied, "select organization from reconciler_accounts where account = 'petrov'") == [("teleset",)]
    assert run("resume").code == 0
    assert run("apply", "--yes").code == 0
    assert sql(applied, "select organization from reconciler_accounts where account = 'petrov'") == [("beta",)]


def test_what_was_named_is_made_or_refused(applied: Path, run: Run) -> None:
    assert run("plan", "--out", "plan.json").code == 0
    assert run("pause", "beta", "--reason", WHY).code == 0
    refused = run("apply", "--yes", "plan.json")
    assert (refused.code, WHY in refused.err) == (4, True)
    mark(applied, "", "organization = 'beta'")
    assert run("apply", "--yes", "--adopt", "beta").code == 4
    assert run("apply", "--yes", "--adopt", "--all").code == 0
    assert sql(applied, "select manager from reconciler_organizations where organization = 'beta'") == [("",)]
    mark(applied, "tests-7f3a")
    (applied / "organizations/beta.yaml").unlink()
    assert run("forget", "beta", "--yes").code == 4
    assert run("resume", "beta").code == 0
    assert run("forget", "beta", "--yes").code == 0


def test_it_ends_by_itself(applied: Path, run: Run) -> None:
    paused = run("pause", "--reason", WHY, "--until", "2h")
    assert " until " in paused.out
    assert "it ends by itself at " in run("apply", "--yes").err
    sql(applied, "update reconciler_pauses set until = until - 7200")
    assert "Paused" not in run("plan").out
    assert run("apply", "--yes").code == 0
    assert run("resume").code == 64
    over = run("pause", "--reason", WHY, "--until", "2020-01-01T00:00:00Z")
    assert (over.code, "would be over already" in over.err) == (64, True)


def test_while_the_question_stands(applied: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from reconciler.engine import apply as engine
    from reconciler.engine.pause import pause

    def pausing(*_: object) -> None:
        pause(applied, [], reason=WHY)

    monkeypatch.setattr(engine, "_prepare", pausing)
    assert run("apply", "--yes").code == 4
    assert _addresses(run) == ["beta", "teleset/ivanova"]


def test_who_is_writing_is_told(applied: Path, run: Run) -> None:
    sql(applied, "update reconciler_leases set expires = 99999999999, host = 'elsewhere', holder = 'ci', process = 4711")
    paused = run("pause", "--reason", WHY)
    assert paused.code == 0, "a pause does not wait"
    assert "ci@elsewhere, process 4711 is writing at this moment" in paused.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pause"], "--reason"),
        (["pause", "--reason", " "], "a reason has"),
        (["pause", "tleset", "--reason", WHY], "did you mean teleset?"),
        (["pause", "--reason", WHY, "--until", "tomorrow"], "tomorrow is no moment"),
        (["pause", "--reason", WHY, "--until", "2026-12-01T09:00:00"], "with the time zone"),
        (["resume"], "nothing is paused here"),
        (["resume", "beta"], '"beta" is not paused'),
    ],
)
def test_what_makes_no_sense(arguments: list[str], said: str, applied: Path, run: Run) -> None:
    refused = run(*arguments)
    assert (refused.code, said in refused.err) == (64, True), refused.err
    assert "Paused" not in run("plan").out


def test_one_cannot_be_resumed_out_of_everything(applied: Path, run: Run) -> None:
    assert run("pause", "--reason", WHY).code == 0
    refused = run("resume", "beta")
    assert (refused.code, "without a name" in refused.err) == (64, True)
    assert run("pause", "beta", "--reason", "as well").code == 0
    assert json.loads(run("resume", "beta", "--format", "json").out)["paused"][0]["organization"] == ""
    assert run("apply", "--yes").code == 4


def test_before_anything_was_applied_and_while_the_files_are_wrong(project: Path, run: Run) -> None:
    write(project / "organizations/wrong.yaml", "version: 1\n")
    assert run("pause", "--reason", WHY).code == 0
    assert run("resume").code == 0
    (project / "organizations/wrong.yaml").unlink()
    assert run("pause", "--reason", WHY).code == 0
    assert run("apply", "--yes").code == 4
    assert sql(project, "select count(*) from reconciler_accounts") == [(0,)]


def test_each_environment_by_itself(project: Path, run: Run) -> None:
    write(project / "reconciler.yaml", ENVIRONMENTS.replace("production.db", "staging.db"))
    assert run("pause", "--env", "production", "--reason", WHY).code == 0
    assert "reconciler resume --env production" in run("pause", "--env", "production", "--reason", WHY).out
    assert run("apply", "--yes", "--env", "production").code == 4
    assert run("apply", "--yes", "--env", "staging").code == 0


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("30m", (1800, "")),
        ("2h", (7200, "")),
        ("3d", (259200, "")),
        ("2026-12-01T09:00:00+03:00", (0, "2026-12-01T06:00:00Z")),
        ("2026-12-01t09:00z", (0, "2026-12-01T09:00:00Z")),
    ],
)
def test_a_moment_or_how_long(text: str, meant: tuple[int, str]) -> None:
    assert until(text) == meant


@pytest.mark.parametrize("text", ["", "0h", "2", "h", "-2h", "2 h", "٢h", "2026-12-01", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "999999d"])
def test_neither_a_moment_nor_how_long(text: str) -> None:
    with pytest.raises(Unusable):
        until(text)
