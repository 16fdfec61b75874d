"""Suppression comments and severities, from the files to what validate and plan say."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconciler.engine.plan import Planned, plan
from reconciler.engine.validate import Validated, validate
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.errors import InvalidInput
from tests.unit.engine.worlds import ORGANIZATION, PROJECT, edit, make, write

WRONG = 'inn: "7700000071"'
ROLES = """\
roles:
  guard: {}
"""
FAULTY = f"{ORGANIZATION}{WRONG}\n{ROLES}"
"""A wrong check digit (line 12) and a role that nobody has (line 14)."""

FILE = "organizations/teleset.yaml"


def codes(validated: Validated) -> list[str]:
    return [found.code for found in validated.diagnostics]


def suppressed(validated: Validated) -> list[tuple[str, str]]:
    return [(found.code, by.reason) for found, by in validated.suppressed]


def lint(directory: Path, **severities: str) -> None:
    text = "".join(f"  {code.replace('_', '-')}: {severity}\n" for code, severity in severities.items())
    write(directory / "reconciler.yaml", f"{PROJECT}lint:\n{text}")


def refused(directory: Path) -> list[str]:
    with pytest.raises(InvalidInput) as invalid:
        plan(directory)
    return [found.code for found in invalid.value.diagnostics]


def noted(planned: Planned) -> list[tuple[str, Severity]]:
    return [(found.code, found.severity) for found in planned.diagnostics]


def test_without_comments_both_are_found(tmp_path: Path) -> None:
    make(tmp_path, organization=FAULTY)
    assert codes(validate(directory=tmp_path)) == ["inn-checksum", "unused-role"]
    assert refused(tmp_path) == ["inn-checksum"]


def test_a_suppressed_error_of_a_rule_stops_neither(tmp_path: Path) -> None:
    make(tmp_path, organization=FAULTY)
    edit(tmp_path / FILE, WRONG, f"{WRONG}  # reconciler: ignore[inn-checksum] так в договоре")
    validated = validate(directory=tmp_path)
    assert codes(validated) == ["unused-role"]
    assert suppressed(validated) == [("inn-checksum", "так в договоре")]
    assert noted(plan(tmp_path)) == []


def test_suppressing_one_finding_changes_no_other(tmp_path: Path) -> None:
    """A comment behind something moves no line, so everything else must stay as it is."""
    organization = FAULTY + 'kpp: "770001002"\nrequirements: {payment: {recipients: 9}}\n'
    make(tmp_path, organization=organization)
    before = validate(directory=tmp_path).diagnostics
    desired = {address: resource.canonical for address, resource in _planned(tmp_path).declared.state.items()}
    assert {one.code for one in before} == {"inn-checksum", "unused-role", "unmet-requirement"}
    for one in before:
        assert one.location is not None
        lines = organization.split("\n")
        lines[one.location.line - 1] += f"  # reconciler: ignore[{one.code}] why"
        write(tmp_path / FILE, "\n".join(lines))
        after = validate(directory=tmp_path)
        gone = [other for other in before if (other.code, other.location) == (one.code, one.location)]
        assert list(map(_plainly, after.diagnostics)) == [_plainly(other) for other in before if other not in gone]
        assert [_plainly(found) for found, _ in after.suppressed] == list(map(_plainly, gone))
        assert {address: resource.canonical for address, resource in _planned(tmp_path).declared.state.items()} == desired


def _planned(directory: Path) -> Planned:
    """The plan; what stops it is another test's."""
    project = (directory / "reconciler.yaml").read_text(encoding="utf-8")
    lint(directory, inn_checksum="warning")
    try:
        return plan(directory)
    finally:
        write(directory / "reconciler.yaml", project)


def _plainly(found: Diagnostic) -> tuple[object, ...]:
    """A finding without its excerpt: the end of its line is not the same."""
    where = found.location
    return found.code, found.severity, found.hint, str(where), {name: str(value) for name, value in found.arguments.items()}


