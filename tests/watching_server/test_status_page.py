"""The status page as text: what it says, and that whatever it is told stays text."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.model.cause import Cause
from reconciler.model.ledger import Holder, Owner
from reconciler.model.pause import Pause
from reconciler.model.personal import Personal
from reconciler.model.plan import Conflict, Counts, Plan, Refusal, Target
from reconciler.model.watching import Claim, Ended, Pass, Status, Trigger
from reconciler.reporting.status_page import MOST_ORGANIZATIONS, MOST_PASSES, POLICY, status_page
from tests.unit.reporting.nasty import TEXTS, plans
from tests.unit.reporting.worlds import PETROV, TARGET, update
from tests.watching_server.samples import CLAIM, HOLDER, LOSS, NOW, PAUSE, busy, passed, status

LANGUAGES = pytest.mark.parametrize("language", ["en", "ru"])
TAGS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "span", "dl", "dt", "dd", "p", "pre", "ul", "li", "div", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in ("meta", "html"):
            self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def words_of(now: Status, language: str = "en") -> str:
    return " ".join(" ".join(read(status_page(now, now=NOW, language=language)).words).split())


def test_it_says_what_is_the_matter() -> None:
    said = words_of(busy())
    for expected in (
        "reconciler watch, production held back",
        "Runs since 2026-11-18",
        "Lease this process, since 2026-11-22 18:40 UTC",
        "commit 4f2c81e0aa11",
        "5 contacts; reconciler contacts list names them",
        "loss: 400 of 448 people of teleset (89 %)",
        "The last pass that compared found 2 changes that undo what somebody changed in the live system.",
        "teleset held back",
        "radiolink paused",
        "files, hook failed",
        "+3 -1",
        "history 12",
    ):
        assert expected in said, expected
    assert "held back" in said.partition("Last passes")[2]


def test_in_russian() -> None:
    said = words_of(busy(), "ru")
    for expected in (
        "reconciler watch, production удержано",
        "Режим apply: расхождения исправляются",
        "Последние проходы",
        "файлы, вызов не удалось",
        "5 контактов",
    ):
        assert expected in said, expected


@pytest.mark.parametrize(
    ("now", "badge"),
    [
        (status(), "starting"),
        (status(passed(1)), "as declared"),
        (status(passed(1, Ended.APPLIED)), "as declared"),
        (status(passed(1), passed(2, Ended.LOCKED)), "as declared"),
        (status(passed(2, Ended.LOCKED)), "starting"),
        (status(passed(1, Ended.PLANNED)), "not as declared"),
        (status(passed(1, Ended.INVALID)), "files invalid"),
        (status(passed(1), passed(2, Ended.FAILED), failures=1), "failing"),
        (status(passed(1), passed(2, Ended.FAILED), passed(3, Ended.LOCKED), failures=1), "failing"),
        (status(passed(1), passed(2, Ended.FAILED), passed(3, Ended.INVALID), failures=1), "files invalid"),
        (status(passed(1, Ended.PAUSED)), "paused"),
        (status(passed(1), pauses=(PAUSE,)), "paused in part"),
        (status(passed(1, Ended.APPLIED), pauses=(PAUSE,)), "paused in part"),
        (status(leader=False), "starting"),
        (status(passed(1, Ended.FAILED), leader=False, failures=1), "failing"),
        (status(passed(1, Ended.HELD), leader=False, holder=HOLDER), "standby"),
        (status(passed(1, Ended.STANDBY), leader=False, holder=HOLDER), "standby"),
        (status(passed(1), ending=True), "ending"),
        (status(passed(1), leader=False, mode="plan"), "as declared"),
        (status(passed(1, Ended.PLANNED), leader=False, mode="plan"), "not as declared"),
        (status(passed(1), plan=Plan(TARGET, only="drift", outside=("teleset/petrov",))), "not as declared"),
    ],
)
def test_the_state_in_a_word(now: Status, badge: str) -> None:
    assert f"reconciler watch, production {badge} Environment production" in words_of(now)


def test_what_is_left_to_do_is_told_by_organization() -> None:
    change = update(PETROV, replace(PETROV, locale="en"))
    plan = Plan(TARGET, (change,), causes={change.address: Cause.DRIFT})
    said = words_of(status(passed(1, Ended.PLANNED, drift=1), plan=plan))
    assert "Plan: 0 to add, 1 to change, 0 to delete" in said
    assert "teleset Drift ~1" in said
    assert "Nothing: the live settings are as declared." in words_of(status(passed(1), plan=Plan(TARGET)))


def test_what_was_made_and_what_is_left_stand_apart() -> None:
    page = status_page(status(passed(1, Ended.HELD, counts=Counts(change=1), left=Counts(delete=4))), now=NOW, language="en")
    assert "<td>~1</td><td>-4</td>" in page


def test_what_is_left_to_others_is_said() -> None:
    said = words_of(status(passed(1), plan=Plan(TARGET, only="drift", outside=("teleset/petrov",))))
    assert "1 change is left to others by --only drift." in said
    assert "Nothing: the live settings are as declared." not in said
    assert "teleset not as declared" in said


def test_where_nothing_is_written_nobody_leads() -> None:
    assert "Lease" not in words_of(status(passed(1), leader=False, mode="plan"))


def test_what_others_hold_is_said_with_who_and_what_to_do() -> None:
    held = passed(1, Ended.HELD, held=("partner",), claims=(CLAIM,))
    conflicts = (Conflict("partner", "legacy-crm"), Conflict("type:vip", ""))
    said = words_of(status(held, plan=Plan(TARGET, conflicts=conflicts)))
    for expected in (
        "What belongs to others partner is managed by legacy-crm: remove it from these files, or have legacy-crm give it up",
        "type:vip is in the backend already, without a manager's mark: take it over (--adopt type:vip), or remove it there or from these files",
        "reconciler forget",
        "What is left to do Nothing but what is held back.",
        "partner held back",
    ):
        assert expected in said, expected
    later = words_of(status(held, passed(2, Ended.INVALID)))
    assert "What belongs to others partner: 3 objects are managed by legacy-crm" in later
    nobodys = words_of(status(passed(1, Ended.HELD, claims=(Claim("", "", 1),)), passed(2, Ended.INVALID)))
    assert "types: 1 object is in the backend already, without a manager's mark" in nobodys
    assert "What belongs to others" not in words_of(status(held, passed(2)))


def test_what_is_paused_is_not_said_to_be_as_declared() -> None:
    said = words_of(status(passed(1, paused=("radiolink", "teleset")), plan=Plan(TARGET, left_out=("radiolink", "teleset")), pauses=(PAUSE,)))
    assert "What is left to do Nothing in what was looked at. Paused, so nobody has looked at what waits there: radiolink, teleset." in said
    assert "radiolink paused teleset paused All others are as declared." in said
    assert "as declared" not in said.partition("Environment")[0]
    files = words_of(status(passed(1), passed(2, Ended.INVALID), pauses=(PAUSE,)))
    assert "Nobody could tell yet. Paused, so nobody has looked at what waits there: radiolink." in files
    assert "All others" not in files


def test_a_standby_says_that_another_one_leads_and_nothing_of_what_was() -> None:
    """Its passes are history, and stay."""
    said = words_of(status(passed(1, Ended.HELD, held=("teleset",), refusals=(LOSS,)), passed(2, Ended.STANDBY), leader=False, holder=HOLDER))
    assert "node-1" in said
    assert "What is left to do It stands by and looks at nothing: whoever holds the lease shows that. Last passes" in said
    for lie in ("What guards hold back", "as declared.", "Nobody could tell", "Await confirmation", "Nothing is held back"):
        assert lie not in said, lie


def test_of_organizations_that_nobody_could_look_at_nothing_is_said() -> None:
    assert "Organizations Nobody could tell yet." in words_of(status(passed(1, Ended.INVALID)))


def test_it_is_bounded() -> None:
    held = tuple(f"o{number:04}" for number in range(5_000))
    refusals = tuple(replace(LOSS, subject=name) for name in held)
    now = status(*(passed(number, Ended.HELD, held=held[:3]) for number in range(300)), passed(301, Ended.HELD, held=held, refusals=refusals))
    page = status_page(now, now=NOW, language="en")
    assert len(page) < 600_000
    assert page.count("<tr>") == MOST_ORGANIZATIONS + MOST_PASSES + 2
    assert "And 4800 more." in page
    assert "And 4950 more." in page


@LANGUAGES
def test_nothing_personal_is_on_it(language: str) -> None:
    arguments = {"address": Personal("petrov@teleset.example")}
    now = status(passed(1, Ended.FAILED, error="unusable-address", arguments=arguments), plan=Plan(TARGET, (update(PETROV, replace(PETROV, locale="en")),)))
    page = status_page(now, now=NOW, language=language)
    for secret in ("petrov@teleset.example", "+79160000002", "Иванова"):
        assert secret not in page


def test_its_style_is_the_one_that_its_policy_allows() -> None:
    page = status_page(busy(), now=NOW, language="en")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    assert f"'sha256-{base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()}'" in POLICY
    assert "default-src 'none'" in POLICY
    assert "script" not in POLICY


@st.composite
def statuses(draw: st.DrawFn) -> Status:
    refusal = st.builds(Refusal, TEXTS, TEXTS, st.just(3), st.just(9), st.just(()), TEXTS, TEXTS)
    one = st.builds(
        Pass,
        TEXTS,
        st.lists(st.sampled_from(Trigger), max_size=2).map(tuple),
        st.floats(-1e15, 1e15),
        st.floats(0, 1e9),
        st.sampled_from(Ended),
        commit=TEXTS,
        counts=st.just(Counts(1, 2, 3, 4, 5)),
        held=st.lists(TEXTS, max_size=3).map(tuple),
        refusals=st.lists(refusal, max_size=2).map(tuple),
        error=TEXTS,
        arguments=st.dictionaries(st.sampled_from(["a", "address"]), TEXTS | TEXTS.map(Personal), max_size=2),
        drift=st.integers(0, 3),
        claims=st.lists(st.builds(Claim, TEXTS, TEXTS, st.just(2)), max_size=2).map(tuple),
        paused=st.lists(TEXTS, max_size=2).map(tuple),
    )
    return Status(
        Target(draw(TEXTS), draw(TEXTS), draw(TEXTS)),
        draw(TEXTS),
        NOW,
        tuple(draw(st.lists(one, max_size=4))),
        plan=draw(st.none() | plans()),
        commit=draw(TEXTS),
        leader=draw(st.booleans()),
        holder=draw(st.none() | st.builds(Holder, st.builds(Owner, TEXTS, TEXTS, st.just(1)), TEXTS, TEXTS, TEXTS, st.just(1))),
        pauses=tuple(draw(st.lists(st.builds(Pause, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS), max_size=2))),
        waiting=3,
        failures=draw(st.integers(0, 2)),
    )


@given(statuses(), st.sampled_from(["en", "ru"]))
def test_whatever_it_is_told_stays_text(now: Status, language: str) -> None:
    reader = read(status_page(now, now=NOW, language=language))
    assert {*reader.tags} <= TAGS
    assert reader.tags.count("title") == reader.tags.count("style") == 1
    assert reader.attributes <= {"class", "tabindex", "scope"}
    assert "\u202e" not in " ".join(reader.words)
