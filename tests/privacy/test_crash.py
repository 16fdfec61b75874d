"""A mistake of ours in the middle of an apply: its log, and what -v tells, hold nobody's data and no secret, nor a digest that anybody could make again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reconciler.cli.exits import Exit
from reconciler.model.plan import Plan
from tests.cli.conftest import _quiet_environment, edit
from tests.privacy.canaries import first_shown
from tests.privacy.test_digests import digests, live_of, personal_texts
from tests.privacy.test_valid import Life, life

__all__ = ["_quiet_environment", "life"]


@pytest.mark.parametrize(
    ("verb", "place"),
    [(("apply", "--yes", "-v"), "reconciler.applying.apply.demand_fit"), (("plan", "-v"), "reconciler.engine.plan.with_reasons")],
    ids=["apply", "plan"],
)
def test_a_crash_tells_nothing(verb: tuple[str, ...], place: str, life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    life.once("apply", "--yes", "-v")
    texts = personal_texts(life.directory, live_of(life.directory))
    edit(life.directory / "organizations/canary.yaml", "+79161234567", "+79161234569")

    def fail(plan: Plan, *_: object, **__: object) -> None:
        """What a mistake of ours would have at hand: everything."""
        everything = f"{plan!r} hunter2!pw"
        raise KeyError(everything)

    monkeypatch.setattr(place, fail)
    life.once(*verb, codes=(Exit.BUG,))
    found = re.search(r"details are in (\S+\.log)\.", "\n".join(life.said))
    assert found is not None
    log = Path(found.group(1))
    text = log.read_text(encoding="utf-8")
    log.unlink()
    assert "builtins.KeyError" in text
    assert "in fail" in text
    assert first_shown([text, *life.said]) == ""
    known = digests(texts | personal_texts(life.directory, live_of(life.directory)))
    assert not {digest for digest in known if digest in text or digest in "\n".join(life.said)}