def test_errors_of_shape_reference_and_syntax_stay(tmp_path: Path) -> None:
    make(tmp_path, organization=ORGANIZATION)
    edit(tmp_path / FILE, "types: [payment, orders]", "types: [paymant, orders]")
    edit(tmp_path / FILE, "channels: [email]}", "channels: [email]}  # reconciler: ignore[unknown-type] why")
    assert codes(validate(directory=tmp_path)) == ["unknown-type", "unsuppressible"]
    assert refused(tmp_path) == ["unknown-type"]
    write(tmp_path / FILE, "# reconciler: ignore-file[syntax-error] why\na: [\n")
    assert codes(validate(directory=tmp_path)) == ["unsuppressible", "syntax-error"]


def test_what_is_unused_only_a_whole_project_can_tell(tmp_path: Path) -> None:
    make(tmp_path)
    edit(tmp_path / FILE, "form: company", "form: company  # reconciler: ignore[inn-checksum] why")
    assert codes(validate(directory=tmp_path)) == ["unused-suppression"]
    assert noted(plan(tmp_path)) == []
    assert codes(validate([FILE], directory=tmp_path, base=tmp_path)) == []
    assert codes(validate(["organizations"], directory=tmp_path, base=tmp_path)) == []
    assert codes(validate(["organizations"], directory=tmp_path / "nowhere", base=tmp_path)) == []


def test_a_rule_that_is_off_leaves_no_suppression_unused(tmp_path: Path) -> None:
    make(tmp_path)
    edit(tmp_path / FILE, "form: company", "form: company  # reconciler: ignore[inn-checksum, no-contact-for-channel] why")
    assert codes(validate(directory=tmp_path)) == ["unused-suppression", "unused-suppression"]
    lint(tmp_path, inn_checksum="off", no_contact_for_channel='"off"')
    assert codes(validate(directory=tmp_path)) == []


def test_beside_an_error_nothing_is_called_unused(tmp_path: Path) -> None:
    make(tmp_path, organization=f"{ORGANIZATION}frob: 1\n")
    edit(tmp_path / FILE, "form: company", "form: company  # reconciler: ignore[unused-role] why")
    assert codes(validate(directory=tmp_path)) == ["unknown-key"]


def test_an_error_of_a_rule_is_none_of_these(tmp_path: Path) -> None:
    make(tmp_path, organization=FAULTY)
    edit(tmp_path / FILE, "form: company", "form: company  # reconciler: ignore[unused-role] why")
    assert codes(validate(directory=tmp_path)) == ["unused-suppression", "inn-checksum", "unused-role"]


def test_where_recipients_are_limited_nothing_can_be_missing(tmp_path: Path) -> None:
    make(tmp_path, organization=f"{ORGANIZATION}{ROLES}", project=f'{PROJECT}recipients: {{allow: ["*"]}}\n')
    edit(tmp_path / FILE, "  guard: {}", "  guard: {} # reconciler: ignore[unused-role, inn-checksum] придут в марте")
    assert [found.arguments["code"] for found in validate(directory=tmp_path).diagnostics] == ["inn-checksum"]


def test_where_environments_differ_nobody_knows_what_they_find(tmp_path: Path) -> None:
    staging = PROJECT + 'environments:\n  staging: {policy: {forbidden: [orders]}}\n  production: {backend: {url: "sqlite:///p.db"}}\n'
    make(tmp_path, project=staging)
    edit(tmp_path / FILE, "notifications:", "# reconciler: ignore[blocked-by-policy] не для испытаний\nnotifications:")
    assert codes(validate(directory=tmp_path)) == []
    assert noted(plan(tmp_path, environment="staging")) == []
    edit(tmp_path / FILE, "# reconciler: ignore[blocked-by-policy] не для испытаний\n", "")
    assert [code for code, _ in noted(plan(tmp_path, environment="staging"))] == ["blocked-by-policy"]


UNHEARD = "notifications: {types: {payment: [email, sms], orders: true}, channels: [email]}"
"""Nobody has a contact for SMS."""


