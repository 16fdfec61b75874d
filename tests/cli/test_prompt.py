"""What `apply` asks, on a real terminal."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import ENVIRONMENTS, fingerprint, write
from tests.started import Started

QUESTIONS = (b"anything else cancels: ", "любой другой ответ отменяет: ".encode())

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.fixture(autouse=True)
def _interruptible() -> Iterator[None]:
    """What a shell starts in the background ignores Ctrl-C, and so would everything started here."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def _typed(project: Path, answer: bytes | signal.Signals, *arguments: str) -> tuple[int, str]:
    """Run `apply` on a pseudo-terminal, type an answer (or send a signal) once it asks, and return how it ended and everything shown."""
    import pty

    controller, terminal = pty.openpty()
    process = Started(project, "apply", *arguments, terminal=os.ttyname(terminal))
    shown = b""
    asked = False
    while select.select([controller], [], [], 0.02)[0] or process.returncode is None:
        if not select.select([controller], [], [], 0)[0]:
            continue
        shown += os.read(controller, 4096)
        if not asked and any(question in shown for question in QUESTIONS):
            asked = True
            if isinstance(answer, signal.Signals):
                process.send_signal(answer)
            else:
                os.write(controller, answer)
    os.close(controller)
    os.close(terminal)
    with process:
        return process.wait(), shown.decode("utf-8", "replace")


def test_yes_where_there_are_no_environments(project: Path) -> None:
    code, shown = _typed(project, b"yes\n")
    assert code == 0, shown
    assert "Read back: the backend matches the plan." in shown


@pytest.mark.parametrize(("language", "answer", "expected"), [("ru", "да", 0), ("ru", "yes", 0), ("en", "да", 1)])
def test_yes_may_be_said_in_the_readers_language(project: Path, language: str, answer: str, expected: int) -> None:
    assert _typed(project, f"{answer}\n".encode(), "--lang", language)[0] == expected


def test_the_end_of_input_is_answered_on_a_line_of_its_own(project: Path) -> None:
    assert _typed(project, b"\x04")[1].splitlines()[-1] == "Cancelled. Nothing was changed."


@pytest.mark.parametrize("answer", [b"no\n", b"\n", b"y\n", b"YES!\n", b"\x04"], ids=["no", "nothing", "y", "shouted", "end of input"])
def test_anything_else_cancels(project: Path, answer: bytes) -> None:
    before = fingerprint(project)
    code, shown = _typed(project, answer)
    assert code == 1
    assert "Nothing was changed." in shown
    assert fingerprint(project) == before


def test_the_environment_is_typed_by_name(project: Path) -> None:
    write(project / "reconciler.yaml", ENVIRONMENTS)
    before = fingerprint(project)
    assert _typed(project, b"yes\n", "--env", "staging")[0] == 1
    assert _typed(project, b"production\n", "--env", "staging")[0] == 1
    assert fingerprint(project) == before
    assert _typed(project, b"staging\n", "--env", "staging")[0] == 0


def test_control_c_at_the_question(project: Path) -> None:
    before = fingerprint(project)
    code, shown = _typed(project, signal.SIGINT)
    assert code == 130
    assert "Error:\x1b[0m interrupted." in shown
    assert fingerprint(project) == before
