"""What `watch` shows to those who operate it: health, metrics, the status page, the hook, and (where the project has one) the page that confirms addresses."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final

from reconciler.engine.confirmation_page import WRONG_SECONDS, Page
from reconciler.engine.http_server import Answer, Request
from reconciler.model.plan import Guards
from reconciler.model.watching import Status, Trigger
from reconciler.reporting.confirm_page import language_of
from reconciler.reporting.guards import DEFAULT_GUARDS
from reconciler.reporting.status_page import POLICY, status_page
from reconciler.watching import metrics
from reconciler.watching.access import Access, Verdict
from reconciler.watching.health import stuck, unready
from reconciler.watching.hook import Hook

PLAIN: Final = "text/plain; charset=utf-8"

_CHALLENGE: Final = {"WWW-Authenticate": 'Basic realm="reconciler", charset="UTF-8"'}


class WatchSite:
    """`status` and `trigger` are those of the controller; `clock` gives seconds since 1970."""

    def __init__(
        self,
        status: Callable[[], Status],
        trigger: Callable[[Trigger], None],
        access: Access,
        *,
        confirmer: Page | None = None,
        guards: Callable[[], Guards] = lambda: DEFAULT_GUARDS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._status, self._access, self._confirmer, self._guards, self._clock = status, access, confirmer, guards, clock
        self._metrics, self._hook = metrics.Metrics(status, clock), Hook(trigger)
        self._pages: Mapping[str, Callable[[Request], Answer]] = {
            "/healthz": self._health,
            "/readyz": self._readiness,
            "/metrics": self._guarded(lambda _: Answer(HTTPStatus.OK, self._metrics.text(), kind=metrics.KIND)),
            "/": self._guarded(self._page),
        }

    def tick(self) -> None:
        """What is due without anybody asking. To be called about once a second."""
        self._hook.settle()
        self._metrics.take()

    def answer(self, request: Request) -> Answer:
        path = request.path
        if path == "/-/reconcile":
            return self._reconcile(request) if request.method == "POST" else _not_allowed("POST")
        if self._confirmer is not None and (request.method == "POST" or self._confirmer.leads_here(request.target)):
            return self._confirmer.answer(request)
        if (page := self._pages.get(path)) is not None:
            return page(request) if request.method != "POST" else _not_allowed("GET, HEAD")
        return _said(HTTPStatus.NOT_FOUND, "not found")

    def turned_away(self, status: HTTPStatus, accepted: str) -> Answer:  # noqa: ARG002 - words for programs
        return _said(status, status.phrase.lower())

    def _health(self, request: Request) -> Answer:  # noqa: ARG002 - whoever asks
        return _said(HTTPStatus.SERVICE_UNAVAILABLE, "stuck") if stuck(self._status(), self._clock()) else _said(HTTPStatus.OK, "ok")

    def _readiness(self, request: Request) -> Answer:  # noqa: ARG002 - whoever asks
        why = unready(self._status(), self._clock())
        return _said(HTTPStatus.SERVICE_UNAVAILABLE if why else HTTPStatus.OK, why or "ok")

    def _page(self, request: Request) -> Answer:
        language = language_of(request.header("Accept-Language"))
        return Answer(HTTPStatus.OK, status_page(self._status(), now=self._clock(), language=language, guards=self._guards()), POLICY)

    def _reconcile(self, request: Request) -> Answer:
        verdict = self._access.may_call(request)
        if verdict is Verdict.OFF:
            return _said(HTTPStatus.NOT_FOUND, "off: no token is configured")
        self._metrics.asked("accepted" if verdict is Verdict.YES else "denied")
        if verdict is not Verdict.YES:
            return _denied(verdict, {"WWW-Authenticate": 'Bearer realm="reconciler"'})
        self._hook.call()
        return _said(HTTPStatus.ACCEPTED, "accepted")

    def _guarded(self, page: Callable[[Request], Answer]) -> Callable[[Request], Answer]:
        def guarded(request: Request) -> Answer:
            verdict = self._access.may_look(request)
            if verdict is Verdict.YES:
                return page(request)
            if verdict is Verdict.OFF:
                return _said(HTTPStatus.FORBIDDEN, "only from this machine: no token is configured")
            return _denied(verdict, _CHALLENGE)

        return guarded


def _denied(verdict: Verdict, challenge: Mapping[str, str]) -> Answer:
    if verdict is Verdict.LATER:
        return _said(HTTPStatus.TOO_MANY_REQUESTS, "too many wrong tokens", {"Retry-After": str(int(WRONG_SECONDS))})
    return _said(HTTPStatus.UNAUTHORIZED, "a token is needed", challenge)


def _not_allowed(allowed: str) -> Answer:
    return _said(HTTPStatus.METHOD_NOT_ALLOWED, "not allowed", {"Allow": allowed})


def _said(status: HTTPStatus, word: str, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, f"{word}\n", kind=PLAIN, headers=headers or {})
