"""Why nothing at all can be taken from a table."""

from __future__ import annotations

from reconciler.model.diagnostic import Argument


class UnreadableTable(Exception):
    """The code, hint and arguments of its diagnostic; `line` and `column` count from 1."""

    def __init__(self, code: str, hint: str = "", *, line: int = 1, column: int = 1, **arguments: Argument) -> None:
        super().__init__(code)
        self.code = code
        self.hint = hint
        self.line = line
        self.column = column
        self.arguments: dict[str, Argument] = arguments
