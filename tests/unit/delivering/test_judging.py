"""Verdicts: every one is earned here, by what arrived and not by what was attempted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.delivering.bounds import BOUNDS, bound
from reconciler.delivering.coverage import coverage, unproven
from reconciler.delivering.decoded import decoded
from reconciler.delivering.expectations import concluded, expects_rejection, unmet
from reconciler.delivering.judging import KEPT, judge
from reconciler.model.delivery import Content, Message, Receipt, Received, Status
from reconciler.model.diagnostic import Place
from reconciler.model.event import Event, Rejection
from reconciler.model.personal import Personal
from reconciler.model.routing import Destination, Routing, Silent, Why
from reconciler.model.scenario import Expected, ExpectedRejection, Scenario
from reconciler.model.settings import EMPLOYEE, Contact, NotificationType, Organization, Recipient, Settings
from reconciler.model.trial import Judged, Verdict
from reconciler.reporting.messages import entries
from reconciler.reporting.messages.trials import ENTRIES
from reconciler.schema.patterns import occurs

LINK = "https://lk.example/orders/A-17?from=mail&lang=ru"
PAYLOAD = {"order_id": "A-17", "service": "Интернет «100» ё № ₽", "note": "{{ x }} None ${HOME}"}
TEXT = f"Заказ А: № A-17, Интернет «100» ё № ₽.\nПримечание: {{{{ x }}}} None ${{HOME}}\nОткройте: {LINK}\n"
SHORT = f"Заказ A-17. {LINK}"
SCENARIO = Scenario("order-created", "teleset", "order.created", type="orders", place=Place(0, ("id",)))


def html(text: str = TEXT, link: str = LINK) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<html><head><title>None</title></head><body><p>{escaped}</p><a href="{link.replace("&", "&amp;")}">Открыть</a></body></html>'


CONTENT = Content(
    subject="Новый заказ",
    text=TEXT,
    html=html(),
    short=SHORT,
    parts=1,
    data={"id": "e1", "text": TEXT, "link": LINK, "data": PAYLOAD, "test": True},
    link=LINK,
    locale="ru",
    details=(("order_id", "A-17"), ("service", "Интернет «100» ё № ₽"), ("note", "{{ x }} None ${HOME}"), ("link", LINK)),
    short_details=(("order_id", "A-17"), ("link", LINK)),
)
EVENT = Event("e1", "order.created", "orders", "teleset", datetime(2026, 11, 24, tzinfo=UTC), LINK, PAYLOAD)


def to(recipient: str = "teleset/ivanova", contact: str = "email", channel: str = "email", address: str = "ivanova@teleset.example") -> Destination:
    return Destination(recipient, contact, channel, Personal(address))


IVANOVA = to()
MOBILE = to(contact="mobile", channel="sms", address="+79160000001")
BUS = to("teleset", "bus", "webhook", "https://bus.teleset.example/n")


def receipt(destination: Destination = IVANOVA, status: Status = Status.DELIVERED, *, id: str = "m1", done: float | None = 100.5, **more: Any) -> Receipt:
    content = more.pop("content", CONTENT)
    return Receipt(Message(id, EVENT, destination, content), status, queued=100.0, done=done, **more)


def mail(text: str = TEXT, page: str | None = None, subject: str = CONTENT.subject) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"], message["To"] = subject, Address(addr_spec="ivanova@teleset.example")
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html() if page is None else page, subtype="html", cte="quoted-printable")
    return message.as_bytes()


MAIL = mail()


def came(
    raw: bytes | None = None, *, id: str = "m1", at: float = 101.0, address: str = "ivanova@teleset.example", channel: str = "email", **more: Any
) -> Received:
    return Received(channel, id, address, at, MAIL if raw is None else raw, **more)


def posted(destination: Destination, body: bytes, kind: str, *, id: str = "m1", path: str = "/x", to: str = "") -> Received:
    return Received(destination.channel, id, to, 101.0, body, path, {"Content-Type": kind})


def verdicts(
    receipts: Sequence[Receipt] = (), received: Sequence[Received] = (), *, told: Sequence[Destination] = (IVANOVA,), kept: Sequence[Silent] = (), **more: Any
) -> tuple[Judged, ...]:
    """The verdicts on `told` and `silent`; other arguments are of the scenario, as far as it has them, else of `judge`."""
    fields = {name: more.pop(name) for name in [*more] if name in Scenario.__dataclass_fields__}
    routing = Routing(tuple(told), tuple(kept))
    return judge(replace(SCENARIO, **fields), routing=routing, receipts=receipts, received=received, matches=occurs, **more)


def one(*arguments: Any, **more: Any) -> tuple[Verdict, str]:
    (found,) = verdicts(*arguments, **more)
    return found.verdict, found.code


def asked(**more: Any) -> tuple[Expected, ...]:
    return (Expected("teleset/ivanova", "email", **more, place=Place(0, ("expect", 0))),)


# What arrived


def test_what_arrived_whole_and_in_time_passes() -> None:
    wanted = asked(contains=("A-17", "Интернет «100» ё № ₽"), matches=("№ *A-1[0-9]",), not_contains=("Б-18",), link=LINK)
    (found,) = verdicts([receipt(answer="250 2.0.0")], [came()], expected=wanted)
    assert (found.verdict, found.code, found.message, found.answer, found.seconds) == (Verdict.PASS, "", "m1", "250 2.0.0", 1.0)
    assert found.status is Status.DELIVERED
    assert [each.id for each in found.received] == ["m1"]


def test_what_arrived_after_its_bound_is_late() -> None:
    assert one([receipt()], [came(at=160.1)]) == (Verdict.LATE, "arrived-late")
    assert one([receipt()], [came(at=160.0)])[0] is Verdict.PASS
    assert one([receipt()], [came(at=102.5)], within={"": 2.0}) == (Verdict.LATE, "arrived-late")
    assert one([receipt()], [came(at=160.1)], within={"email": 90.0})[0] is Verdict.PASS
    assert one([receipt()], [came(at=102.5)], bounds={"email": 2.0}) == (Verdict.LATE, "arrived-late")


def test_bounds_are_by_channel_and_a_scenario_has_the_first_word() -> None:
    assert {channel: bound(channel, SCENARIO) for channel in ("inapp", "telegram", "sms", "email", "pager")} == {
        "inapp": 5.0,
        "telegram": 10.0,
        "sms": 30.0,
        "email": 60.0,
        "pager": 60.0,
    }
    scenario = replace(SCENARIO, within={"sms": 5.0, "": 7.0})
    assert (bound("sms", scenario), bound("email", scenario)) == (5.0, 7.0)
    assert bound("email", SCENARIO, {"sms": 1.0}) == float("inf")
    assert min(BOUNDS.values()) == 5.0


def test_what_was_taken_and_never_arrived_is_missing() -> None:
    (found,) = verdicts([receipt()], [])
    assert (found.verdict, found.code, found.arguments) == (Verdict.MISSING, "nothing-arrived", {"limit": "60"})
    assert one([receipt(status=Status.QUEUED, done=None)], []) == (Verdict.MISSING, "never-answered")
    assert one([receipt(status=Status.TECHNICAL, code="delivery-unknown")], []) == (Verdict.MISSING, "delivery-unknown")
    assert one([receipt(status=Status.TEMPORARY, code="transport-timeout")], []) == (Verdict.MISSING, "transport-timeout")
    assert one([], []) == (Verdict.MISSING, "no-message")


def test_a_simulated_address_answers_for_itself_and_reaches_no_sink() -> None:
    assert one([receipt(answer="simulated")], []) == (Verdict.PASS, "")
    assert one([receipt(status=Status.PERMANENT, code="simulated-permanent", answer="simulated")], []) == (Verdict.FAILED, "simulated-permanent")


def test_a_message_of_another_run_proves_nothing() -> None:
    (found,) = verdicts([receipt()], [came(id="other")])
    assert (found.verdict, found.code) == (Verdict.MISSING, "nothing-arrived")


@pytest.mark.parametrize("status", [Status.TEMPORARY, Status.PERMANENT, Status.TECHNICAL])
def test_what_the_transport_refused_has_failed(status: Status) -> None:
    (found,) = verdicts([receipt(status=status, code="delivery-refused", answer="550 5.1.1")], [])
    assert (found.verdict, found.code, found.status, found.answer) == (Verdict.FAILED, "delivery-refused", status, "550 5.1.1")
    assert one([receipt(status=status)], []) == (Verdict.FAILED, "transport-failed")


def test_what_arrived_counts_though_its_answer_was_lost() -> None:
    assert one([receipt(status=Status.TECHNICAL, code="delivery-unknown")], [came()])[0] is Verdict.PASS


def test_what_arrived_twice_is_a_duplicate() -> None:
    (found,) = verdicts([receipt()], [came(), came()])
    assert (found.verdict, found.code, found.arguments) == (Verdict.DUPLICATE, "arrived-twice", {"count": 2})


def test_what_arrived_elsewhere_did_not_arrive_here() -> None:
    assert one([receipt()], [came(address="petrov@teleset.example")]) == (Verdict.MISSING, "arrived-elsewhere")
    assert one([receipt()], [came(), came(address="petrov@teleset.example")]) == (Verdict.UNEXPECTED, "arrived-elsewhere")


@pytest.mark.parametrize(
    ("destination", "written"),
    [
        (to(address="ivanova@пример.рф"), "Ivanova@XN--E1AFMKFD.XN--P1AI"),
        (to(channel="sms", address="+79160000001"), "79160000001"),
        (to(channel="telegram", address="12345"), "12345"),
        (to(channel="telegram", address="12345"), ""),
    ],
)
def test_an_address_may_be_spelt_as_the_transport_does(destination: Destination, written: str) -> None:
    (found,) = verdicts([receipt(destination)], [came(address=written, channel=destination.channel)], told=[destination])
    assert found.code != "arrived-elsewhere"


def test_what_nobody_sent_is_unexpected() -> None:
    silent = Silent("teleset/petrov", "email", "email", Why.OFF, Personal("petrov@teleset.example"))
    found = verdicts([receipt()], [came(), came(id="", address="petrov@teleset.example"), came(id="", address="x@y.example")], kept=[silent])
    assert [(each.recipient, each.verdict, each.code) for each in found] == [
        ("", Verdict.UNEXPECTED, "arrived-uncalled"),
        ("teleset/ivanova", Verdict.PASS, ""),
        ("teleset/petrov", Verdict.UNEXPECTED, "arrived-uncalled"),
    ]
    assert "x@y" not in repr(found[0].address)
    assert one([receipt()], [came(), came(id="")]) == (Verdict.UNEXPECTED, "arrived-uncalled")


def test_one_message_serves_every_contact_with_its_address() -> None:
    petrov = to("teleset/petrov")
    wanted = (Expected("teleset/petrov", contains=("Б-18",)),)
    found = verdicts([receipt()], [came()], told=[IVANOVA, petrov], serves={"m1": (IVANOVA, petrov)}, expected=wanted)
    assert [(each.recipient, each.message, each.verdict) for each in found] == [
        ("teleset/ivanova", "m1", Verdict.PASS),
        ("teleset/petrov", "m1", Verdict.WRONG_CONTENT),
    ]


# What it says


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (mail(TEXT.replace("Интернет «100» ё № ₽", "Интернет 100"), html(TEXT.replace("Интернет «100» ё № ₽", "Интернет 100"))), "detail-missing"),
        (mail(TEXT.replace("«100»", "&laquo;")), "parts-differ"),
        (mail(page=html(TEXT.replace("A-17,", "A-18,"))), "parts-differ"),
        (mail(page=html(TEXT.replace("«100»", "100"))), "parts-differ"),
        (mail(TEXT + "Сумма: {{ amount }}"), "placeholder-left"),
        (mail(TEXT + "Сумма: None"), "placeholder-left"),
        (mail(TEXT + "undefined ₽"), "placeholder-left"),
        (mail(TEXT + "???"), "placeholder-left"),
        (mail(subject="Заказ nan"), "placeholder-left"),
        (mail(TEXT + "Привет".encode().decode("cp1251")), "mojibake"),
        (mail(TEXT + "Привет".encode().decode("latin-1")), "mojibake"),
        (mail(TEXT.replace(LINK, LINK[:-6] + "\n" + LINK[-6:])), "parts-differ"),
        (mail(TEXT.replace(LINK, LINK + "X")), "link-broken"),
        (mail(TEXT.replace(LINK + "\n", LINK + ".")), ""),
        (mail(page=html(link=LINK.replace("&", "&amp;"))), "link-broken"),
        (mail(page=html(link="https://elsewhere.example")), "link-broken"),
        (mail().replace(b'charset="utf-8"', b'charset="iso-8859-1"'), "mojibake"),
        (mail().replace(b'charset="utf-8"', b'charset="us-ascii"'), "text-not-legible"),
        (mail().replace(b'charset="utf-8"', b'charset="nothing"'), "text-not-legible"),
        (b"\xff\xfe\x00", "detail-missing"),
        (b"", "detail-missing"),
    ],
)
def test_a_mail_is_read_as_people_do(raw: bytes, code: str) -> None:
    found = one([receipt()], [came(raw)])
    assert found == ((Verdict.WRONG_CONTENT, code) if code else (Verdict.PASS, ""))


def test_what_the_event_itself_says_is_data() -> None:
    """`{{ x }} None` is in the payload, and must arrive as it is."""
    assert one([receipt()], [came()])[0] is Verdict.PASS
    without = replace(CONTENT, details=(*CONTENT.details, ("amount", "None")))
    assert one([receipt(content=without)], [came(mail(TEXT + " Сумма: None руб."))]) == (Verdict.WRONG_CONTENT, "placeholder-left")


@pytest.mark.parametrize(
    ("wanted", "code", "arguments"),
    [
        (asked(contains=("A-17", "24.11.2026")), "text-missing", {"text": "24.11.2026", "place": Place(0, ("expect", 0))}),
        (asked(matches=("№ *B",)), "pattern-unmatched", {"text": Personal("№ *B"), "place": Place(0, ("expect", 0))}),
        (asked(not_contains=("Заказ",)), "text-forbidden", {"text": "Заказ", "place": Place(0, ("expect", 0))}),
        (asked(link="https://lk.example/orders"), "link-missing", {"place": Place(0, ("expect", 0))}),
        ((Expected("teleset/ivanova", contains=("Иванова Анна",)),), "text-missing", {"text": Personal("Иванова Анна"), "place": "scenario:order-created"}),
    ],
)
def test_what_a_scenario_asks_for(wanted: tuple[Expected, ...], code: str, arguments: dict[str, object]) -> None:
    (found,) = verdicts([receipt()], [came()], expected=wanted)
    assert (found.verdict, found.code, found.arguments) == (Verdict.WRONG_CONTENT, code, arguments)


def test_a_text_is_found_whatever_its_spaces_are() -> None:
    wrapped = TEXT.replace("Интернет «100»", "Интернет\u00a0«100»")
    assert one([receipt()], [came(mail(wrapped, html(wrapped)))], expected=asked(contains=("Интернет «100»",)))[0] is Verdict.PASS


def test_a_pattern_that_could_take_forever_does_not() -> None:
    long = TEXT + "a" * 50_000
    assert one([receipt()], [came(mail(long))], expected=asked(matches=("(a|a+)+b",))) == (Verdict.WRONG_CONTENT, "pattern-unmatched")


def test_a_webhook_is_read_as_json() -> None:
    body = json.dumps(CONTENT.data, ensure_ascii=False).encode()
    kind = "application/json; charset=utf-8"
    assert one([receipt(BUS)], [posted(BUS, body, kind)], told=[BUS])[0] is Verdict.PASS
    escaped = json.dumps(CONTENT.data).encode()
    assert one([receipt(BUS)], [posted(BUS, escaped, kind)], told=[BUS])[0] is Verdict.PASS
    assert one([receipt(BUS)], [posted(BUS, body[:-5], kind)], told=[BUS]) == (Verdict.WRONG_CONTENT, "text-not-legible")
    other = json.dumps({"link": LINK}).encode()
    assert one([receipt(BUS)], [posted(BUS, other, kind)], told=[BUS]) == (Verdict.WRONG_CONTENT, "detail-missing")
    assert one([receipt(BUS)], [posted(BUS, body.decode().encode("cp1251", "replace"), kind)], told=[BUS]) == (Verdict.WRONG_CONTENT, "text-not-legible")


@pytest.mark.parametrize(
    ("body", "kind", "path"),
    [
        (urlencode({"to": "79160000001", "text": SHORT}).encode(), "application/x-www-form-urlencoded", "/sms"),
        (urlencode({"text": SHORT}, encoding="cp1251").encode(), "application/x-www-form-urlencoded", ""),
        (json.dumps({"id": "m1", "to": "+79160000001", "title": "", "body": SHORT, "link": LINK}).encode(), "application/json", "/sms"),
        (SHORT.encode(), "text/plain; charset=utf-8", "/sms"),
        (SHORT.encode("cp1251"), "text/plain; charset=windows-1251", "/sms"),
        (b"", "", f"/sms?text={quote(SHORT)}"),
        (TEXT.encode(), "text/plain", "/sms"),
    ],
)
def test_a_short_text_is_read_in_every_form(body: bytes, kind: str, path: str) -> None:
    passes = "cp1251" not in kind and b"%C7" not in body
    verdict, _ = one([receipt(MOBILE)], [posted(MOBILE, body, kind, path=path)], told=[MOBILE])
    assert (verdict is Verdict.PASS) is passes


def test_a_short_text_without_what_it_has_to_say() -> None:
    body = json.dumps({"body": f"Заказ. {LINK}"}).encode()
    (found,) = verdicts([receipt(MOBILE)], [posted(MOBILE, body, "application/json")], told=[MOBILE])
    assert (found.verdict, found.code, found.arguments) == (Verdict.WRONG_CONTENT, "detail-missing", {"field": "order_id"})


@given(st.binary(max_size=300), st.sampled_from(["", "application/json", "application/x-www-form-urlencoded", "text/plain; charset=x"]), st.booleans())
def test_nothing_that_arrives_ends_the_run(raw: bytes, kind: str, http: bool) -> None:
    decoded(Received("email", "m1", "", 1.0, raw, "/x" if http else "", {"Content-Type": kind} if http else {}))


# Who was to be told


def untold(why: Why, **more: Any) -> Silent:
    return Silent("teleset/ivanova", "email", "email", why, Personal("ivanova@teleset.example"), **more)


@pytest.mark.parametrize("why", Why)
def test_silence_by_the_settings(why: Why) -> None:
    (found,) = verdicts(told=[], kept=[untold(why)])
    kept = {Why.REFUSED: Verdict.SUPPRESSED, Why.UNCONFIRMED: Verdict.SUPPRESSED, Why.POLICY: Verdict.SUPPRESSED, Why.QUIET: Verdict.DEFERRED}
    assert (found.verdict, found.code, found.why) == (kept.get(why, Verdict.SILENT), KEPT[why] if why in kept else "", why)


@pytest.mark.parametrize("why", Why)
@pytest.mark.parametrize("wanted", [Expected("teleset/ivanova", "email"), Expected("teleset/ivanova", channel="email")])
def test_silence_where_something_was_expected(why: Why, wanted: Expected) -> None:
    (found,) = verdicts(told=[], kept=[untold(why)], expected=(wanted,))
    if why in (Why.OFF, Why.AUDIENCE, Why.NO_CONTACT):
        assert (found.verdict, found.code) == (Verdict.MISSING, f"expected-but-{why.value}")
        assert found.arguments == {"type": "orders", "at": "teleset/ivanova email", "place": "scenario:order-created"}
    else:
        assert (found.verdict, found.code) == (Verdict.DEFERRED if why is Why.QUIET else Verdict.SUPPRESSED, KEPT[why])
    assert not concluded(replace(SCENARIO, expected=(wanted,)), [found])


@pytest.mark.parametrize("why", Why)
@pytest.mark.parametrize("more", [{"silent": ("teleset/ivanova",)}, {"silent": ("teleset/ivanova/email",)}, {"only": True}])
def test_silence_that_a_scenario_wants(why: Why, more: dict[str, Any]) -> None:
    scenario = replace(SCENARIO, **more)
    (found,) = judge(scenario, routing=Routing((), (untold(why),)), receipts=[], received=[], matches=occurs)
    assert (found.verdict, found.why) == (Verdict.SILENT, why)
    assert concluded(scenario, [found])


@pytest.mark.parametrize(
    "more", [{"silent": ("teleset/ivanova",)}, {"silent": ("teleset/ivanova/email",)}, {"only": True, "expected": (Expected("teleset/x"),)}]
)
def test_who_is_told_against_the_scenario_is_unexpected(more: dict[str, Any]) -> None:
    found = next(each for each in verdicts([receipt()], [came()], **more) if each.recipient == "teleset/ivanova")
    assert (found.verdict, found.code) == (Verdict.UNEXPECTED, "told-though-silent")
    nothing = next(each for each in verdicts([], [], **more) if each.recipient == "teleset/ivanova")
    assert (nothing.verdict, nothing.code) == (Verdict.UNEXPECTED, "told-though-silent")


def test_an_expected_channel_is_not_replaced_by_another() -> None:
    found = verdicts([receipt(MOBILE)], [came(SHORT.encode(), channel="sms", address="")], told=[MOBILE], kept=[untold(Why.OFF)], expected=asked())
    assert [(each.contact, each.verdict) for each in found] == [("email", Verdict.MISSING), ("mobile", Verdict.PASS)]


def test_an_expectation_of_a_recipient_means_what_is_subscribed() -> None:
    wanted = (Expected("teleset/ivanova"),)
    found = verdicts([receipt(MOBILE)], [came(SHORT.encode(), channel="sms", address="")], told=[MOBILE], kept=[untold(Why.OFF)], expected=wanted)
    assert [(each.contact, each.verdict) for each in found] == [("email", Verdict.SILENT), ("mobile", Verdict.PASS)]
    assert concluded(replace(SCENARIO, expected=wanted), found)
    nothing = verdicts(told=[], kept=[untold(Why.OFF)], expected=wanted)
    assert [(each.contact, each.verdict, each.code) for each in nothing] == [("", Verdict.MISSING, "expected-but-off"), ("email", Verdict.SILENT, "")]


def test_what_is_expected_and_is_not_there() -> None:
    wanted = (Expected("teleset/ivanova", "pager"),)
    (_, found) = verdicts([receipt()], [came()], expected=wanted)
    assert (found.contact, found.verdict, found.code) == ("pager", Verdict.MISSING, "expected-but-not-live")
    (_, found) = verdicts([receipt()], [came()], expected=wanted, narrowed=True)
    assert (found.verdict, found.code, found.why) == (Verdict.SUPPRESSED, "outside-policy", Why.POLICY)


def test_who_is_left_out_is_skipped() -> None:
    (found,) = verdicts([], [], untried={("teleset/ivanova", "email")})
    assert (found.verdict, found.code) == (Verdict.SKIPPED, "not-tried")
    assert not concluded(SCENARIO, [found])


def test_a_message_to_somebody_silent_is_unexpected() -> None:
    assert one([receipt()], [came()], told=[], kept=[untold(Why.OFF)]) == (Verdict.UNEXPECTED, "sent-though-silent")


def test_what_a_transport_puts_off_or_keeps_back() -> None:
    assert one([receipt(status=Status.DEFERRED)], []) == (Verdict.DEFERRED, "message-deferred")
    assert one([receipt(status=Status.SUPPRESSED)], []) == (Verdict.SUPPRESSED, "message-suppressed")
    assert one([receipt(status=Status.SUPPRESSED, code="outside-policy")], []) == (Verdict.SUPPRESSED, "outside-policy")


# Live


def test_in_live_mode_the_answer_decides() -> None:
    assert one([receipt()], [], live=True)[0] is Verdict.PASS
    assert one([receipt(done=161.0)], [], live=True) == (Verdict.LATE, "arrived-late")
    assert one([receipt(status=Status.PERMANENT, code="delivery-refused")], [], live=True) == (Verdict.FAILED, "delivery-refused")
    assert one([receipt(status=Status.QUEUED, done=None, code="delivery-stopped")], [], live=True) == (Verdict.MISSING, "delivery-stopped")


@pytest.mark.parametrize("destination", [IVANOVA, MOBILE, BUS])
def test_in_live_mode_the_words_are_those_that_were_sent(destination: Destination) -> None:
    wanted = (Expected(destination.recipient, destination.contact, contains=("A-17",)),)
    assert one([receipt(destination)], [], told=[destination], live=True, expected=wanted)[0] is Verdict.PASS
    wanted = (Expected(destination.recipient, destination.contact, contains=("B-18",)),)
    assert one([receipt(destination)], [], told=[destination], live=True, expected=wanted) == (Verdict.WRONG_CONTENT, "text-missing")


# Rejections

BAD_AMOUNT = Rejection("amount", "money")
REJECTED = replace(SCENARIO, rejected=(ExpectedRejection("amount", "money"),))


def test_a_rejection_that_was_expected_passes() -> None:
    found = verdicts(kept=[Silent("teleset/petrov", "", "", Why.NO_CONTACT)], rejected=REJECTED.rejected, rejections=[BAD_AMOUNT, Rejection("link", "link")])
    assert {each.verdict for each in found} == {Verdict.SILENT}
    assert expects_rejection(REJECTED)
    assert concluded(REJECTED, found, [BAD_AMOUNT])
    assert concluded(REJECTED, (), [BAD_AMOUNT])


def test_a_rejection_for_another_reason_does_not() -> None:
    assert unmet(REJECTED, [Rejection("link", "link")]) == REJECTED.rejected
    assert unmet(REJECTED, [Rejection("amount", "required")]) == REJECTED.rejected
    assert not concluded(REJECTED, (), [Rejection("link", "link")])
    anywhere = replace(SCENARIO, rejected=(ExpectedRejection("", "money"),))
    assert unmet(anywhere, [BAD_AMOUNT]) == ()


def test_an_event_that_was_to_be_rejected_and_is_not_fails() -> None:
    (found,) = verdicts(rejected=REJECTED.rejected)
    assert (found.verdict, found.code) == (Verdict.SKIPPED, "not-rejected")
    assert not concluded(REJECTED, [found])
    assert not concluded(REJECTED, [])
    (sent,) = verdicts([receipt()], [came()], rejected=REJECTED.rejected)
    assert (sent.verdict, sent.code) == (Verdict.UNEXPECTED, "sent-though-rejected")
    assert not concluded(REJECTED, [sent], [BAD_AMOUNT])


def test_a_rejection_that_nobody_expected_leaves_everybody_without_a_message() -> None:
    (found,) = verdicts(rejections=[BAD_AMOUNT], expected=asked())
    assert (found.verdict, found.code) == (Verdict.MISSING, "event-rejected")
    assert not concluded(SCENARIO, (), [BAD_AMOUNT])


# The whole


def test_a_scenario_that_reached_nobody_has_not_passed() -> None:
    assert not concluded(SCENARIO, ())
    assert not concluded(SCENARIO, verdicts(told=[], kept=[untold(Why.UNCONFIRMED)]))
    assert concluded(SCENARIO, verdicts([receipt()], [came()]))
    assert concluded(replace(SCENARIO, expected=asked()), verdicts([receipt()], [came()]))


def test_every_code_has_words_and_every_verdict_a_test() -> None:
    assert {entry.code for entry in ENTRIES} <= {*entries()}
    assert {*KEPT.values()} <= {*entries()}
    from pathlib import Path

    source = Path(__file__).read_text(encoding="utf-8")
    assert [verdict for verdict in Verdict if f"Verdict.{verdict.name}" not in source] == []
    elsewhere = {"backend-without-routing", "no-message"}
    kept = {*KEPT.values(), *(f"expected-but-{why.value}" for why in Why)}
    assert [entry.code for entry in ENTRIES if f'"{entry.code}"' not in source and entry.code not in kept | elsewhere] == []


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    told, silent, receipts, received = [], [], [], []
    for number in range(draw(st.integers(0, 5))):
        recipient, address = f"teleset/a{number % 3}", f"a{number}@teleset.example"
        if draw(st.booleans()):
            silent.append(Silent(recipient, f"c{number}", "email", draw(st.sampled_from(Why)), Personal(address)))
            continue
        told.append(to(recipient, f"c{number}", address=address))
        if draw(st.booleans()):
            receipts.append(receipt(told[-1], draw(st.sampled_from(Status)), id=f"m{number}"))
        received += [came(id=f"m{number}", address=address, at=draw(st.sampled_from([101.0, 200.0]))) for _ in range(draw(st.integers(0, 2)))]
    names = st.sampled_from(["teleset/a0", "teleset/a1", "teleset/nobody"])
    expected = tuple(Expected(draw(names), draw(st.sampled_from(["", "c0", "c1"]))) for _ in range(draw(st.integers(0, 2))))
    more: dict[str, Any] = {"expected": expected, "silent": (draw(names),) if draw(st.booleans()) else (), "only": draw(st.booleans())}
    if draw(st.integers(0, 4)) == 0:
        more = {"rejected": REJECTED.rejected}
    scenario = replace(SCENARIO, **more)
    rejections = [BAD_AMOUNT] if draw(st.integers(0, 4)) == 0 else []
    routing = Routing(tuple(told), tuple(silent))
    return {"scenario": scenario, "routing": routing, "receipts": receipts, "received": received, "rejections": rejections, "live": draw(st.booleans())}


@given(cases())
def test_every_contact_gets_one_verdict(case: dict[str, Any]) -> None:
    routing = case["routing"]
    found = judge(case.pop("scenario"), matches=occurs, **case)
    every = sorted((one.recipient, one.contact) for one in (*routing.destinations, *routing.silent))
    ours = [(one.recipient, one.contact) for one in found if (one.recipient, one.contact) in every]
    assert sorted(ours) == every
    for each in found:
        assert (each.verdict is Verdict.PASS) <= bool(each.message)
        assert each.code or each.verdict in (Verdict.PASS, Verdict.SILENT)
        assert each.verdict is not Verdict.PASS or case["live"] or len(each.received) == 1


# Coverage


def test_coverage_counts_what_is_on_and_what_a_pass_has_proven() -> None:
    contacts = (Contact("email", "email", "a@teleset.example"), Contact("mobile", "sms", "+79160000001"))
    accounts = (
        Recipient("teleset/a", EMPLOYEE, "ru", "UTC", contacts, {"orders": ("email", "inapp", "mobile", "ghost"), "unknown": ("email",)}),
        Recipient("teleset/b", EMPLOYEE, "ru", "UTC", contacts, {"orders": ("email",)}, suspended=True),
    )
    type_ = NotificationType("orders", {}, {}, "x", "lko", frozenset({EMPLOYEE}), ("email",))
    settings = Settings((type_,), (Organization(Recipient("teleset", EMPLOYEE, "ru", "UTC"), "T", "other", accounts),))
    passed = Judged("s", "orders", "teleset/a", "email", "email", Verdict.PASS)
    late = Judged("s", "orders", "teleset/a", "mobile", "sms", Verdict.LATE)
    off = Judged("s", "orders", "teleset/b", "email", "email", Verdict.PASS)
    found = coverage(settings, [passed, late, off])
    assert unproven(found) == (("teleset/a", "orders", "inapp"), ("teleset/a", "orders", "mobile"))
    assert found.ratio == 1 / 3
    within = coverage(settings, [passed], admits=lambda _, channel, __: channel != "sms")
    assert unproven(within) == (("teleset/a", "orders", "inapp"),)
    assert coverage(Settings(), []).ratio == 1.0
