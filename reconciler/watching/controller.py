"""One pass at a time, for as long as it runs: why to look again, when, and what is true now."""

from __future__ import annotations

import gc
import logging
import queue
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import replace
from secrets import token_hex
from typing import Final

from reconciler.engine.orders import Hands, Made, Order
from reconciler.engine.part import Known
from reconciler.engine.texts import known_project, texts_of, touched
from reconciler.engine.watch import make_pass, not_made
from reconciler.model.errors import Locked, ReconcilerError, TransientError
from reconciler.model.ledger import Holder
from reconciler.model.plan import Target
from reconciler.model.watching import Ended, Pass, Status, Trigger
from reconciler.project import PROJECT_FILE, Project
from reconciler.watching.clock import Clock, log_jump, moved_along
from reconciler.watching.drifting import Drifting
from reconciler.watching.files import Files
from reconciler.watching.following import Following, pass_over
from reconciler.watching.heeded import Heeded
from reconciler.watching.leader import Leader, Words
from reconciler.watching.logs import passing
from reconciler.watching.noted import led, noted, went_well
from reconciler.watching.pace import Pace
from reconciler.watching.telling import log_pass, news

log = logging.getLogger(__name__)

CHUNK: Final = 0.5
"""Seconds that it waits at most without looking whether it is to end: on Windows no signal wakes it."""

ASK_EVERY: Final = 2.0
"""Seconds between two questions to the ledger whether somebody approved or resumed what is held back."""

_AGAIN: Final = frozenset({Ended.FAILED, Ended.LOCKED})
_WAITING: Final = frozenset({Ended.HELD, Ended.PAUSED})


