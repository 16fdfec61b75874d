"""Where the program keeps what it has to remember on this machine."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from reconciler.model.errors import Unusable


def state_directory(said: Path | None, environ: Mapping[str, str] | None = None) -> Path:
    """What was said, else what systemd gave the service, else the user's own. Makes nothing. Raises `Unusable("state-unknown")`."""
    environ = os.environ if environ is None else environ
    if said is not None:
        return said.absolute()
    if given := environ.get("STATE_DIRECTORY", "").partition(":")[0]:
        return Path(given)
    own = environ.get("LOCALAPPDATA", "") if os.name == "nt" else environ.get("XDG_STATE_HOME", "")
    try:
        return (Path(own) if own and Path(own).is_absolute() else Path.home() / ".local" / "state") / "reconciler"
    except RuntimeError:
        raise Unusable("state-unknown") from None
