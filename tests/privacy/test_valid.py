"""A project full of personal values and secrets, through its whole life: no verb says one, in no form, in no language, and no file it writes beside the live
system holds one."""

from __future__ import annotations

import json
import quopri
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reconciler.cli.main import execute
from reconciler.model.values import Pointer
from reconciler.schema.files import KINDS, schema
from tests.cli.conftest import PROJECT, _quiet_environment, edit, write
from tests.delivery.servers import Mailbox, smtp_server, web_server
from tests.privacy.canaries import CANARIES, KNOWN_BY, ORGANIZATION, first_shown, shown

__all__ = ["_quiet_environment"]

HERE = PROJECT.replace("[organizations]", "[organizations]\nsecrets: {env: [CANARY_SECRET]}")
FORMS = {"validate": ("text", "json", "github", "gitlab", "sarif"), "review": ("text", "json", "csv", "html"), "test": ("text", "json", "junit")}
"""The forms of a verb's answer; text and JSON, unless said."""


LINK = re.compile(rb"https://lk\.example/confirm\?token=([\w-]{43})")


class Life:
    """Runs one verb after another, in every form and language, and keeps everything that was said."""

    def __init__(self, directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.directory = directory
        self._capsys = capsys
        self.said: list[str] = []

    def __call__(self, verb: str, *arguments: str, codes: tuple[int, ...] = (0,)) -> None:
        for form in FORMS.get(verb, ("text", "json")):
            for language in ("en", "ru"):
                self.once(verb, *arguments, "--format", form, "--lang", language, codes=codes)

    def once(self, *arguments: str, codes: tuple[int, ...] = (0,)) -> None:
        self._capsys.readouterr()
        code = execute(arguments)
        said = self._capsys.readouterr()
        assert code in codes, f"{arguments}: {code}\n{said.out}{said.err}"
        self.said += [_readable(said.out), said.err]
        assert first_shown([_readable(said.out), said.err]) == "", arguments


def _readable(out: str) -> str:
    """JSON with its escapes undone."""
    try:
        return json.dumps(json.loads(out), ensure_ascii=False)
    except ValueError:
        return out


@pytest.fixture
def life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Life:
    directory = tmp_path / "project"
    write(directory / "reconciler.yaml", HERE)
    write(directory / "organizations" / "canary.yaml", ORGANIZATION)
    monkeypatch.chdir(directory)
    monkeypatch.setenv("CANARY_SECRET", "hunter2!pw")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "logs"))
    (tmp_path / "logs").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", None)
    return Life(directory, capsys)


def leaking_files(directory: Path, *, beside: tuple[str, ...] = ()) -> list[str]:
    """Files that hold what they should not: the declaration and the live system may."""
    found = []
    for path in directory.rglob("*"):
        name = path.relative_to(directory).as_posix()
        if path.is_file() and not name.startswith(("project/organizations/", "project/live/", *beside)) and shown(path.read_bytes().decode("utf-8", "replace")):
            found.append(name)
    return found


def test_from_the_first_plan_to_the_last_deletion(life: Life) -> None:
    life("validate", codes=(0,))
    life("plan")
    life.once("prepare")
    life.once("plan", "--out", "plan.json")
    life.once("apply", "--yes")
    life("plan")
    life("show")
    for address in ("canary", "canary/first", "canary/third"):
        life("explain", address)
        life("explain", address, "payment")
        life("explain", address, "--live")
    life("history")
    life("history", "show", "1")
    edit(life.directory / "organizations/canary.yaml", "+79161234567", "+79161234569")
    edit(life.directory / "organizations/canary.yaml", "hidden.one+first@", "hidden.one+other@")
    edit(life.directory / "organizations/canary.yaml", "given_name: Потаённа,", "given_name: Потаённина,")
    life("plan", "--full")
    life.once("apply", "--yes")
    text = (life.directory / "organizations/canary.yaml").read_text(encoding="utf-8")
    write(life.directory / "organizations/canary.yaml", text.partition("  second:")[0])
    life("plan", "--full")
    life.once("apply", "--yes", "--lang", "ru")
    life("show")
    life("history")
    life("forget", "canary/second", "--yes", codes=(0, 64))
    life("forget", "canary/first", "--yes", codes=(64,))
    assert leaking_files(life.directory.parent) == []
    assert any("canary/first" in said for said in life.said)


