"""Everything that stands beside a controller while it runs, as the project file asks for it: the server, the service manager, and who is told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from reconciler.engine.connect import connect
from reconciler.engine.notices import teller
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.engine.serving import page_of
from reconciler.model.backend import Verifier
from reconciler.model.notice import Notice
from reconciler.model.plan import Guards
from reconciler.model.watching import Status, Trigger
from reconciler.project import resolve_references
from reconciler.reporting.guards import DEFAULT_GUARDS
from reconciler.watching.attending import attending
from reconciler.watching.server import serving


@contextmanager
def operated(
    directory: Path,
    environment: str | None,
    *,
    status: Callable[[], Status],
    trigger: Callable[[Trigger], None],
    guards: Callable[[], Guards] = lambda: DEFAULT_GUARDS,
    listen: str = "",
    proxy: bool = False,
) -> Iterator[str]:
    """As long as the block runs. Gives the address that is served ("" where nothing listens). `listen` stands in the place of `watch.listen`.

    The page that confirms addresses is served where the project asks for confirmations; behind a `proxy` its word is taken for who asks, there and for tokens.
    Raises, before anything runs, what `serving` and `engine.notices.teller` raise, and `Unusable` for a project that is wrong or a token that is not at hand.
    """
    connection = connect(open_project(Reading(), directory, environment))
    project = connection.project
    watch = project.watch
    listen = listen or watch.listen

    def token() -> str:
        return str(resolve_references({"token": watch.token}, directory=project.directory, environ=os.environ)["token"]) if watch.token else ""

    token()  # what is not at hand is told now, and not to whoever asks first
    tell: Callable[[Sequence[Notice]], None] | None = teller(connection, watch.notify) if watch.notify.to else None
    with ExitStack() as beside:
        address = ""
        if listen:
            confirms = bool(project.confirmation_url and project.policy.confirm) and isinstance(connection.backend, Verifier)
            confirmer = page_of(connect(project), proxy=proxy) if confirms else None
            serve = serving(listen, status=status, trigger=trigger, token=token, confirmer=confirmer, guards=guards, proxy=proxy)
            address = beside.enter_context(serve)
        beside.enter_context(attending(status, notify=watch.notify, tell=tell) if tell is not None else attending(status))
        yield address
