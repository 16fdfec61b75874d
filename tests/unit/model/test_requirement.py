"""What a requirement lacks, counted once for files and for live settings."""

from __future__ import annotations

from reconciler.model.requirement import ANY, Unmet, stands_in, unmet
from reconciler.model.settings import Recipient, Requirement

NEEDED = Requirement(2, ("email", "sms"))


def test_met() -> None:
    assert not list(unmet(NEEDED, {"a": {"email"}, "b": {"sms"}}))


def test_too_few_and_a_channel_missing_are_told_apart() -> None:
    assert list(unmet(NEEDED, {"a": {"email"}})) == [Unmet(ANY, 2, 1), Unmet("sms", 1, 0)]
    assert list(unmet(NEEDED, {"a": {"email"}, "b": {"email"}})) == [Unmet("sms", 1, 0)]


def test_where_nobody_is_told_channels_are_not_complained_about_beside_it() -> None:
    assert list(unmet(NEEDED, {})) == [Unmet(ANY, 2, 0)]


def test_who_could_not_be_read_may_well_be_told() -> None:
    assert not list(unmet(NEEDED, {"a": {"email"}}, unknown=1))
    assert list(unmet(NEEDED, {}, unknown=1)) == [Unmet(ANY, 2, 0)]


def test_who_counts() -> None:
    counting = {
        (audience, suspended): stands_in(Recipient("o/a", audience, "ru", "UTC", suspended=suspended))
        for audience in ("employee", "external")
        for suspended in (False, True)
    }
    assert counting == {("employee", False): True, ("employee", True): False, ("external", False): False, ("external", True): False}
