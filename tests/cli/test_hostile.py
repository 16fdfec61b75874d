"""Every wrong input file and project file, through the command line: its code, its place, its exit code; nothing written, no address and no secret quoted."""

from __future__ import annotations

import io
import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reconciler.cli.main import execute
from tests.cli.conftest import PROJECT, Run, edit, fingerprint, write

PERSONAL = ("hidden.one", "9161234567", "916 123", "hunter2", "Потаённая")
"""What stands in the files below where an address, a name or a secret does, or by mistake where none does."""

HEAD = "version: 1\nkind: Organization\nid: x\nname: Икс\nform: company\n"
ACCOUNT = HEAD + "accounts:\n  x:\n    family_name: Потаённая\n    given_name: Анна\n    contacts: {email: hidden.one@x.example}\n"
WEBHOOK = HEAD + "contacts: {bus: {channel: webhook, address: 'https://x.example/hunter2', secret: %s}}\n"
BOMB = HEAD + "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))

FILES: dict[str, tuple[str | bytes, str, int, int]] = {
    "unknown key": (HEAD + "frob: hidden.one@x.example\n", "unknown-key", 6, 1),
    "unknown type": (HEAD + "notifications: {types: [paymant]}\n", "unknown-type", 6, 25),
    "duplicate key": (ACCOUNT + "  x: {}\n", "duplicate-key", 11, 3),
    "dangling parent": (HEAD + "parent: telset\n", "unknown-parent", 6, 9),
    "parent of itself": (HEAD + "parent: x\n", "parent-cycle", 6, 9),
    "no such contact": (ACCOUNT + "    notifications: {types: {payment: [mobile]}}\n", "unknown-contact", 11, 39),
    "null account": (HEAD + "accounts:\n  x:\n", "empty-value", 7, 3),
    "commented-out contacts": (ACCOUNT.replace("contacts: {", "contacts:\n      # {"), "empty-value", 10, 5),
    "null types": (HEAD + "notifications:\n  types:\n", "empty-value", 7, 3),
    "number as key": (HEAD + "accounts:\n  17: {family_name: Потаённая, given_name: А}\n", "non-string-key", 7, 3),
    "phone as key": (HEAD + "accounts:\n  +79161234567: {family_name: Потаённая, given_name: А}\n", "non-string-key", 7, 3),
    "NaN": (HEAD + "requirements: {payment: {recipients: .nan}}\n", "not-finite", 6, 38),
    "tab": (HEAD + "accounts:\n\tx: {family_name: Потаённая}\n", "tab-indentation", 7, 1),
    "no-break space": (HEAD + "accounts:\n  x:\n    family_name:\u00a0Потаённая\n", "invisible-character", 8, 17),
    "typographic quotes": (ACCOUNT.replace("Потаённая", "“Потаённая”"), "typographic-quote", 8, 18),
    "kind in typographic quotes": (HEAD.replace("Organization", "«Organization»"), "typographic-quote", 2, 7),
    "да": (ACCOUNT + "    suspended: да\n", "not-a-choice", 11, 16),
    "нет": (HEAD + "notifications: {types: {payment: нет}}\n", "not-a-choice", 6, 34),
    "time without quotes": (HEAD + "notifications: {quiet_hours: {from: 2200, to: 08:00}}\n", "unquoted-number", 6, 37),
    "phone without quotes": (ACCOUNT.replace("email: hidden.one@x.example", "sms: +79161234567"), "unquoted-number", 10, 21),
    "INN without quotes": (HEAD + "inn: 0212345670\n", "unquoted-number", 6, 6),
    "INN of a person": (HEAD.replace("company", "sole-proprietor") + "inn: 791612345678\n", "unquoted-number", 6, 6),
    "version as a decimal": (HEAD.replace("1\n", "1.10\n", 1), "unsupported-version", 1, 10),
    "damaged UTF-8": (HEAD.replace("Икс", "\udcff").encode("utf-8", "surrogateescape"), "not-utf-8", 4, 7),
    "Windows-1251": (ACCOUNT.encode("cp1251"), "not-utf-8", 4, 7),
    "UTF-16": (ACCOUNT.encode("utf-16"), "not-utf-8", 1, 1),
    "second byte order mark": (b"\xef\xbb\xbf\xef\xbb\xbf" + HEAD.encode(), "invisible-character", 1, 1),
    "alias bomb": (BOMB, "too-many-aliases", 12, 8),
    "recursive alias": (HEAD + "x: &x [*x]\n", "recursive-alias", 6, 8),
    "custom tag": (WEBHOOK % "!secret hunter2", "custom-tag", 6, 82),
    "literal secret": (WEBHOOK % "hunter2", "literal-secret", 6, 82),
    "literal secret instead of a name": (WEBHOOK % "{env: 'hunter2!'}", "bad-variable", 6, 88),
    "secret outside the allowance": (WEBHOOK % "{env: TOKEN}", "secret-not-allowed", 6, 82),
    "password in a URL": (ACCOUNT.replace("email: hidden.one@x", "webhook: https://u:hunter2@x"), "bad-webhook", 10, 25),
    "address in the choice of a form": (HEAD.replace("company", "hidden.one@x.example"), "not-a-choice", 5, 7),
    "address as an id": (HEAD.replace("id: x", "id: hidden.one@x.example"), "bad-id", 3, 5),
    "address as a kind": (HEAD.replace("Organization", "hidden.one@x.example"), "unknown-kind", 2, 7),
    "address as a version": (HEAD.replace("1", "hidden.one@x.example", 1), "unsupported-version", 1, 10),
    "address as a role": (ACCOUNT + "    role: hidden.one@x.example\n", "bad-id", 11, 11),
    "name as an account": (HEAD + "accounts: {Потаённая: {audience: external, frob: 1}}\n", "unknown-key", 6, 44),
    "phone as a time zone": (HEAD + "timezone: '+79161234567'\n", "bad-timezone", 6, 11),
    "address as a locale": (HEAD + "locale: hidden.one@x.example\n", "bad-locale", 6, 9),
    "NUL in a name": (HEAD.replace("Икс", '"Икс\\0"'), "bad-text", 4, 7),
    "line break in a name": (HEAD.replace("Икс", '"Икс\\nX-Priority: 1"'), "bad-text", 4, 7),
    "escape sequence in a key": (HEAD + '"a\\e[31mb": 1\n', "unknown-key", 6, 1),
    "lone surrogate": (HEAD + 'support: {email: "\\ud800@x.example"}\n', "syntax-error", 6, 19),
    "conflict of a merge": (HEAD + "<<<<<<< HEAD\nlocale: ru\n=======\nlocale: en\n>>>>>>> branch\n", "syntax-error", 6, 1),
    "no space after the colon": (HEAD + "locale:ru\n", "syntax-error", 6, 1),
    "account one level too far left": (HEAD + "accounts:\n  x:\n  family_name: Потаённая\n", "bad-id", 8, 3),
    "unclosed quote": (ACCOUNT + "    role: 'hidden.one@x.example\n", "syntax-error", 11, 11),
    "table": ("x;Потаённая;hidden.one@x.example\n", "not-a-mapping", 1, 1),
    "third of three documents": (HEAD + "---\n" + HEAD.replace("id: x", "id: y") + "---\n- hidden.one@x.example\n", "not-a-mapping", 13, 1),
    "old line ends": ((HEAD + "frob: 1\n").replace("\n", "\r"), "unknown-key", 6, 1),
    "100 levels": (HEAD + "x: " + "[" * 100 + "]" * 100 + "\n", "too-deep", 6, 67),
}

