"""Colours, by hand: the few ANSI codes that every terminal since the VT100 knows. Off unless asked for."""

from __future__ import annotations

from dataclasses import dataclass

_CODES = {"red": "31", "green": "32", "yellow": "33", "cyan": "36", "bold": "1", "faint": "2"}


@dataclass(frozen=True, slots=True)
class Style:
    """How to set text off. With `colour` False every method returns its text unchanged."""

    colour: bool = False

    def bad(self, text: str) -> str:
        return self._wrap(text, "red")

    def doubtful(self, text: str) -> str:
        return self._wrap(text, "yellow")

    def good(self, text: str) -> str:
        return self._wrap(text, "green")

    def note(self, text: str) -> str:
        return self._wrap(text, "cyan")

    def strong(self, text: str) -> str:
        return self._wrap(text, "bold")

    def faint(self, text: str) -> str:
        return self._wrap(text, "faint")

    def change(self, symbol: str, text: str) -> str:
        """A line of a plan in the colour of its symbol."""
        return {"+": self.good, "-": self.bad, "~": self.doubtful, "!": self.bad}.get(symbol, self.note)(text)

    def _wrap(self, text: str, name: str) -> str:
        return f"\x1b[{_CODES[name]}m{text}\x1b[0m" if self.colour and text else text


PLAIN = Style()