@pytest.mark.parametrize(("word", "severity"), [("off", None), ("note", Severity.NOTE), ("warning", Severity.WARNING)])
def test_a_finding_of_settings_is_as_severe_as_the_project_says(tmp_path: Path, word: str, severity: Severity | None) -> None:
    make(tmp_path)
    edit(tmp_path / FILE, "notifications: {types: [payment, orders], channels: [email]}", UNHEARD)
    lint(tmp_path, no_contact_for_channel=word)
    expected = [] if severity is None else [("no-contact-for-channel", severity)]
    assert [(found.code, found.severity) for found in validate(directory=tmp_path).diagnostics] == expected
    assert noted(plan(tmp_path)) == expected


def test_raised_to_an_error_it_stops_a_plan_unless_it_is_suppressed(tmp_path: Path) -> None:
    make(tmp_path)
    edit(tmp_path / FILE, "notifications: {types: [payment, orders], channels: [email]}", UNHEARD)
    lint(tmp_path, no_contact_for_channel="error")
    assert not validate(directory=tmp_path).ok
    assert refused(tmp_path) == ["no-contact-for-channel"]
    edit(tmp_path / FILE, UNHEARD, f"{UNHEARD} # reconciler: ignore[no-contact-for-channel] телефоны ещё собираем")
    validated = validate(directory=tmp_path)
    assert codes(validated) == []
    assert [(found.code, found.severity) for found, _ in validated.suppressed] == [("no-contact-for-channel", Severity.ERROR)]
    assert noted(plan(tmp_path)) == []


def test_a_rule_raised_to_an_error_stops_a_plan(tmp_path: Path) -> None:
    make(tmp_path, organization=f"{ORGANIZATION}{ROLES}")
    assert noted(plan(tmp_path)) == []
    lint(tmp_path, unused_role="error")
    assert refused(tmp_path) == ["unused-role"]
    edit(tmp_path / FILE, "  guard: {}", "  # reconciler: ignore[unused-role] придут в марте\n  guard: {}")
    assert noted(plan(tmp_path)) == []


def test_a_mandatory_type_nobody_receives_stays_an_error(tmp_path: Path) -> None:
    make(tmp_path)
    write(
        tmp_path / "organizations/type.yaml",
        "version: 1\nkind: NotificationType\nid: alarm\ntitle: Тревога\nmandatory: true\nchannels: [sms]\nallowed_channels: [sms]\n",
    )
    lint(tmp_path, no_contact_for_type="off")
    edit(tmp_path / FILE, "accounts:", "# reconciler: ignore-file[no-contact-for-type] why\naccounts:")
    assert set(codes(validate(directory=tmp_path))) == {"no-contact-for-type", "unsuppressible"}
    assert set(refused(tmp_path)) == {"no-contact-for-type"}


def test_what_is_wrong_with_comments_may_be_an_error_too(tmp_path: Path) -> None:
    make(tmp_path)
    edit(tmp_path / FILE, "form: company", "form: company  # reconciler: ignore[inn-checksum]\n# reconciler: ignore rule\n")
    assert codes(validate(directory=tmp_path)) == ["suppression-without-reason", "unused-suppression", "malformed-suppression"]
    assert noted(plan(tmp_path)) == []
    lint(tmp_path, suppression_without_reason="error", malformed_suppression="off", unused_suppression="error")
    assert [(found.code, found.severity.name) for found in validate(directory=tmp_path).diagnostics] == [
        ("suppression-without-reason", "ERROR"),
        ("unused-suppression", "ERROR"),
    ]
    assert refused(tmp_path) == ["suppression-without-reason"]


