"""A test run as text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text
from reconciler.model.personal import Personal
from reconciler.model.routing import Why
from reconciler.model.trial import Coverage, Judged, Mode, Tried, Verdict
from reconciler.reporting import messages
from reconciler.reporting.encoding import plain
from reconciler.reporting.layout import width
from reconciler.reporting.style import Style
from reconciler.reporting.trial import render_trial
from tests.unit.reporting.trials import ADDRESSES, ALL, PLACES, cell, every_verdict, huge, rejections, scenario, trial
from tests.unit.reporting.worlds import TARGET

ROWS = (
    Entry(
        "works-off",
        Severity.ERROR,
        Text("{place} expects works at {recipient} {contact}, but works is off there", {"": "Correct the scenario or switch the type on."}),
        Text("{place}: works ожидается для {recipient} {contact}, но там выключено", {"": "Исправьте сценарий или включите тип."}),
    ),
    Entry("wrong-text", Severity.ERROR, Text('{place} wants the text "{wanted}"'), Text("{place}: должен быть текст «{wanted}»")),
)

GOLDEN = """\
Sandbox: every message went to a sink on this machine. No real person was contacted.
Routed by the live settings of production. Run 192, 2026-11-22 18:58 UTC.

teleset     contact                                     order-created   payment-paid    works-planned
client-17   email    c•••••@client.example              .               .               wrong-content (1)
ivanova     email    i•••••@teleset.example             pass            pass            missing (2)
ivanova     mobile   +7916•••••01                       .               pass            .
kuznetsova  email    k•••••@teleset.example             suppressed (3)  suppressed (3)  suppressed (3)
kuznetsova  mobile   +7916•••••17                       .               pass            .
sokolov     email    s•••••@teleset.example             pass            pass            pass
teleset     bus      https://bus.teleset.example/•••••  pass            pass            pass
teleset     duty     d•••••@teleset.example             pass            pass            pass
. nothing was to come, and nothing came

payment-bad-amount: rejected as expected (amount: money), nothing was delivered: pass

(1) wrong-content: scenarios/works.yaml:15 wants the text "24.11.2026".
(2) missing: scenarios/works.yaml:8 expects works at teleset/ivanova email, but works is off there.
    Correct the scenario or switch the type on.
(3) suppressed: the address awaits confirmation; until then it receives nothing.
    Ask again: reconciler contacts send-confirmations --env production --account teleset/kuznetsova

Result: failed. 13 pass, 1 missing, 1 wrong-content, 3 suppressed; 6 silent as expected; 1 of 1 rejection as expected.
Coverage: 13 of 18 subscribed cells proven in the sandbox; 0 of 3 transports proven live, so not yet "ready".
Not proven: teleset/client-17 works email, teleset/ivanova works email, teleset/kuznetsova orders
            email, teleset/kuznetsova payment email, teleset/kuznetsova works email.
