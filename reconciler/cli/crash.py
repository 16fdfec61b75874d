"""The log of a mistake of ours: enough to find it, and nothing of the reader's data."""

from __future__ import annotations

import os
import platform
import re
import stat
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from reconciler import __version__

_QUOTES_CODE = (AttributeError, ImportError, NameError, NotImplementedError, AssertionError, RecursionError)
"""Exceptions whose text names code. The text of any other may quote an address or a secret, and is left out."""

_LARGEST = 256 << 10
"""Bytes of a log; ours are far smaller."""

_RAISED = re.compile(r"[\w.<>]+: .*")
"""The line that names an exception."""


def write_log(error: BaseException, arguments: Sequence[str]) -> str:
    """Write the log into the temporary directory, readable by its owner only; returns its path, "" where it cannot be written."""
    try:
        handle, path = tempfile.mkstemp(prefix="reconciler-", suffix=".log", text=True)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
            log.write("\n".join(_lines(error, arguments)) + "\n")
    except OSError:
        return ""
    return path.replace(os.sep, "/")


def latest_logs(most: int = 3) -> list[str]:
    """The newest logs of this user, the newest first. What others left under such a name, what leads elsewhere and what is not made like one is passed over."""
    found: list[tuple[float, str]] = []
    for path in Path(tempfile.gettempdir()).glob("reconciler-*.log"):
        try:
            about = path.lstat()
            if stat.S_ISREG(about.st_mode) and about.st_size <= _LARGEST and (not hasattr(os, "getuid") or about.st_uid == os.getuid()):
                found.append((about.st_mtime, path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            continue
    return [text for _, text in sorted(found, reverse=True) if _is_ours(text)][:most]


def _is_ours(text: str) -> bool:
    first, second, third, *rest = [*text.split("\n"), "", "", ""]
    return (
        first.startswith("reconciler ")
        and second.startswith("arguments:")
        and third.startswith("encodings: ")
        and all(not line or line.startswith("  ") or _RAISED.fullmatch(line) for line in rest)
    )


def _lines(error: BaseException, arguments: Sequence[str]) -> Iterator[str]:
    yield f"reconciler {__version__}, Python {platform.python_version()}, {platform.platform()}"
    # Values of arguments may be names and addresses; which options were used is enough.
    yield f"arguments: {' '.join(_masked(arguments))}"
    yield f"encodings: {sys.stdout.encoding} {sys.stderr.encoding} {sys.getfilesystemencoding()}"
    for exception in _chain(error):
        yield ""
        # Source lines only: locals are data.
        yield from (line.rstrip("\n") for line in traceback.format_tb(exception.__traceback__))
        yield f"{type(exception).__module__}.{type(exception).__qualname__}: {_text(exception)}"


def _masked(arguments: Sequence[str]) -> Iterator[str]:
    for position, argument in enumerate(arguments):
        if argument.startswith("-"):
            yield argument.partition("=")[0]
        else:
            yield argument if position == 0 else "…"


def _chain(error: BaseException) -> list[BaseException]:
    """The exception and what led to it, the cause first."""
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found:
        found.insert(0, current)
        current = current.__cause__ or current.__context__
    return found


def _text(exception: BaseException) -> str:
    return " ".join(str(exception).split()) if isinstance(exception, _QUOTES_CODE) else "(text left out: it may quote data)"
