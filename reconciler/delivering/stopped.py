"""What is left of the verdicts where somebody ended a run: of what did not leave, or was not waited for, it says nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from reconciler.model.delivery import NEVER_ANSWERED, Receipt
from reconciler.model.trial import Judged, Verdict

STOPPED: Final = "delivery-stopped"
"""The code of a message that did not leave because of that."""

NOT_AWAITED: Final = "arrival-not-awaited"
"""The code of one that left, and that nobody waited for."""


def is_cut(receipts: Iterable[Receipt], *, stopped: bool, unawaited: bool) -> bool:
    """Whether something of a scenario was not done because somebody ended the run (`stopped`), be it that what left was not waited for (`unawaited`)."""
    return unawaited or any(one.code == STOPPED or (stopped and one.code in NEVER_ANSWERED) for one in receipts)


def without_undone(cells: Iterable[Judged], *, unawaited: bool) -> tuple[Judged, ...]:
    """The verdicts, without those on what was not done: that is skipped, and has not failed. What nobody has answered for stays missing: it may be with somebody."""
    return tuple(_judged_anew(one, unawaited=unawaited) for one in cells)


def _judged_anew(cell: Judged, *, unawaited: bool) -> Judged:
    if cell.verdict is not Verdict.MISSING:
        return cell
    if cell.code == STOPPED:
        return replace(cell, verdict=Verdict.SKIPPED)
    if cell.code == "nothing-arrived" and unawaited:
        return replace(cell, verdict=Verdict.SKIPPED, code=NOT_AWAITED, arguments={})
    return cell