def test_what_is_looked_at_when_something_is_wrong(life: Life) -> None:
    life.once("apply", "--yes")
    life("doctor", codes=(0, 1))
    for address in ("canary", "canary/first", "canary/third", "canary/gone"):
        life("doctor", "--account", address, "--type", "payment", codes=(0, 1))
    life("review", "--matrix", codes=(0, 8))
    life.once("watch", "--once", "--log-format", "json", codes=(0, 1, 4))
    life("pause", "canary", "--reason", "somebody looks at it")
    life("plan")
    life("apply", "--yes", codes=(0, 4))
    life("resume", "canary", codes=(0, 64))
    life.once("support-bundle", "--out", "bundle.zip")
    with zipfile.ZipFile(life.directory / "bundle.zip") as bundle:
        held = [bundle.read(name).decode("utf-8") for name in bundle.namelist()]
    assert len(held) > 3
    assert first_shown(held) == ""
    edit(life.directory / "organizations/canary.yaml", "locale: ru", "locale: hunter2!pw")
    life("doctor", codes=(0, 1))
    assert leaking_files(life.directory.parent) == []


CONFIRMING = """\
transports:
  email: {{type: smtp, host: 127.0.0.1, port: {port}, tls: none, timeout: 30, sender: noreply@lk.example}}
  sms: {{type: http-sms, url: "http://127.0.0.1:{web}/send", json: {{to: "{{to}}", text: "{{text}}"}}, timeout: 30}}
confirmation: {{channels: [email], url: "https://lk.example/confirm?token={{token}}"}}
testing: {{safelist: ["hidden.one+first@x.example", canary/second]}}
"""


def test_requests_test_runs_and_what_is_remembered_of_them(life: Life) -> None:
    mailbox, noon = Mailbox(), ("--now", "2026-12-01T12:00:00+03:00")
    with smtp_server(mailbox) as port, web_server() as web:
        write(life.directory / "reconciler.yaml", HERE + CONFIRMING.format(port=port, web=web.port))
        life.once("apply", "--yes")
        life("contacts", "list")
        life("contacts", "send-confirmations", "--yes", "--resend")
        tokens = {match[1] for to, raw in mailbox.mails if to == ["hidden.one+first@x.example"] for match in [LINK.search(quopri.decodestring(raw))] if match}
        assert len(tokens) == 4
        for token in sorted(tokens):
            life.once("contacts", "confirm", token.decode(), codes=(0, 1))
        life("contacts", "list", "--state", "confirmed")
        life("test", "--all-types", *noon, codes=(0, 8))
        life.once("test", "--all-types", *noon, "--format", "html", "--out", "report.html", codes=(0, 8))
        life("test", "--all-types", "--live", *noon, codes=(0, 8))
        life("test", "--event", "payment.status_changed", "--live", "--account", "canary/second", *noon, codes=(0, 8))
        life("test", "--event", "payment.status_changed", "--payload", '{"amount": "hunter2!pw", "link": "http://hidden.one@x.example"}', codes=(8,))
    assert web.requests, "or nothing was sent live"
    life("history", "deliveries")
    life("history", "deliveries", "--recipient", "canary/first")
    life("review", "--matrix", codes=(0, 8))
    life("doctor", "--account", "canary/first", "--type", "payment", *noon, codes=(0, 1))
    life.once("support-bundle", "--out", "bundle.zip")
    with zipfile.ZipFile(life.directory / "bundle.zip") as bundle:
        held = [bundle.read(name).decode("utf-8") for name in bundle.namelist()]
    assert first_shown(held) == ""
    assert not [token for token in tokens if any(token.decode() in text for text in (*life.said, *held))]
    # The page shows messages as they arrived: who signs them is in there, and no address.
    page = (life.directory / "report.html").read_text(encoding="utf-8")
    assert "ИП Потаённая" in page
    assert not [one for one in KNOWN_BY if one in page and one != "отаённ"]
    assert leaking_files(life.directory.parent, beside=("project/reconciler.yaml", "project/report.html")) == []