Every message as it arrived is on the page of --format html.
To reach one real person: reconciler test --env production order-created payment-paid works-planned --live --account teleset/sokolov  (3 messages)
Support of teleset: support@teleset.example, +78000000000"""

LIVE = {"email": False, "sms": False, "webhook": False}


@pytest.fixture(autouse=True)
def _rows(monkeypatch: pytest.MonkeyPatch) -> None:
    table = messages.collect([ROWS])
    monkeypatch.setattr(messages, "entries", lambda: table)


def test_the_matrix() -> None:
    assert render_trial(trial(), language="en", places=PLACES, live=LIVE, columns=120) == GOLDEN


def test_russian_says_the_same() -> None:
    text = render_trial(trial(), language="ru", places=PLACES, live=LIVE, threshold=0.9, columns=120)
    for said in (
        "Настоящим людям ничего не отправлено.",
        "не то содержание (1)",
        "удержано (3)",
        "(2) не пришло: scenarios/works.yaml:8: works ожидается для teleset/ivanova email",
        "payment-bad-amount: отклонено, как и ожидалось (amount: money), ничего не доставлено: пройдено",
        "Итог: не пройдено. Пришло 13, не пришло 1,",
        "доказано 13 из 18 подписок в песочнице, ниже порога 90 %; вживую доказано 0 из 3 транспортов",
        "Поддержка teleset: support@teleset.example",
    ):
        assert said in text
    assert not re.search(r"\b(pass|missing|suppressed|Result)\b", text)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", sorted(ALL))
def test_no_full_address_and_nothing_that_an_old_console_cannot_show(name: str, language: str) -> None:
    for full in (False, True):
        text = render_trial(ALL[name](), language=language, places=PLACES, live=LIVE, full=full)
        assert all(address not in text for address in ADDRESSES.values())
        assert "operator1@" not in text
        assert all(c.isprintable() or c == "\n" for c in text)
        if name != "hostile":
            assert plain(text, "cp866").count("?") == text.count("?")


@pytest.mark.parametrize("columns", [60, 80, 100, 300])
def test_a_wide_matrix_is_told_in_several_blocks(columns: int) -> None:
    text = render_trial(huge(5, 16, with_mail=False), language="en", columns=columns)
    matrix = text.split("\n\n(1)")[0].split("UTC.\n\n")[1]
    blocks = matrix.split("\n\n")
    assert [name for block in blocks for name in re.findall(r"all-types-\d\d", block)] == [f"all-types-{n:02}" for n in range(16)]
    assert (len(blocks) > 1) is (columns < 300)
    assert all(width(line) <= columns for line in matrix.split("\n") if columns > 60)
    assert all(f"op-000{n}" in block for n in range(5) for block in blocks)


def test_of_many_contacts_those_that_are_as_expected_are_counted_and_no_failure_is() -> None:
    many = huge(200, 3, bad=60, with_mail=False)
    text = render_trial(many, language="en")
    assert len(re.findall("^op-", text, re.MULTILINE)) == 60
    assert "and 140 more contacts where all is as expected (--full shows them)" in text
    assert "and 2 more scenarios in which nothing failed" in text
    assert "all-types-01" not in text.partition("To reach")[0]
    everything = render_trial(many, language="en", full=True)
    assert len(re.findall("^op-", everything, re.MULTILINE)) == 200
    assert "all-types-02" in everything
    assert "--full" not in everything


def test_of_many_contacts_that_prove_nothing_the_first_are_shown() -> None:
    cells = [Judged("s", "works", f"teleset/op-{n:03}", "email", "email", Verdict.SUPPRESSED, Personal(f"o{n}@teleset.example")) for n in range(50)]
    text = render_trial(trial([Tried(scenario("s", "work.planned", "works"), tuple(cells), passed=True)]), language="en")
    assert len(re.findall("^op-", text, re.MULTILINE)) == 40
    assert "and 10 more contacts where nothing failed, but not everything was proven (--full shows them)" in text


def test_notes_of_one_kind_beyond_ten_are_counted_in_one() -> None:
    cells = [
        replace(cell("s", "teleset/sokolov", "email", Verdict.MISSING), recipient=f"teleset/op-{n:02}", code="wrong-text", arguments={"wanted": str(n)})
        for n in range(25)
    ]
    run = trial([Tried(scenario("s", "work.planned", "works"), tuple(cells))])
    text = render_trial(run, language="en")
    assert "(11) missing: 15 more of this kind (--full shows each)" in text
    assert text.count("missing (11)") == 15
    full = render_trial(run, language="en", full=True)
    assert "(25) missing: {place} wants the text" in full


def test_every_verdict_and_every_reason_has_words() -> None:
    for language in ("en", "ru"):
        text = render_trial(every_verdict(), language=language, columns=200, full=True)
        assert not re.search(r"\{\w+\}|None|Verdict|Why", text)
        assert "550 5.1.1" in text
    assert "later than allowed, after 61.2 s." in render_trial(every_verdict(), language="en")


def test_scenarios_as_a_whole() -> None:
    text = render_trial(trial(rejections()), language="en")
    for said in (
        "as-expected: rejected as expected (the event: conflict; link: link), nothing was delivered: pass",
        "other-fault: was to be rejected for (link: link), but was rejected for (amount: money): failed",
        "accepted: was to be rejected (link: link), but was accepted, and 1 message arrived: failed",
        "yet-delivered: rejected (link: link), and yet 1 message arrived: failed",
        "not-expected: rejected (type: unknown-event, did you mean payment.status_changed?; status: enum, one of paid, failed), nothing was delivered: failed",
        "nobody: nobody was to receive it: pass",
        "unproven: nothing failed, but what it expects was not proven: failed",
    ):
        assert said in text
    assert "1 of 4 rejections as expected." in text


@pytest.mark.parametrize(
    ("mode", "said", "unsaid"),
    [
        (Mode.SANDBOX, "Routed by the live settings of production.", "by the files"),
        (Mode.DECLARED, "Routed by the files, as if they were applied", "To reach one real person"),
        (Mode.LIVE, "Live: 14 messages were handed to real transports, marked [TEST].", "No real person was contacted"),
    ],
)
def test_the_header_says_what_kind_of_run_it_was(mode: Mode, said: str, unsaid: str) -> None:
    text = render_trial(trial(mode=mode), language="en")
    assert said in text
    assert unsaid not in text


def test_a_run_that_passed_says_where_nobody_has_to_turn() -> None:
    fine = Tried(scenario("s", "e", "payment"), (cell("s", "teleset/sokolov", "email"),), passed=True)
    text = render_trial(trial([fine], coverage=Coverage()), language="en", live={"email": True}, threshold=0.5)
    assert "Result: passed. 1 pass.\nCoverage: 1 of 1 transport proven live.\n" in text
    assert "Support" not in text
    assert "threshold" not in text


def test_nothing_tried_is_not_passed() -> None:
    text = render_trial(trial([], coverage=Coverage(), number=0, unrecorded="works-off"), language="en")
    assert text.endswith("Result: failed. Nothing was tried.")
    assert "Run of 2026-11-22 18:58 UTC.\nThe run could not be written down, so it proves nothing later: works-off" in text


def test_an_environment_without_a_name_is_in_no_command() -> None:
    text = render_trial(replace(trial(), target=replace(TARGET, environment="")), language="en")
    assert "reconciler test order-created payment-paid works-planned --live --account teleset/sokolov" in text
    assert "Routed by the live settings. Run" in text


def test_colours_change_nothing_but_colour() -> None:
    coloured = render_trial(every_verdict(), language="ru", style=Style(colour=True))
    assert re.sub(r"\x1b\[\d+m", "", coloured) == render_trial(every_verdict(), language="ru")


def test_the_command_to_ask_again_names_the_account_whatever_the_code() -> None:
    waiting = replace(cell("s", "teleset/kuznetsova", "email", Verdict.SUPPRESSED, why=Why.UNCONFIRMED), code="wrong-text")
    text = render_trial(trial([Tried(scenario("s", "e", "payment"), (waiting,), passed=True)]), language="en")
    assert "    Ask again: reconciler contacts send-confirmations --env production --account teleset/kuznetsova\n" in text


def test_contacts_that_nothing_was_for_have_no_row() -> None:
    idle = cell("order-created", "teleset/kuznetsova", "email", Verdict.SILENT)
    left_out = cell("order-created", "teleset/client-17", "email", Verdict.SKIPPED, code="not-tried")
    told = cell("order-created", "teleset/ivanova", "email")
    run = trial([Tried(scenario("order-created", "order.created", "orders"), (idle, left_out, told), passed=True)])
    text = render_trial(run, language="en")
    assert "kuznetsova" not in text.partition("Coverage")[0]
    assert "client-17" not in text.partition("Coverage")[0]
    assert "and 1 more contact where nothing was to come, and nothing came (--full shows it)" in text
    assert "and 1 more contact that was left out of this run (--full shows it)" in text
    assert "kuznetsova  email" in render_trial(run, language="en", full=True)
    assert "и ещё 1 контакт, куда ничего не должно было прийти и не пришло (покажет --full)" in render_trial(run, language="ru")


def test_what_is_to_be_said_of_many_scenarios_is_said_once() -> None:
    late = [
        Tried(scenario(f"s-{number}", "order.created", "orders"), (cell(f"s-{number}", "teleset/ivanova", "email", Verdict.DEFERRED, code="quiet-hours-now"),))
        for number in range(6)
    ]
    text = render_trial(trial(late), language="en")
    assert "6 scenarios: nothing failed, but what they expect was not proven: failed" in text
    assert text.count("nothing failed, but") == 1
    assert render_trial(trial(late), language="en", full=True).count("nothing failed, but") == 6
