"""The two streams, and how to speak into them: language, colour, encoding, form."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from reconciler.cli.forms import MACHINE

if TYPE_CHECKING:
    from reconciler.reporting.machine import JsonDocument
    from reconciler.reporting.style import Style


@dataclass(slots=True)
class Terminal:
    """Where a verb prints. Results go to stdout; questions, faults and progress to stderr.

    `form` is one of `cli.forms`. Where the `log` is `json`, each thing on stderr is one JSON object on a line. `colour` False switches colours off; otherwise a terminal has them.
    """

    language: str = "en"
    form: str = "text"
    colour: bool = True
    log: str = "text"

    @property
    def machine(self) -> bool:
        """Whether stdout must carry exactly one JSON document and nothing else."""
        return self.form in MACHINE

    @property
    def interactive(self) -> bool:
        """Whether somebody is there to be asked."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()

    def style(self, stream: TextIO | None = None) -> Style:
        """The colours of a stream (stdout, unless given)."""
        from reconciler.reporting.style import Style

        return Style(colour=self.colour and not os.environ.get("NO_COLOR") and (stream if stream is not None else sys.stdout).isatty())

    def say(self, text: str) -> None:
        """A result, for people."""
        if not self.machine:
            write(sys.stdout, text)

    def publish(self, text: str) -> None:
        """A result that may be a page: a page of HTML or a file of XML says that it is UTF-8, so on any other stream everything beyond ASCII is written as references."""
        if self.form in {"html", "junit"} and (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
            text = text.encode("ascii", "xmlcharrefreplace").decode("ascii")
        write(sys.stdout, text)

    def table(self, text: str) -> None:
        """A result that is a file of its own: its bytes are UTF-8 and its line ends its own, whatever the stream would make of them."""
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()

    def tell(self, text: str, error: str = "", **more: object) -> None:
        """Everything that is not the result; `error` is its code where it says what went wrong, and `more` what else a log that is data has to say of it."""
        if self.log == "json":
            import time

            from reconciler.watching.logs import json_line

            more = {"error": error, **more} if error else more
            text = json_line(time.time(), "error" if error else "info", "reconciler.cli", " ".join(text.split()), **more)
        write(sys.stderr, text)

    def ask(self, question: str) -> None:
        """A question, with the answer to be typed behind it. Not on stdout: that may be a file."""
        write(sys.stderr, question, end=" ")

    def give(self, document: JsonDocument | list[JsonDocument]) -> None:
        """The one JSON document."""
        from reconciler.reporting.machine import dumps

        write(sys.stdout, dumps(document))

    def raw(self, text: str) -> None:
        """A JSON text, which must not be changed by whatever the stream cannot encode."""
        write(sys.stdout, text if encodable(text, sys.stdout) else ascii_json(text))


def write(stream: TextIO, text: str, end: str = "\n") -> None:
    """Print, whatever the stream can encode: what it cannot is replaced, never raised."""
    import click

    from reconciler.reporting.encoding import plain

    click.echo(plain(text, stream.encoding or "utf-8") + end, file=stream, nl=False, color=True)


def encodable(text: str, stream: TextIO) -> bool:
    """Whether a stream can show a text as it is."""
    try:
        text.encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def ascii_json(document: str) -> str:
    """The same JSON in ASCII: outside of strings JSON has nothing else (RFC 8259, section 7, escapes pairs above U+FFFF)."""
    return "".join(c if c.isascii() else _escaped(c) for c in document)


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
