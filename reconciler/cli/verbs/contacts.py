"""contacts: whose addresses may be used, and asking their owners to confirm them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.exits import Exit
from reconciler.cli.group import Verbs
from reconciler.cli.terminal import Terminal
from reconciler.model.contacts import ContactState
from reconciler.model.errors import ReconcilerError, Unusable

if TYPE_CHECKING:
    from reconciler.model.contacts import Asking
    from reconciler.model.plan import Target

_ABOUT = Words(
    """Whose addresses may be used, and asking their owners to confirm them.

    `confirmation` in reconciler.yaml says which channels need it. An address that awaits confirmation receives nothing but the request.""",
    """Какие адреса можно использовать и как попросить владельцев их подтвердить.

    Для каких каналов это нужно, сказано в `confirmation` (reconciler.yaml). На неподтверждённый адрес приходит только просьба его подтвердить.""",
)


@click.group("contacts", cls=Verbs, words=_ABOUT, no_args_is_help=False, invoke_without_command=True)
@options.language
@click.pass_context
def command(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        raise Unusable("missing-argument", argument="|".join(command.commands))


def _verb(name: str, words: Words) -> Callable[[Callable[..., Any]], click.Command]:
    return command.command(name, cls=Verb, words=words)


@_verb(
    "list",
    Words(
        """List the live contacts that are ours, with their state and what was asked of their owners. Writes nothing.""",
        """Перечислить действующие контакты этого менеджера: их состояние и о чём просили владельцев. Ничего не записывает.""",
    ),
)
@click.option(
    "--state",
    "states",
    type=click.Choice([state.value for state in ContactState]),
    multiple=True,
    cls=Option,
    words=Words("Only contacts in this state; may be repeated.", "Только контакты в этом состоянии; параметр можно повторять."),
)
@options.organizations
@options.connecting
@click.pass_obj
def listed(terminal: Terminal, *, states: tuple[str, ...], organizations: tuple[str, ...], directory: Path, environment: str | None) -> None:
    from reconciler.engine.contacts import contacts
    from reconciler.reporting.contacts import contacts_document, render_contacts

    found = contacts(directory, environment=environment, organizations=organizations, states=[ContactState(state) for state in states])
    if terminal.machine:
        terminal.give(contacts_document(found))
    else:
        terminal.say(render_contacts(found, language=terminal.language))


@_verb(
    "send-confirmations",
    Words(
        """Send a request to confirm to each address that awaits it. Real people get a message.

        It asks; elsewhere than on a terminal it needs --yes. Who was asked within a day is left alone, unless --resend.""",
        """Отправить просьбу подтвердить адрес на каждый адрес, который этого ожидает. Сообщения получат реальные люди.

        Программа спрашивает; не на терминале нужен --yes. Кого просили меньше суток назад, того не беспокоят, если нет --resend.""",
    ),
)
@click.option(
    "--account",
    "accounts",
    multiple=True,
    metavar="ADDRESS",
    cls=Option,
    words=Words(
        "Only this recipient, such as teleset/ivanova or teleset; may be repeated.",
        "Только этот получатель, например teleset/ivanova или teleset; параметр можно повторять.",
    ),
)
@click.option("--resend", is_flag=True, cls=Option, words=Words("Also who was asked within a day.", "И тех, кого просили меньше суток назад."))
@click.option("--yes", is_flag=True, cls=Option, words=Words("Do not ask.", "Не спрашивать."))
@options.lock_timeout
@options.organizations
@options.connecting
@click.pass_obj
def asked(
    terminal: Terminal,
    *,
    accounts: tuple[str, ...],
    organizations: tuple[str, ...],
    resend: bool,
    yes: bool,
    lock_timeout: float | None,
    directory: Path,
    environment: str | None,
) -> int:
    from reconciler.engine.confirming import send_confirmations
    from reconciler.engine.connect import LOCK_WAIT
    from reconciler.engine.sending import sender
    from reconciler.reporting.contacts import asked_document, render_asked, render_asking

    if not yes and not terminal.interactive:
        raise Unusable("not-a-terminal", verb="contacts send-confirmations")
    if accounts and organizations:
        raise Unusable("account-and-organization")

    def agree(asking: Asking) -> None:
        (terminal.tell if terminal.machine else terminal.say)(render_asking(asking, language=terminal.language) + "\n")
        if not yes:
            _ask(asking.target, terminal)

    done = send_confirmations(
        directory,
        send=sender,
        agree=agree,
        environment=environment,
        organizations=organizations,
        accounts=accounts,
        resend=resend,
        wait=LOCK_WAIT if lock_timeout is None else lock_timeout,
    )
    if terminal.machine:
        terminal.give(asked_document(done))
    elif not done.asking.asked:
        terminal.say(render_asking(done.asking, language=terminal.language))
    else:
        terminal.say(render_asked(done, language=terminal.language))
    return Exit.DONE if not done.failed else Exit.PARTIAL if done.left else Exit.FAILED


@_verb(
    "confirm",
    Words(
        """Confirm the address that a request was sent to, by the code in its link. A dash reads the code from standard input.

        On the command line a code stays in the history of the shell; it is good for one use only.""",
        """Подтвердить адрес, на который отправлена просьба, по коду из её ссылки. Вместо кода можно указать дефис: код будет прочитан со стандартного ввода.

        Код в командной строке остаётся в истории оболочки; действует он один раз.""",
    ),
)
@click.argument("token", metavar="TOKEN|-")
@options.connecting
@click.pass_obj
def confirmed(terminal: Terminal, *, token: str, directory: Path, environment: str | None) -> None:
    from reconciler.engine.confirmed import confirm
    from reconciler.reporting.contacts import confirmed_document, render_confirmed

    done = confirm(directory, sys.stdin.readline(1_000).strip() if token == "-" else token, environment=environment)  # noqa: S105 - a dash
    if terminal.machine:
        terminal.give(confirmed_document(done))
    else:
        terminal.say(render_confirmed(done, language=terminal.language))


@_verb(
    "serve",
    Words(
        """Serve the small page that requests to confirm lead to. Opening it changes nothing, the button on it confirms.

        Put a web server with TLS in front of it.""",
        """Показывать небольшую страницу, на которую ведут просьбы о подтверждении. Открытие страницы ничего не меняет, подтверждает кнопка на ней.

        Поставьте перед ней веб-сервер с TLS.""",
    ),
)
@click.option(
    "--listen",
    default="127.0.0.1:8080",
    metavar="HOST:PORT",
    cls=Option,
    words=Words("Where to listen; 127.0.0.1:8080, unless said.", "Где слушать; по умолчанию 127.0.0.1:8080."),
)
@click.option(
    "--behind-proxy",
    is_flag=True,
    cls=Option,
    words=Words(
        "A web server with TLS stands before it; listen elsewhere than on this machine, too, and believe its X-Forwarded-For.",
        "Перед ней стоит веб-сервер с TLS: слушать и не только эту машину, верить его X-Forwarded-For.",
    ),
)
@options.connecting
@click.pass_obj
def served(terminal: Terminal, *, listen: str, behind_proxy: bool, directory: Path, environment: str | None) -> int:
    from reconciler.cli.interruption import was_terminated
    from reconciler.engine.serving import serve
    from reconciler.reporting import phrases_contacts as words
    from reconciler.reporting.machine import document

    def started(address: str, url: str) -> None:
        terminal.tell(words.SERVING_AT.say(terminal.language, address=address, url=url))

    done = serve(directory, listen, environment=environment, proxy=behind_proxy, started=started)
    if terminal.machine:
        terminal.give(document(served={"confirmed": done.confirmed, "refused": done.refused}))
    else:
        terminal.say(words.ENDED.say(terminal.language, confirmed=done.confirmed, refused=done.refused))
    return Exit.TERMINATED if was_terminated() else Exit.DONE


def _ask(target: Target, terminal: Terminal) -> None:
    """Raises `ReconcilerError("declined")` for any answer but the one expected."""
    from reconciler.reporting.phrases_contacts import ASK_SEND
    from reconciler.reporting.prompt import expected_answers

    answers = expected_answers(target, terminal.language)
    terminal.ask(ASK_SEND.say(terminal.language, answer=answers[0]))
    if sys.stdin.readline().strip() not in answers:
        raise ReconcilerError("declined")
