"""The file around the text, and how it is written."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from reconciler.documents.edits import Edit, Form, apply, differ_only
from reconciler.documents.masked import masked_lines
from reconciler.documents.writing import put

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("content", "encoded"),
    [
        (b"", b"a\nb\n"),
        (b"x\ny\n", b"a\nb\n"),
        (b"x\r\ny\r\n", b"a\r\nb\r\n"),
        (b"x\r\ny\r\nz\n", b"a\r\nb\r\n"),
        (b"x\r\ny\n", b"a\nb\n"),
        (b"x\ry\r", b"a\nb\n"),
        (BOM + b"x\r\n", BOM + b"a\r\nb\r\n"),
        (BOM, BOM + b"a\nb\n"),
    ],
)
def test_a_file_keeps_its_form(content: bytes, encoded: bytes) -> None:
    assert Form.of(content).encode("a\nb\n") == encoded


def test_edits_are_made_where_they_belong() -> None:
    assert apply("abcdef", []) == "abcdef"
    assert apply("abcdef", [Edit(4, 6, ""), Edit(0, 1, "xyz"), Edit(2, 2, "-")]) == "xyzb-cd"


@pytest.mark.parametrize(
    ("after", "agree"),
    [
        ("a: '1'\nb: [x, y]\n", True),
        ("a: '2'\nb: [x, y]\n", False),
        ("a: '1'\nb: ['x', y]\n", False),
        ("a: '1'\nb: [x, z]\n", False),
        ("a: '1'\nb: [x]\n", False),
        ("a: '1'\nb: {x: y}\n", False),
        ("a: '1'\nc: [x, y]\n", False),
        ("a: &x '1'\nb: [x, y]\n", False),
        ("a: !!str '1'\nb: [x, y]\n", False),
        ("a: '1\nb: [x, y]\n", False),
    ],
)
def test_two_texts_may_differ_only_where_it_is_meant(after: str, agree: bool) -> None:
    before = "a: 01\nb: [x, y]\n"
    assert differ_only(before, after, {3: "1"}) is agree


def test_nothing_but_the_content_changes(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old")
    file.chmod(0o640)
    put(file, b"new")
    assert file.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "a.yaml"
    real.write_bytes(b"old")
    link = tmp_path / "link.yaml"
    link.symlink_to(real)
    put(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert len(list(real.parent.iterdir())) == 1


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(PermissionError):
        put(file, b"new")
    assert file.read_bytes() == b"old"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_what_fails_leaves_the_old_content_and_nothing_beside_it(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old")

    def fail(*arguments: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises(FileNotFoundError):
        put(file, b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


MASKED = """\
# Анна, +79160000001
id: teleset  # her
address: "anna@teleset.example"   # x
{a: 'anna@teleset.example', b: x}: # no
note: |   # x
  anna # no comment
  anna
anna@teleset.example: "# no comment"
"""


def test_lines_are_shown_masked_and_without_the_words_of_comments() -> None:
    text = MASKED.replace("{a: 'anna@teleset.example', b: x}: # no", "flow: {address: 'anna@teleset.example', b: x} # no")
    shown = masked_lines(text, range(9), lambda pointer: pointer[-1] in ("address", "note"))
    assert shown == dict(
        enumerate(
            [
                "# •••••",
                "id: teleset  # •••••",
                'address: "a•••••@teleset.example"   # •••••',
                "flow: {address: 'a•••••@teleset.example', b: x} # •••••",
                "note: |   # •••••",
                "  •••••",
                "  •••••",
                'a•••••@teleset.example: "# no comment"',
                "",
            ]
        )
    )
