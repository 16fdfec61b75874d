"""Plan files: written by `plan --out`, read by `apply PLAN`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reconciler.cli.plans import machine
from reconciler.model.errors import Unusable

if TYPE_CHECKING:
    from reconciler.engine.plan import Planned
    from reconciler.model.saved import SavedPlan

LARGEST = 256 << 20
"""Bytes of a plan file that is read."""


def write_plan(planned: Planned, out: Path) -> None:
    """Write a plan to be approved. Raises `Unusable` where there is no key for its tags, or the file cannot be written."""
    from reconciler.engine.save import save
    from reconciler.reporting.machine import dumps
    from reconciler.reporting.machine.saved import saved_document

    text = dumps(saved_document(save(planned), machine(planned))) + "\n"
    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        raise Unusable("not-writable", path=out.as_posix()) from None


def read_plan(path: Path) -> SavedPlan:
    """The plan of a file. Raises `Unusable` for one that cannot be read or is no plan."""
    from reconciler import planfile

    name = path.as_posix()
    try:
        if path.stat().st_size > LARGEST:
            raise Unusable("bad-plan-file", file=name)
        return planfile.read_plan(path.read_bytes(), name=name)
    except OSError:
        raise Unusable("bad-plan-file", hint="unreadable", file=name) from None