PROJECTS: dict[str, tuple[str | bytes, str, int, int]] = {
    "password in the URL": (PROJECT.replace("sqlite:///live", "postgresql+psycopg://u:hunter2@h"), "literal-secret", 6, 27),
    "literal password": (PROJECT.replace("}", ", password: hunter2}"), "literal-secret", 6, 72),
    "no sources": (PROJECT.replace("[organizations]", "[]"), "empty-value", 5, 1),
    "manager of an environment": (PROJECT + "environments: {staging: {manager: other}}\n", "unknown-key", 7, 26),
    "ratio without its sign": (PROJECT + "safety: {loss: {ratio: 10}}\n", "unquoted-number", 7, 24),
    "recipients without quotes": (PROJECT + "recipients: {allow: [*@hidden.one]}\n", "unknown-alias", 7, 22),
    "two keys": (PROJECT + "sources: []\n", "duplicate-key", 7, 1),
    "UTF-16": (PROJECT.encode("utf-16"), "not-utf-8", 1, 1),
}


def judged(run: Run, project: Path, code: str, place: str) -> None:
    """The file is refused by every verb, in both languages and in JSON, with its code at its place, and without a trace."""
    before = fingerprint(project)
    for arguments in (("validate",), ("plan",), ("apply", "--yes"), ("explain", "teleset"), ("validate", "--lang", "ru"), ("validate", "--format", "json")):
        ended = run(*arguments)
        assert ended.code == 3, ended
        assert not [secret for secret in PERSONAL if secret in ended.out + ended.err]
        assert not [c for c in ended.out + ended.err if not c.isprintable() and c not in "\n\u00a0"]
        if "json" in arguments:
            assert code in [found["code"] for found in json.loads(ended.out)["diagnostics"]]
        else:
            assert f"{place}: " in ended.out
            assert f"[{code}]: " in ended.out
    assert fingerprint(project) == before


