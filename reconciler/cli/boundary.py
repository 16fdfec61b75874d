"""The only place where exceptions become a message and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from reconciler.cli.exits import Exit, exit_of
from reconciler.cli.interruption import Terminated
from reconciler.cli.terminal import Terminal
from reconciler.model.errors import InvalidInput, ReconcilerError, Unusable


def settle(error: BaseException, terminal: Terminal, arguments: Sequence[str]) -> int:
    """Say what went wrong and return the exit code. Raises nothing."""
    try:
        return _settle(error, terminal, arguments)
    except BrokenPipeError:
        return _unheard()
    except Exception as failure:  # noqa: BLE001 - saying it failed too; the first mistake is the one to report
        failure.__context__ = error
        return _bug(failure, terminal, arguments, bare=True)


def _settle(error: BaseException, terminal: Terminal, arguments: Sequence[str]) -> int:
    match error:
        case click.exceptions.Exit():
            return error.exit_code
        case ReconcilerError():
            return fault(error, terminal)
        case click.exceptions.NoArgsIsHelpError() if error.ctx is not None:
            terminal.tell(error.ctx.get_help())
            return Exit.USAGE
        case click.UsageError():
            return fault(_usage(error), terminal)
        case click.ClickException():
            return fault(Unusable("usage"), terminal)
        case click.Abort() if error.__cause__ is not None:
            # Click's word for Ctrl-C and for the end of input.
            return _settle(error.__cause__, terminal, arguments)
        case EOFError() | click.Abort():
            return fault(ReconcilerError("declined"), terminal)
        case KeyboardInterrupt():
            return _interrupted(error, terminal)
        case BrokenPipeError():
            return _unheard()
        case SystemExit():
            return error.code if isinstance(error.code, int) else Exit.FAILED
        case _:
            return _bug(error, terminal, arguments)


def fault(error: ReconcilerError, terminal: Terminal) -> int:
    """Report a fault of the world or a mistake of the user, in the form asked for."""
    from reconciler.reporting.errors import render_error

    if terminal.machine:
        _document(error, terminal)
    elif error.code == "declined":
        from reconciler.reporting.prompt import render_cancelled

        terminal.tell(render_cancelled(language=terminal.language))
    elif isinstance(error, InvalidInput):
        terminal.say(render_error(error, terminal.language, terminal.style()))
        if terminal.log == "json":
            from reconciler.watching.telling import mistakes

            terminal.tell("the files have mistakes", error.code, **mistakes(error))
    else:
        terminal.tell(render_error(error, terminal.language, terminal.style(sys.stderr)), error.code)
        if terminal.form == "github":
            from reconciler.reporting.github import fault_annotation

            terminal.say(fault_annotation(error, terminal.language))
    return exit_of(error)


def _document(error: ReconcilerError, terminal: Terminal) -> None:
    """The one document, as the form asked for can say it. Where it cannot, it is empty, and people are told."""
    match terminal.form:
        case "sarif":
            from reconciler.reporting.machine.sarif import sarif_fault

            terminal.give(sarif_fault(error, language=terminal.language, exit_code=exit_of(error)))
        case "gitlab":
            from reconciler.reporting.errors import render_error

            terminal.give([])
            terminal.tell(render_error(error, terminal.language, terminal.style(sys.stderr)))
        case _:
            from reconciler.reporting.machine.diagnostics import error_document

            terminal.give(error_document(error))


def _usage(error: click.UsageError) -> Unusable:
    """Click's complaint about the arguments as one of ours, which speaks the reader's language."""
    match error:
        case click.NoSuchOption():
            return Unusable("no-such-option", hint="similar" if error.possibilities else "", option=error.option_name, known=tuple(error.possibilities or ()))
        case click.MissingParameter():
            return Unusable("missing-argument", argument=_name(error))
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.Choice):
            return Unusable("bad-argument", hint="choice", argument=_name(error), known=tuple(map(str, error.param.type.choices)))
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.Path):
            # Every path the command line takes is a directory's.
            return Unusable("bad-argument", hint="directory", argument=_name(error))
        case click.BadParameter():
            return Unusable("bad-argument", argument=_name(error))
        case click.BadOptionUsage():
            return Unusable("bad-option-use", option=error.option_name)
        case _:
            return Unusable("usage")


def _name(error: click.BadParameter) -> str:
    """The option or argument as it is written: `--format`, `ADDRESS`."""
    hint = error.param_hint
    if not isinstance(hint, str):
        hint = error.param.get_error_hint(error.ctx) if error.param is not None and error.ctx is not None else "?"
    return hint.replace("'", "")


def _interrupted(error: KeyboardInterrupt, terminal: Terminal) -> int:
    """What a verb has to say of it is the exception's only argument: the name of a hint."""
    from reconciler.reporting.errors import render_error

    fault = ReconcilerError("run-interrupted", hint=str(error.args[0]) if error.args else "")
    terminal.tell(render_error(fault, terminal.language, terminal.style(sys.stderr)), fault.code)
    return Exit.TERMINATED if isinstance(error, Terminated) else Exit.INTERRUPTED


def _unheard() -> int:
    """Nobody reads the output any more (`| head`): no message, and none at the final flush either."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.FAILED


def _bug(error: BaseException, terminal: Terminal, arguments: Sequence[str], *, bare: bool = False) -> int:
    """A mistake of ours: a log for us, one sentence for the reader. `bare` where the sentences themselves may be broken."""
    from reconciler.cli.crash import write_log

    log = write_log(error, arguments)
    if bare:
        with suppress(OSError, ValueError):
            terminal.tell(f"reconciler: internal error, see {log}")
        return Exit.BUG
    fault(ReconcilerError("internal-error", log=log), terminal)
    return Exit.BUG
