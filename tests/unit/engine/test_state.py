"""Where the program keeps what it has to remember."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reconciler.engine.state import state_directory
from reconciler.model.errors import Unusable


@pytest.mark.skipif(os.name != "posix", reason="the directories of POSIX")
@pytest.mark.parametrize(
    ("said", "environ", "found"),
    [
        (Path("/srv/x"), {"STATE_DIRECTORY": "/var/lib/a"}, "/srv/x"),
        (None, {"STATE_DIRECTORY": "/var/lib/a:/var/lib/b", "XDG_STATE_HOME": "/x"}, "/var/lib/a"),
        (None, {"XDG_STATE_HOME": "/home/svc/state"}, "/home/svc/state/reconciler"),
        (None, {"XDG_STATE_HOME": "relative"}, "~/.local/state/reconciler"),
        (None, {}, "~/.local/state/reconciler"),
    ],
)
def test_the_first_that_says_so(said: Path | None, environ: dict[str, str], found: str) -> None:
    assert state_directory(said, environ) == Path(found).expanduser()


def test_a_user_without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    with pytest.raises(Unusable) as raised:
        state_directory(None, {})
    assert raised.value.code == "state-unknown"