@pytest.mark.parametrize(("content", "code", "line", "column"), FILES.values(), ids=FILES)
def test_a_wrong_file(project: Path, run: Run, content: str | bytes, code: str, line: int, column: int) -> None:
    (project / "organizations/x.yaml").write_bytes(content.encode() if isinstance(content, str) else content)
    judged(run, project, code, f"organizations/x.yaml:{line}:{column}")


@pytest.mark.parametrize(("content", "code", "line", "column"), PROJECTS.values(), ids=PROJECTS)
def test_a_wrong_project_file(project: Path, run: Run, content: str | bytes, code: str, line: int, column: int) -> None:
    (project / "reconciler.yaml").write_bytes(content.encode() if isinstance(content, str) else content)
    judged(run, project, code, f"reconciler.yaml:{line}:{column}")


def loop(path: Path) -> None:
    path.symlink_to("..", target_is_directory=True)


def lost_directory(path: Path) -> None:
    """Such as a share that is not mounted: what is in it must not look deleted."""
    path.symlink_to("no-such-directory")


def lost_file(path: Path) -> None:
    path.with_suffix(".yaml").symlink_to("no-such-file.yaml")


def pipe(path: Path) -> None:
    os.mkfifo(path.with_suffix(".yaml"))


def endless(path: Path) -> None:
    path.with_suffix(".yaml").symlink_to("/dev/zero")