def test_files_are_formatted_and_mended(life: Life) -> None:
    life("fmt", "--check", codes=(0, 2))
    edit(life.directory / "organizations/canary.yaml", '"+79161234567"', "+7 (916) 123-45-67")
    edit(life.directory / "organizations/canary.yaml", "x.example, sms", "X.EXAMPLE, sms")
    life("fmt", "--diff", "--fix", codes=(0, 2))
    life("fmt", "--check", "--fix", codes=(0, 2))
    life.once("fmt", "--fix")


def test_a_table_is_imported(life: Life) -> None:
    rows = [f"Потаённая{number};Потаённа;Потаённовна;{canary};{canary}" for number, canary in enumerate(CANARIES.values())]
    table = "Фамилия;Имя;Отчество;E-mail;Телефон\n" + "\n".join(rows) + "\nПотаённая;;;;\n;;;hidden.one@x.example;\n"
    for encoding in ("utf-8", "cp1251"):
        (life.directory / "people.csv").write_bytes(table.encode(encoding))
        out = f"organizations/{encoding}.yaml"
        life.once("import", "--from", "people.csv", "--organization", "canary", "--out", out, codes=(0, 1, 3))
        for language in ("en", "ru"):
            life.once("import", "--from", "people.csv", "--organization", "canary", "--out", out, "--lang", language, "--format", "json", codes=(0, 1, 3, 64))
    for heading in CANARIES.values():
        write(life.directory / "people.csv", f"{heading};{heading}\n{heading};{heading}\n")
        life("import", "--from", "people.csv", "--organization", "canary", "--out", "organizations/no.yaml", codes=(1, 3, 64))


def test_a_secret_that_is_not_there_and_a_backend_that_is_not(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CANARY_SECRET")
    life("plan")
    life("apply", "--yes", codes=(1, 3, 64))
    url = "postgresql+psycopg://user:hunter2!pw@127.0.0.1:1/notify?password=hunter2!pw"
    monkeypatch.setenv("CANARY_SECRET", "hunter2!pw")
    monkeypatch.setenv("CANARY_URL", url)
    write(life.directory / "reconciler.yaml", HERE.replace('"sqlite:///live/notifications.db"', "{env: CANARY_URL}"))
    life("plan", codes=(75, 1, 64))
    life("apply", "--yes", codes=(75, 1, 64))
    life("show", codes=(75, 1, 64))
    monkeypatch.setenv("CANARY_URL", "hunter2!pw://hunter2!pw")
    life("plan", codes=(75, 1, 3, 64))
    assert leaking_files(life.directory.parent) == []


def test_a_mistake_of_ours_is_logged_without_them(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    from reconciler.engine import read

    def fail(*_: object, **__: object) -> None:
        local = CANARIES["secret"]
        raise ValueError(local, *CANARIES.values())

    monkeypatch.setattr(read, "load", fail)
    life("validate", codes=(70,))
    life("plan", codes=(70,))
    logs = list((life.directory.parent / "logs").glob("*.log"))
    assert logs
    assert leaking_files(life.directory.parent) == []


def test_every_verb_was_asked(life: Life) -> None:
    """A verb that comes later has to be looked at here, or to be none that knows of people."""
    from reconciler.cli.main import VERBS

    source = Path(__file__).read_text(encoding="utf-8")
    knows_nobody = {"init", "types", "schema", "completion", "prepare", "lock", "approve", "codes"}
    assert {verb for verb in VERBS if f'"{verb}"' not in source} <= knows_nobody


def marked(node: object, pointer: Pointer = ()) -> Iterator[Pointer]:
    """Where a schema says that something may not be shown."""
    if isinstance(node, dict):
        if node.get("x-pii") or node.get("x-secret"):
            yield pointer
        for key, value in node.items():
            yield from marked(value, (*pointer, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from marked(value, (*pointer, index))


def test_every_mark_of_the_schemas_is_known_here() -> None:
    """A new field for something personal has to get its value in `canaries.ORGANIZATION`, or among the secrets of a project."""
    known = {
        "definitions": {"name", "address", "contact", "secret"},
        "project": {"Pattern", "Recipients", "Store", "Transport", "allow", "safelist", "Addressee", "Watch"},
        "scenario": {"payload", "payload_text", "link"},
    }
    for name in {*KINDS.values(), "definitions"}:
        for pointer in marked(schema(name)):
            assert known.get(name, set()) & {str(step) for step in pointer}, (name, pointer)
