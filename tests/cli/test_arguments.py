"""What somebody types by mistake, answered in their own language and never in click's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reconciler.cli.main import execute
from reconciler.engine.init import examples
from tests.cli.conftest import Run, edit, write


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("plan", "teleset"), "лишний параметр «teleset»"),
        (("plan", "--env"), "параметр «--env» записывается иначе"),
        (("apply", "--yes=1"), "параметр «--yes» записывается иначе"),
        (("plan", "--project", "reconciler.yaml"), "недопустимое значение параметра --project"),
        (("init", "reconciler.yaml"), "недопустимое значение параметра [DIR]"),
        (("explain",), "не указан параметр ADDRESS"),
        (("completion",), "не указан параметр SHELL"),
        (("completion", "tcsh"), "допустимы: bash, zsh, fish"),
        (("explain", "teleset/ivanova", "Уведомления об оплате"), "это название; идентификатор — payment"),
        (("explain", "teleset/nobody"), "адрес «teleset/nobody» в файлах не объявлен"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_every_answer_is_russian(project: Path, run: Run, arguments: tuple[str, ...], said: str) -> None:
    ended = run(arguments[0], "--lang", "ru", *arguments[1:])
    assert ended.code == 64
    assert said in ended.err
    assert "Got " not in ended.err
    assert "requires" not in ended.err


def test_usage_in_russian_has_no_english_words_but_names(run: Run) -> None:
    assert run("plan", "--help", "--lang", "ru").out.startswith("Использование: reconciler plan [ПАРАМЕТРЫ]\n")


def test_a_directory_with_a_space_can_be_entered_as_printed(tmp_path: Path, run: Run) -> None:
    assert f'cd "{tmp_path.as_posix()}/новый проект"' in run("init", str(tmp_path / "новый проект")).out


def test_statements_for_an_administrator(project: Path, run: Run) -> None:
    assert "CREATE TABLE" in json.loads(run("prepare", "--sql", "--format", "json").out)["sql"]
    assert run("prepare").code == 0
    assert run("prepare", "--sql").out.startswith("-- nothing to run")
    assert json.loads(run("prepare", "--sql", "--format", "json").out)["sql"] == ""


def test_a_project_directory_may_be_named(project: Path, run: Run) -> None:
    """The project file in it is where it belongs; one among the declarations is not."""
    assert run("validate", ".").code == 0
    assert run("validate", "reconciler.yaml").code == 0
    assert run("validate", str(project.parent)).code == 0
    write(project / "organizations/second.yaml", (project / "reconciler.yaml").read_text(encoding="utf-8"))
    ended = run("validate", ".")
    assert ended.code == 3
    assert "organizations/second.yaml:2:7: error[misplaced-project]" in ended.out


def test_mistakes_of_a_project_file_are_told_once(project: Path, run: Run) -> None:
    edit(project / "reconciler.yaml", "manager:", "manger:")
    assert run("validate", ".").out.count("[unknown-key]") == 1


def test_what_is_on_is_on_where_its_channels_are_listed(project: Path, run: Run) -> None:
    edit(project / "organizations/teleset.yaml", "types: {works: true}", "types: {works: [email]}")
    on, channels = run("explain", "teleset/ivanova", "works").out.split("\n\nteleset/ivanova works: channels\n")
    assert on.endswith("Result: on")
    assert channels.rstrip().endswith("Result: email")


def test_every_inherited_value_is_explained(project: Path, run: Run) -> None:
    edit(project / "organizations/teleset.yaml", "locale: ru\n", "locale: ru\nsupport: {email: support@teleset.example, phone: +7 800 000-00-00}\n")
    told = run("explain", "teleset/ivanova").out
    assert "teleset/ivanova: support\n" in told
    assert "organizations/teleset.yaml:7  decides\n\nResult: email support@teleset.example, phone +7 800 000-00-00" in told
    assert "teleset/ivanova: channels\n" in told
    assert "organizations/teleset.yaml:12  decides\n\nResult: email" in told


def test_a_channel_without_a_contact_and_a_suspension_are_said(project: Path, run: Run) -> None:
    edit(project / "organizations/teleset.yaml", "types: {works: true}", "types: {works: [email, sms]}")
    assert "decides; sms: no such contact" in run("explain", "teleset/ivanova", "works").out
    assert "suspended" not in run("explain", "teleset/ivanova", "works").out
    edit(project / "organizations/teleset.yaml", "    given_name: Анна\n", "    given_name: Анна\n    suspended: true\n")
    assert run("explain", "teleset/ivanova", "works").out.rstrip().endswith("teleset/ivanova is suspended: receives nothing")
    assert json.loads(run("explain", "teleset/ivanova", "works", "--format", "json").out)["suspended"] is True


def test_a_system_type_is_said_to_be_one(project: Path, run: Run) -> None:
    assert "registration-confirmation is a system type" in run("explain", "teleset/ivanova", "registration-confirmation").out
    assert "system type" not in run("explain", "teleset/ivanova", "payment").out


def test_a_contact_is_explained_with_its_recipient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RECONCILER_LANG", "en")
    assert execute(["init", "--example", "quickstart"]) == 0
    capsys.readouterr()
    for address, recipient in (("teleset/ivanova/mobile", "teleset/ivanova"), ("teleset//duty", "teleset")):
        assert execute(["explain", address]) == 64
        assert f"reconciler explain {recipient} TYPE" in capsys.readouterr().err


def test_init_says_which_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    if "telecom" not in examples():
        pytest.skip("only a checkout has this example")
    monkeypatch.chdir(tmp_path)
    assert execute(["init", "--example", "telecom"]) == 0
    said = capsys.readouterr().out
    assert "reconciler plan --env staging" in said
    assert "reconciler validate --env" not in said


def test_explain_may_look_at_the_live_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RECONCILER_LANG", "en")
    assert execute(["init", "--example", "quickstart"]) == 0
    capsys.readouterr()
    assert execute(["explain", "teleset/ivanova", "works", "--live"]) == 0
    assert "Live: nothing yet; apply would create it." in capsys.readouterr().out
    assert not list(tmp_path.rglob("*.db")), "looking creates nothing"
    assert execute(["explain", "teleset/ivanova", "--live", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["live"] is None
    assert execute(["apply", "--yes"]) == 0
    capsys.readouterr()
    assert execute(["explain", "teleset/ivanova", "works", "--live"]) == 0
    said = capsys.readouterr().out
    assert "works                  email, sms" in said
    assert "+7916•••••01" in said
    assert "teleset/petrov" not in said
    assert execute(["explain", "teleset", "--live", "--format", "json"]) == 0
    live = json.loads(capsys.readouterr().out)["live"]
    assert (live["address"], live["types"]["works"]) == ("teleset", ["duty"])
    assert execute(["explain", "teleset/ivanova", "works", "--format", "json"]) == 0
    assert "live" not in json.loads(capsys.readouterr().out)