def test_a_move_that_is_done_is_as_severe_as_said_and_may_be_suppressed(tmp_path: Path) -> None:
    make(tmp_path)
    moved = "moved: [{from: teleset/sidorov, to: teleset/petrov}]"
    edit(tmp_path / FILE, "form: company", f"form: company\n{moved}")
    assert [code for code, _ in noted(plan(tmp_path))] == ["moved-done"]
    edit(tmp_path / FILE, moved, f"{moved} # reconciler: ignore[moved-done] производство ещё впереди")
    assert noted(plan(tmp_path)) == []
    assert codes(validate(directory=tmp_path)) == []
    edit(tmp_path / FILE, " # reconciler: ignore[moved-done] производство ещё впереди", "")
    lint(tmp_path, moved_done="off")
    assert noted(plan(tmp_path)) == []
    lint(tmp_path, moved_done="error")
    assert refused(tmp_path) == ["moved-done"]


def test_named_files_follow_the_project_that_is_named(tmp_path: Path) -> None:
    make(tmp_path, organization=FAULTY)
    assert not validate([FILE], directory=tmp_path / "nowhere", base=tmp_path).ok
    lint(tmp_path, inn_checksum="off", unused_role="note")
    assert validate([FILE], directory=tmp_path, base=tmp_path).ok
    assert not validate([FILE], directory=tmp_path / "nowhere", base=tmp_path).ok
    edit(tmp_path / FILE, WRONG, f"{WRONG}  # reconciler: ignore[inn-checksum] why")
    assert validate([FILE], directory=tmp_path / "nowhere", base=tmp_path).ok


def test_comments_in_the_project_file_are_heard(tmp_path: Path) -> None:
    make(tmp_path, project=f"# reconciler: ignore[frob] why\n{PROJECT}")
    found = validate(directory=tmp_path).diagnostics
    assert [(one.code, str(one.location)) for one in found] == [("unknown-suppression", "reconciler.yaml:1:22")]


def test_an_empty_file_may_be_meant(tmp_path: Path) -> None:
    make(tmp_path)
    write(tmp_path / "organizations/later.yaml", "# reconciler: ignore-file[empty-file] заполнит головная организация\n")
    assert codes(validate(directory=tmp_path)) == []
    write(
        tmp_path / "organizations/later.yaml",
        f"# reconciler: ignore-file[empty-file] заполнит головная организация\n{ORGANIZATION.replace('teleset', 'later')}",
    )
    assert codes(validate(directory=tmp_path)) == ["unused-suppression"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_files_of_every_make(tmp_path: Path, ending: str, mark: bytes) -> None:
    make(tmp_path)
    text = f"{ORGANIZATION}{WRONG}\t# reconciler: ignore[inn-checksum] why"
    (tmp_path / FILE).write_bytes(mark + text.replace("\n", ending).encode())
    validated = validate(directory=tmp_path)
    assert (codes(validated), suppressed(validated)) == ([], [("inn-checksum", "why")])


def test_in_a_file_of_many_documents(tmp_path: Path) -> None:
    make(tmp_path)
    second = ORGANIZATION.replace("id: teleset", "id: second").replace("ivanova@", "i@").replace("petrov@", "p@")
    third = second.replace("id: second", "id: third").replace("i@", "j@").replace("p@", "q@")
    write(
        tmp_path / FILE,
        f"{ORGANIZATION}{WRONG} # reconciler: ignore[inn-checksum] why\n---\n{second}{WRONG}\n---\n# reconciler: ignore[inn-checksum] why\n{WRONG}\n{third}",
    )
    validated = validate(directory=tmp_path)
    assert [found.location.line for found, _ in validated.suppressed if found.location] == [12, 28]
    assert [(found.code, found.location.line) for found in validated.diagnostics if found.location and found.code == "inn-checksum"] == [("inn-checksum", 25)]


def test_thousands_of_suppressions_in_a_file_of_as_many_accounts(tmp_path: Path) -> None:
    accounts = "".join(
        f"  a{number}: {{audience: external, contacts: {{email: a{number}@client.example}}, role: guard}}  # reconciler: ignore[role-of-external] why\n"
        for number in range(2_000)
    )
    make(tmp_path, organization=f"{ORGANIZATION}{accounts}{ROLES}")
    validated = validate(directory=tmp_path)
    assert codes(validated) == []
    assert [found.code for found, _ in validated.suppressed] == ["role-of-external"] * 2_000