def listener(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(os.path.relpath(path.with_suffix(".yaml")))


def large(path: Path) -> None:
    with path.with_suffix(".yaml").open("wb") as file:
        file.truncate(65 << 20)


def name_that_steers_a_terminal(path: Path) -> None:
    write(path.with_name("x\x1b[31m\n\u202e.yaml"), HEAD + "frob: 1\n")


def name_that_is_not_unicode(path: Path) -> None:
    write(path.with_name(os.fsdecode(b"\xff\xfe.yaml")), HEAD + "frob: 1\n")


@pytest.mark.skipif(sys.platform != "linux", reason="made of what POSIX calls files, and names in bytes")
@pytest.mark.parametrize(
    ("make", "code", "path"),
    [
        (loop, "symlink-loop", "x/organizations"),
        (lost_directory, "no-such-file", "x"),
        (lost_file, "no-such-file", "x.yaml"),
        (pipe, "unreadable-file", "x.yaml"),
        (endless, "unreadable-file", "x.yaml"),
        (listener, "unreadable-file", "x.yaml"),
        (large, "file-too-large", "x.yaml"),
        (name_that_steers_a_terminal, "unknown-key", "x<U+001B>[31m<U+000A><U+202E>.yaml"),
        (name_that_is_not_unicode, "unknown-key", "<U+DCFF><U+DCFE>.yaml"),
    ],
)
def test_what_is_no_file_to_read(project: Path, run: Run, make: Callable[[Path], None], code: str, path: str) -> None:
    make(project / "organizations/x")
    before = sorted(os.listdir(project))  # noqa: PTH208 - reading what is in there is what must not be done
    for arguments in (("validate",), ("plan",), ("apply", "--yes"), ("validate", "--lang", "ru")):
        ended = run(*arguments)
        assert ended.code == 3
        assert f"organizations/{path}:" in ended.out
        assert f"[{code}]: " in ended.out
    assert sorted(os.listdir(project)) == before  # noqa: PTH208


def test_one_id_in_two_files_names_both_places(project: Path, run: Run) -> None:
    write(project / "organizations/a.yaml", HEAD)
    write(project / "organizations/b.yaml", HEAD)
    judged(run, project, "duplicate-id", "organizations/b.yaml:3:5")
    assert "organizations/a.yaml:3:5" in run("validate").out


def test_a_cycle_through_three_files(project: Path, run: Run) -> None:
    for own, parent in ("xy", "yz", "zx"):
        write(project / f"organizations/{own}.yaml", HEAD.replace("id: x", f"id: {own}") + f"parent: {parent}\n")
    judged(run, project, "parent-cycle", "organizations/x.yaml:6:9")


PEOPLE = "accounts:\n" + "".join(
    f"  op-{role}: {{family_name: И, given_name: О, role: {role}, contacts: {{email: {role}@teleset.example}}}}\n" for role in "ab"
)


def test_what_looks_odd_but_is_right(project: Path, run: Run) -> None:
    """A byte order mark, line ends of Windows, no-break spaces in names, unquoted times and dates, merges, JSON."""
    odd = ACCOUNT.replace("Икс", "АО\u00a0«Икс»\u00a0№\u00a01") + "    notifications: {quiet_hours: {from: 22:00, to: 08:00}}\n"
    (project / "organizations/x.yaml").write_bytes(b"\xef\xbb\xbf" + odd.replace("\n", "\r\n").encode())
    write(project / "organizations/y.yaml", '{\n\t"version": 1,\n\t"kind": "Organization",\n\t"id": "y",\n\t"name": "\\u0418"\n}\n')
    write(
        project / "organizations/z.yml",
        HEAD.replace("id: x", "id: z") + "roles:\n  a: &a {notifications: {types: [payment]}}\n  b: {<<: *a}\nlocale: no\n" + PEOPLE,
    )
    assert run("validate") == run("validate", "organizations")
    assert run("validate").code == 0
    assert "No errors in 4 files" in run("validate").out


def test_every_encoding_can_say_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "organizations/x.yaml").write_bytes(ACCOUNT.replace("Анна", "“Анна”").encode())
    edit(project / "organizations/teleset.yaml", "form: company", "form: 會社")
    for encoding in ("cp866", "cp1251", "ascii", "utf-8"):
        for language in ("ru", "en"):
            out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
            monkeypatch.setattr(sys, "stdout", out)
            code = execute(("validate", "--lang", language))
            monkeypatch.undo()
            monkeypatch.chdir(project)
            assert code == 3
            out.flush()
            said = out.buffer.getvalue().decode(encoding)
            assert "organizations/x.yaml:9:17: " in said
            assert not [secret for secret in PERSONAL if secret in said]
