"""Annotations for GitHub Actions, read back by the rules of its runner."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.errors import Unusable
from reconciler.reporting.diagnostics import one_line, render_diagnostics, sort_diagnostics
from reconciler.reporting.github import fault_annotation, harmless, workflow_commands
from reconciler.reporting.wording import visible
from tests.unit.reporting.samples import ALL, diagnostics, shown

pytestmark = pytest.mark.usefixtures("rows")

KNOWN = {"error", "warning", "notice", "group", "endgroup", "set-output", "add-mask", "stop-commands", "set-env"}
Command = tuple[str, dict[str, str], str]


def command_of(line: str) -> Command | None:
    """What the runner makes of a line of a log: `TryParseV2` and `TryParse` of its `ActionCommand`."""
    text = line.lstrip()
    if text.startswith("::") and (end := text.find("::", 2)) >= 0:
        name, _, rest = text[2:end].partition(" ")
        if name in KNOWN:
            pairs = (pair.split("=", 1) for pair in rest.split(",") if pair)
            properties = {pair[0]: _unescaped(pair[1].replace("%3A", ":").replace("%2C", ",")) for pair in pairs if len(pair) == 2}
            return name, properties, _unescaped(text[end + 2 :])
    if (start := line.find("##[")) >= 0 and (end := line.find("]", start)) >= 0:
        name = line[start + 3 : end].partition(" ")[0]
        return (name, {}, line[end + 1 :]) if name in KNOWN else None
    return None


def _unescaped(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def commands_of(text: str) -> list[Command]:
    return [command for line in text.replace("\r", "\n").split("\n") if (command := command_of(line)) is not None]


TWICE = 'account "teleset/ivanova" is declared twice%0Aalso declared at organizations/teleset.yaml:20:3; two people need two ids, such as "ivanova-2"'


def test_annotations() -> None:
    assert workflow_commands(ALL, language="en", shown=shown).splitlines() == [
        "::group::Annotations (4)",
        "::error file=settings/organizations/gone.yaml,line=1,endLine=1,col=1,title=no-such-file::no-such-file (path: organizations/gone.yaml)",
        f"::error file=settings/organizations/teleset-2.yaml,line=5,endLine=5,col=3,endColumn=10,title=duplicate-id::{TWICE}",
        '::warning file=settings/organizations/teleset.yaml,line=25,endLine=25,col=7,endColumn=13,title=sms-without-consent::no basis for sending SMS to "teleset/ivanova"',
        "::notice file=settings/organizations/филиал 1.yaml,line=2,endLine=2,col=4,title=about-a-person::the address is i•••••@teleset.example",
        "::endgroup::",
    ]


def test_nothing_found_is_nothing_said() -> None:
    assert workflow_commands([], language="en", shown=shown) == ""


def test_the_words_are_in_the_readers_language() -> None:
    assert "Аннотации" in workflow_commands(ALL, language="ru", shown=shown)
    assert "учётная запись «teleset/ivanova» объявлена дважды" in workflow_commands(ALL, language="ru", shown=shown)


def test_a_fault_is_an_annotation_without_a_file() -> None:
    (command,) = commands_of(fault_annotation(Unusable("unreachable", backend="a\nb%"), "en"))
    assert command == ("error", {"title": "unreachable"}, "the backend a<U+000A>b% does not answer.\ntry again later")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(diagnostics())
def test_the_runner_reads_back_what_was_meant(found: list[Diagnostic]) -> None:
    commands = [command for command in commands_of(workflow_commands(found, language="en", shown=shown)) if not command[0].endswith("group")]
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    for (name, properties, message), diagnostic in zip(commands, sort_diagnostics(found), strict=True):
        assert name == names[diagnostic.severity]
        assert properties["title"] == diagnostic.code
        assert message.replace("\n", ": ") == one_line(diagnostic, "en")
        assert properties.get("file") == (None if diagnostic.location is None else visible(shown(diagnostic.location.path)))
        assert properties.get("line") == (None if diagnostic.location is None else str(diagnostic.location.line))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(diagnostics())
def test_what_stands_in_files_is_never_taken_for_a_command(found: list[Diagnostic]) -> None:
    text = render_diagnostics(found, language="en")
    assert commands_of(harmless(text)) == []
    assert harmless(text).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("line", ["::error::x", "  ::set-output name=a::b", "##[error]x", "name: '##[add-mask]x'", "a\n\n::endgroup::"])
def test_what_looks_like_a_command_is_taken_apart(line: str) -> None:
    assert commands_of(line)
    assert commands_of(harmless(line)) == []
