"""A support bundle: what was gathered as texts, and the texts as one file."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reconciler.cli.crash import latest_logs
from reconciler.model.errors import ReconcilerError, Unusable

if TYPE_CHECKING:
    from reconciler.engine.bundle import Gathered
    from reconciler.engine.doctor.trace import Traced
    from reconciler.reporting.bundle import Member
    from reconciler.reporting.machine import JsonDocument

_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest a zip can say; the same content is the same file."""
_MODE: Final = 0o600


def members(gathered: Gathered, *, language: str) -> list[Member]:
    """The files of the bundle, in their order."""
    from reconciler.reporting.bundle import log_member, manifest

    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home() raises where there is none
    found = list(_documents(gathered, home, language))
    found += [log_member(number, text, home=home, language=language) for number, text in enumerate(latest_logs(), 1)]
    left_out = gathered.project is None
    return [manifest(found, project_left_out=left_out, language=language), *found]


def _documents(gathered: Gathered, home: str, language: str) -> Iterator[Member]:
    from reconciler.engine.bundle import ENTRIES
    from reconciler.reporting import phrases
    from reconciler.reporting import phrases_review as words
    from reconciler.reporting.bundle import bundled_history, member
    from reconciler.reporting.doctor import doctor_document
    from reconciler.reporting.lock import lock_value
    from reconciler.reporting.machine import document

    told, holder, files = gathered.told, gathered.holder, gathered.files
    history = told if isinstance(told, ReconcilerError) else bundled_history(told.target, told.entries, before=told.before)
    lock = holder if isinstance(holder, ReconcilerError) else document(lock=lock_value(holder))
    listed = files if isinstance(files, ReconcilerError) else document(files=list(files))
    yield member("versions.json", phrases.ABOUT_VERSIONS, document(**gathered.versions), home=home, language=language)
    yield member("doctor.json", phrases.ABOUT_DOCTOR, doctor_document(gathered.examined.checks), home=home, language=language)
    yield member("plan.json", phrases.ABOUT_PLAN, _plan(gathered), home=home, language=language)
    yield member("review.json", words.ABOUT_REVIEW, _review(gathered), home=home, language=language)
    if gathered.traced is not None:
        yield member("chain.json", words.ABOUT_CHAIN, _chain(gathered.traced), home=home, language=language)
    yield member("history.json", phrases.ABOUT_HISTORY, history, home=home, language=language, count=ENTRIES)
    yield member("deliveries.json", words.ABOUT_DELIVERIES, _deliveries(gathered), home=home, language=language, count=ENTRIES)
    yield member("lock.json", phrases.ABOUT_LOCK, lock, home=home, language=language)
    if gathered.project is not None:
        yield member("project.json", phrases.ABOUT_PROJECT, document(project=gathered.project), home=home, language=language)
    yield member("files.json", phrases.ABOUT_FILES, listed, home=home, language=language)


def _plan(gathered: Gathered) -> JsonDocument | ReconcilerError:
    from reconciler.cli.plans import machine
    from reconciler.engine.bundle import tried

    planned = gathered.planned
    return planned if isinstance(planned, ReconcilerError) else tried(lambda: machine(planned))


def _review(gathered: Gathered) -> JsonDocument | ReconcilerError:
    """Without the matrix, which may be long, and without whom to turn to: who gets the bundle is whom somebody turned to."""
    from reconciler.reporting.machine.review import review_document

    return gathered.review if isinstance(gathered.review, ReconcilerError) else review_document(replace(gathered.review.reviewed, support={}))


def _chain(traced: Traced | ReconcilerError) -> JsonDocument | ReconcilerError:
    from reconciler.reporting.chain import chain_document

    if isinstance(traced, ReconcilerError):
        return traced
    case = traced.case
    return chain_document(traced.checks, target=traced.target, account=case.account, type=case.type, channel=case.channel, now=case.now.isoformat(), support={})


def _deliveries(gathered: Gathered) -> JsonDocument | ReconcilerError:
    from reconciler.reporting.deliveries import deliveries_document

    told = gathered.deliveries
    return told if isinstance(told, ReconcilerError) else deliveries_document(told.target, told.runs, told.deliveries)


def demand_free(out: Path) -> None:
    """Raises `Unusable("bundle-exists")`. Asked first: what is gathered for nothing is waited for in vain."""
    if os.path.lexists(out):
        raise Unusable("bundle-exists", path=out.as_posix())


def write_bundle(members: Sequence[Member], out: Path) -> None:
    """Write a new file that its owner alone can read. Raises `Unusable`: `bundle-exists`, `not-writable`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            about = zipfile.ZipInfo(member.name, _MOMENT)
            about.create_system, about.external_attr, about.compress_type = 3, _MODE << 16, zipfile.ZIP_DEFLATED
            archive.writestr(about, member.text.encode("utf-8", "backslashreplace"))
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _MODE)
    except FileExistsError:
        raise Unusable("bundle-exists", path=out.as_posix()) from None
    except OSError:
        raise Unusable("not-writable", path=out.as_posix()) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(buffer.getvalue())
    except OSError:
        with suppress(OSError):
            out.unlink()
        raise Unusable("not-writable", path=out.as_posix()) from None
