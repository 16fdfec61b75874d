"""Nothing is missed, nobody writes without the lead, everything that was written is in the history, and a watch grows no fatter.

`RECONCILER_SOAK_SEED` does again what was done at random, `RECONCILER_SOAK_SECONDS` makes it last as long as you like.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.soak.soak import Found, Soak

SHORT, LONG = 60.0, 3600.0

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory and open files are read from /proc")


def soaked(directory: Path, seconds: float) -> Found:
    seed = int(os.environ.get("RECONCILER_SOAK_SEED") or random.SystemRandom().randrange(1 << 32))
    soak = Soak(directory, seed)
    try:
        return soak.run(float(os.environ.get("RECONCILER_SOAK_SECONDS") or seconds))
    except Exception as error:
        error.add_note(f"RECONCILER_SOAK_SEED={seed}; step {len(soak.steps)}, the last ones: {', '.join(soak.steps[-12:])}")
        raise


def judged(found: Found) -> Iterator[str]:
    """What is wrong."""
    if found.growth > 0.05:
        yield f"memory grew by {found.growth:.1%}"
    if found.files[1] > found.files[0]:
        yield f"open files: {found.files[0]}, then {found.files[1]}"
    if found.tally.writers < 2:
        yield "the lead did not go round"


@pytest.mark.timeout(600)
def test_a_minute(tmp_path: Path) -> None:
    found = soaked(tmp_path, SHORT)
    assert not list(judged(found)), found


@pytest.mark.long
@pytest.mark.timeout(5400)
def test_an_hour(tmp_path: Path) -> None:
    found = soaked(tmp_path, LONG)
    assert not list(judged(found)), found
