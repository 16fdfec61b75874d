"""The world's faults, grouped by what to do next. (A user's mistake is a `Diagnostic`, collected and never raised alone.)

    ReconcilerError                 everything raised on purpose
    ├── InvalidInput                the files are invalid; carries the diagnostics
    ├── Refused                     a guard or a conflict of ownership refuses
    ├── StalePlan                   the plan no longer fits, or the checkout is older than what was applied
    ├── Locked                      another run holds the lock
    ├── Unusable                    wrong usage: an option is missing, a project is not there
    └── BackendError                a backend, ledger or transport could not do it
        ├── TransientError          try again
        ├── RejectedError           do not try again
        ├── ConflictError           look again: the live object moved since it was observed
        └── UnrecordedError         it is done, and only the ledger could not be told

An error carries a code and named arguments, like a diagnostic; `reporting` turns them into a sentence. Third-party error text never goes in unfiltered:
it may quote addresses and secrets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reconciler.model.diagnostic import Argument, Diagnostic


class ReconcilerError(Exception):
    """A fault with a stable code and the arguments of its message. `hint` chooses among the hints of the code's row."""

    def __init__(self, code: str, *, hint: str = "", **arguments: Argument) -> None:
        super().__init__(code)
        self.code = code
        self.hint = hint
        self.arguments: dict[str, Argument] = arguments

    def __str__(self) -> str:
        named = ", ".join(f"{name}={value}" for name, value in sorted(self.arguments.items()))
        return f"{self.code}({named})" if named else self.code


class InvalidInput(ReconcilerError):
    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("invalid-input")
        self.diagnostics = diagnostics

    @property
    def gravest(self) -> Diagnostic | None:
        """The first of those that weigh most, and not a mere note on what stands above it; None where nothing is said."""
        return max(self.diagnostics, key=lambda one: one.severity, default=None)


class Refused(ReconcilerError):
    pass


class StalePlan(ReconcilerError):
    pass


class Locked(ReconcilerError):
    pass


class Unusable(ReconcilerError):
    pass


class BackendError(ReconcilerError):
    pass


class TransientError(BackendError):
    """`retry_after`: how many seconds the backend asked to be left alone, where it did."""

    def __init__(self, code: str, *, hint: str = "", retry_after: float | None = None, **arguments: Argument) -> None:
        super().__init__(code, hint=hint, **arguments)
        self.retry_after = retry_after


class RejectedError(BackendError):
    pass


class ConflictError(BackendError):
    pass


class UnrecordedError(BackendError):
    """Everything was made, and a ledger that lives elsewhere could not be told. `cause` is why."""

    def __init__(self, cause: ReconcilerError) -> None:
        super().__init__(cause.code, hint=cause.hint, **cause.arguments)
        self.cause = cause