class Controller:
    """`run` makes passes until `end`; the other methods may be called by any thread, `trigger` and `end` by a signal's handler too.

    With a `source` the files are those that it lays out: it is asked before each pass, and nobody watches them. `told` is told of every pass, and whether it says anything that the one before did not. `crashed` writes down a mistake of ours and returns where.
    """

    def __init__(
        self,
        order: Order,
        pace: Pace | Heeded | None = None,
        *,
        source: Following | None = None,
        told: Callable[[Made, bool], None] = lambda made, new: None,  # noqa: ARG005 - nobody wants to know
        crashed: Callable[[Exception], str] = lambda error: "",  # noqa: ARG005 - nobody writes it down
        clock: Clock | None = None,
    ) -> None:
        self.order, self._source, self._clock = order, source, clock or Clock()
        self._heeded = pace if isinstance(pace, Heeded) else Heeded(pace or Pace())
        self._told, self._crashed = told, crashed
        self._inbox: queue.SimpleQueue[Trigger] = queue.SimpleQueue()
        self._ending = False
        self._wanted: Callable[[], bool] = lambda: False
        self._mutex = threading.RLock()
        began, ref = self._clock.now(), source.origin.branch if source is not None else ""
        self._status = Status(Target(order.environment or "", "", ""), order.mode, began, leader=False, ref=ref)
        self._total: Counter[Ended] = Counter()
        self._leader = Leader(order, self._led, seconds=self._heeded.pace.lease) if order.mode == "apply" else None
        self._runs: threading.Thread | None = None
        self._project: Project | None = None
        self._stamp: object = None
        self._known: Known | None = None
        self._sound = False  # what is known was found to be live
        self._term: object = None  # the hold of the lead under which it was
        self._last: Made | None = None
        self._news: object = None
        self._words, self._drifting = Words(), Drifting()
        self._due, self._why, self._tries, self._asked = 0.0, Trigger.INTERVAL, 0, 0.0

    def status(self) -> Status:
        self._mind_the_clock()
        return self._status

    def trigger(self, trigger: Trigger) -> None:
        """Look again: soon, and once for all who ask until then."""
        self._inbox.put(trigger)

    def end(self) -> None:
        """Finish the change in flight, and no more."""
        self._ending = True
        self._inbox.put(Trigger.SIGNAL)

    def run(self, ending: Callable[[], bool] = lambda: False) -> None:
        """Until `end` is called, or `ending` says that somebody wants it."""
        self._wanted = ending
        self._runs = threading.current_thread()
        with ExitStack() as open_:
            open_.callback(self._update, ending=True)
            if self._leader is not None:
                open_.enter_context(self._leader)
            open_.enter_context(self._files())
            self.trigger(Trigger.START)
            while triggers := self._awaited():
                self._pass(triggers)

    def _files(self) -> AbstractContextManager[object]:
        if self._source is not None:
            return nullcontext()
        pace, told = self._heeded.pace, lambda follows: self._update(follows=follows)
        return Files(self._now, lambda: self.trigger(Trigger.FILES), quiet=pace.quiet, poll=pace.poll, followed=told, again=pace.again)

    def _now(self) -> Project:
        """The project, for knowing its files. It is read again where its own file was touched."""
        stamp, found = touched(PROJECT_FILE, self.order.directory / PROJECT_FILE), self._project
        if found is None or stamp != self._stamp:
            self._project = found = known_project(self.order.directory, self.order.environment, found)
            self._stamp = stamp
        return found

    def _awaited(self) -> tuple[Trigger, ...]:
        """Why to make the next pass, once there is a reason; () to end."""
        while not self._is_ending():
            self._mind_the_clock()
            self._update(moved=self._clock.now())
            left = self._due - time.monotonic() if self._due else CHUNK
            try:
                asked = {self._inbox.get(timeout=max(min(left, CHUNK), 0.001))}
            except queue.Empty:
                asked = {Trigger.RETRY} if self._heard() else set()
            while not self._inbox.empty():
                asked.add(self._inbox.get())
            if self._due and time.monotonic() >= self._due:
                asked.add(self._why)
            if asked and not (asked == {Trigger.FILES} and self._unchanged()):
                return () if self._is_ending() else tuple(one for one in Trigger if one in asked)
        return ()

    def _is_ending(self) -> bool:
        return self._ending or self._wanted()

    def _unchanged(self) -> bool:
        """Whether the files are those that the last pass read, and it could do with them what there was to do."""
        last = self._last
        if last is None or last.texts is None or last.passed.ended in _AGAIN:
            return False
        return texts_of(self._now(), last.texts).digest == last.texts.digest

    def _heard(self) -> bool:
        """Whether anybody has approved or resumed what is held back."""
        waits = self._status.pauses or (self._last is not None and self._last.passed.ended in _WAITING)
        if self._leader is None or not waits or time.monotonic() < self._asked + ASK_EVERY:
            return False
        self._asked = time.monotonic()
        try:
            return self._leader.words() != self._words
        except ReconcilerError:
            return False

    def _pass(self, triggers: tuple[Trigger, ...]) -> None:
        id = token_hex(4)
        with passing(id):
            log.debug("looking: %s", ", ".join(trigger.value for trigger in triggers))
            try:
                made = self._made(triggers, id)
            except Exception as error:  # noqa: BLE001 - one mistake of ours must not end weeks of watching
                made = not_made(self.order, triggers, ReconcilerError("internal-error", log=self._crashed(error)), id=id)
            self._note(made)
        del made
        # A pass makes some thousands of objects in cycles, while nobody collects them. Those that are young are looked at in a few milliseconds.
        gc.collect(1)

    def _made(self, triggers: tuple[Trigger, ...], id: str) -> Made:
        lead = None
        if self._leader is not None:
            try:
                lead, self._words = self._leader.hold(), self._leader.words()
            except Locked:
                return Made(Pass(id, triggers, time.time(), 0.0, Ended.STANDBY))
            except ReconcilerError as error:
                return not_made(self.order, triggers, error, id=id)
        term = lead.token if lead is not None else None
        # Where the lead was lost and taken again, somebody else may have written meanwhile.
        self._sound, self._term = self._sound and term == self._term, term
        hands = Hands(lead, self._is_ending)
        if self._source is not None:
            return pass_over(self._source, self.order, triggers, id=id, known=self._known, hands=hands)
        # Who asks because of the files alone knows what has changed: the rest was found as declared, and is looked at again when it is time.
        partly = self._sound and not self.order.only and triggers == (Trigger.FILES,)
        return make_pass(self.order, triggers, id=id, known=self._known, hands=hands, partly=partly)

    def _note(self, made: Made) -> None:
        made = self._drifting.told(made)
        before, self._news = self._news, news(made)
        new = self._last is None or self._news != before or made.passed.wrote
        passed, now = made.passed, self._clock.now()
        if made.pauses is None and self._leader is not None:
            made = made._replace(pauses=self._words.pauses)  # the files could not be read, but the ledger could
        # A pass that came to nothing changes nothing about what was live before; one that got further, and not to its end, may have.
        self._sound = went_well(made) or (self._sound and passed.ended is Ended.INVALID and (made.known is None or made.known is self._known))
        # Not the plan, the session and the error, which hold everything that the pass has read.
        self._known, self._last = made.known or self._known, Made(passed, texts=made.texts)
        if made.project is not None:
            self._heeded.heed(made.project)
        self._plan_next(passed, again=passed.ended in _AGAIN or isinstance(made.error, TransientError))
        next = now + self._due - time.monotonic()
        if passed.ended is Ended.STANDBY and not new:
            self._update(next=next)
            return
        self._total[passed.ended] += 1
        fetched = self._source.fetched if self._source is not None else 0.0
        with self._mutex:
            self._status = noted(self._status, made, self._total, now=now, next=next, fetched=fetched)
        log_pass(made, new=new)
        self._told(made, new)

    def _plan_next(self, passed: Pass, *, again: bool) -> None:
        """When to look again if nothing else asks for it. Many small changes do not put off looking at everything."""
        if passed.part and not again:
            return
        self._tries = self._tries + 1 if again else 0
        self._why = Trigger.RETRY if self._tries else Trigger.INTERVAL
        self._due = time.monotonic() + self._heeded.pace.wait(self._tries, locked=passed.ended is Ended.LOCKED)

    def _led(self, leads: bool, holder: Holder | None) -> None:  # noqa: FBT001 - whether it leads
        with self._mutex:
            gained = leads and not self._status.leader
            self._status = led(self._status, holder, leads=leads)
        if gained and threading.current_thread() is not self._runs:
            self.trigger(Trigger.START)

    def _mind_the_clock(self) -> None:
        """Nothing here waits by the time of day. Where that was put forward or back, say so, and look again: leases and pauses end by it."""
        with self._mutex:
            ahead = self._clock.jumped()
            if not ahead:
                return
            self._status = moved_along(self._status, ahead)
        log_jump(ahead)
        self.trigger(Trigger.INTERVAL)

    def _update(self, **fields: object) -> None:
        with self._mutex:
            self._status = replace(self._status, **fields)  # type: ignore[arg-type]
