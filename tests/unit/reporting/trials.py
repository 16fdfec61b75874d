"""Test runs to render, made by hand: what `test` would have judged, without anything having been sent."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage

from reconciler.model.delivery import Received, Status
from reconciler.model.diagnostic import Argument, Location, Place
from reconciler.model.event import Rejection
from reconciler.model.personal import Personal
from reconciler.model.routing import Why
from reconciler.model.scenario import ExpectedRejection, Scenario
from reconciler.model.trial import Coverage, Judged, Mode, Trial, Tried, Verdict
from tests.unit.reporting.worlds import TARGET

STARTED = 1795373880.0
"""2026-11-22 18:58 UTC"""

ADDRESSES = {
    ("teleset/ivanova", "email"): "ivanova@teleset.example",
    ("teleset/ivanova", "mobile"): "+79160000001",
    ("teleset/kuznetsova", "email"): "kuznetsova@teleset.example",
    ("teleset/kuznetsova", "mobile"): "+79160000017",
    ("teleset/sokolov", "email"): "sokolov@teleset.example",
    ("teleset/client-17", "email"): "client@client.example",
    ("teleset", "duty"): "duty@teleset.example",
    ("teleset", "bus"): "https://bus.teleset.example/hooks/9c0ffee9c0ffee",
}
CHANNELS = {"email": "email", "mobile": "sms", "duty": "email", "bus": "webhook"}
SUPPORT = {"teleset": {"email": "support@teleset.example", "phone": "+78000000000"}}
LINK = "https://lk.teleset.example/payments/P-2026-000117?from=notification"

MAIL_TEXT = f"""\
[ТЕСТ] Платёж P-2026-000117 изменил статус

Услуга: «Интернет, тариф №7»
Сумма:  1\u00a0234,50 ₽
Статус: оплачен

Подробнее: {LINK}
"""
MAIL_HTML = f"""\
<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><title>Платёж</title>
<style>.card {{ border: 1px solid #cbd5e1; border-radius: 8px; padding: 16px }} h1 {{ font-size: 20px; color: #0f3d68 }}</style></head>
<body style="font-family: sans-serif; color: #1f2937"><div class="card"><h1>Платёж изменил статус</h1>
<table role="presentation" cellpadding="4"><tr><td>Услуга</td><td><b>«Интернет, тариф №7»</b></td></tr>
<tr><td>Сумма</td><td>1&nbsp;234,50 ₽</td></tr><tr><td>Статус</td><td>оплачен</td></tr></table>
<p><a href="{LINK}">Открыть карточку платежа</a></p>
<img src="https://tracker.example/pixel.gif" alt="логотип"><link rel="preconnect" href="https://tracker.example">
<script>document.title = "owned"</script></div></body></html>
"""
SMS_TEXT = "[ТЕСТ] Платёж P-2026-000117: оплачен, 1\u00a0234,50 ₽. https://lk.teleset.example/p/117"


def mail(id: str, to: str, *, subject: str = "[ТЕСТ] Платёж изменил статус — «Интернет»", text: str = MAIL_TEXT, html: str = MAIL_HTML) -> bytes:
    """A message as an SMTP sink takes it."""
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "ТелеСеть <notify@teleset.example>"
    message["To"] = f"Анна Иванова <{to}>"
    message["Message-ID"] = f"<{id}@teleset.example>"
    message["X-Reconciler-Message"] = id
    message["List-Unsubscribe"] = "<https://lk.teleset.example/u/one-time-token-5f2>"
    message["Date"] = "Sun, 22 Nov 2026 21:58:00 +0300"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="base64")
    return message.as_bytes()


def received(channel: str, id: str, to: str, at: float = STARTED) -> Received:
    if channel == "email":
        return Received("email", id, to, at, mail(id, to))
    if channel == "sms":
        body = {"id": id, "phone": to, "api_key": "k3y-of-the-gateway", "text": SMS_TEXT}
        headers = {"Content-Type": "application/json", "Authorization": "Bearer t0ken-of-the-gateway", "X-Reconciler-Message": id}
        return Received("sms", id, to, at, json.dumps(body, ensure_ascii=False).encode(), "/send/t0ken-in-the-path", headers)
    data = {
        "type": "payment.status_changed",
        "timestamp": "2026-11-22T18:58:00Z",
        "data": {"payment_id": "P-2026-000117", "service": "«Интернет»", "link": LINK},
    }
    headers = {"Content-Type": "application/json", "webhook-id": id, "webhook-signature": "v1,c2lnbmF0dXJl"}
    return Received(channel, id, to, at, json.dumps(data).encode(), "/hooks/9c0ffee9c0ffee", headers)


def cell(scenario: str, recipient: str, contact: str, verdict: Verdict = Verdict.PASS, *, type: str = "payment", **more: object) -> Judged:
    """A verdict on one of the contacts of `ADDRESSES`, with what arrived there."""
    address, channel = ADDRESSES[recipient, contact], CHANNELS[contact]
    id = f"m-{scenario}-{recipient.replace('/', '-')}-{contact}"
    came = verdict in {Verdict.PASS, Verdict.LATE, Verdict.WRONG_CONTENT, Verdict.DUPLICATE, Verdict.UNEXPECTED}
    values: dict[str, object] = {
        "address": Personal(address),
        "message": id if came or verdict in {Verdict.MISSING, Verdict.FAILED} else "",
        "received": tuple(received(channel, id, address, STARTED + n) for n in range(2 if verdict is Verdict.DUPLICATE else 1)) if came else (),
        "status": Status.DELIVERED if came else None,
        "seconds": 0.21 if came else None,
        **more,
    }
    return Judged(scenario, type, recipient, contact, channel, verdict, **values)  # type: ignore[arg-type]


def scenario(id: str, event: str, type: str, **more: object) -> Scenario:
    return Scenario(id, "teleset", event, type, place=Place(0, (id,)), **more)  # type: ignore[arg-type]


ORDERS = scenario("order-created", "order.created", "orders")
PAYMENT = scenario("payment-paid", "payment.status_changed", "payment")
WORKS = scenario("works-planned", "work.planned", "works")
BAD = scenario("payment-bad-amount", "payment.status_changed", "payment", rejected=(ExpectedRejection("amount", "money"),))

PLACES = {
    Place(0, ("works-planned",)): Location("scenarios/works.yaml", 8, 3),
    Place(0, ("works-planned", "contains")): Location("scenarios/works.yaml", 15, 9),
    Place(1, ("works",)): Location("organizations/teleset.yaml", 33, 7),
}
WRONG: Mapping[str, Argument] = {"place": Place(0, ("works-planned", "contains")), "wanted": "24.11.2026"}
OFF: Mapping[str, Argument] = {"place": Place(0, ("works-planned",)), "recipient": "teleset/ivanova", "contact": "email"}


def _unconfirmed(scenario: str, type: str) -> Judged:
    return cell(scenario, "teleset/kuznetsova", "email", Verdict.SUPPRESSED, type=type, why=Why.UNCONFIRMED)


def _silent(scenario: str, recipient: str, contact: str, type: str) -> Judged:
    return cell(scenario, recipient, contact, Verdict.SILENT, type=type, why=Why.OFF)


GOLDEN = (
    Tried(
        ORDERS,
        (
            cell("order-created", "teleset/ivanova", "email", type="orders"),
            _silent("order-created", "teleset/ivanova", "mobile", "orders"),
            _unconfirmed("order-created", "orders"),
            _silent("order-created", "teleset/kuznetsova", "mobile", "orders"),
            cell("order-created", "teleset/sokolov", "email", type="orders"),
            _silent("order-created", "teleset/client-17", "email", "orders"),
            cell("order-created", "teleset", "duty", type="orders"),
            cell("order-created", "teleset", "bus", type="orders"),
        ),
        passed=True,
    ),
    Tried(
        PAYMENT,
        (
            cell("payment-paid", "teleset/ivanova", "email"),
            cell("payment-paid", "teleset/ivanova", "mobile"),
            _unconfirmed("payment-paid", "payment"),
            cell("payment-paid", "teleset/kuznetsova", "mobile"),
            cell("payment-paid", "teleset/sokolov", "email"),
            _silent("payment-paid", "teleset/client-17", "email", "payment"),
            cell("payment-paid", "teleset", "duty"),
            cell("payment-paid", "teleset", "bus"),
        ),
        passed=True,
    ),
    Tried(
        WORKS,
        (
            cell("works-planned", "teleset/ivanova", "email", Verdict.MISSING, type="works", code="works-off", arguments=OFF),
            _silent("works-planned", "teleset/ivanova", "mobile", "works"),
            _unconfirmed("works-planned", "works"),
            cell("works-planned", "teleset/kuznetsova", "mobile", Verdict.SILENT, type="works"),
            cell("works-planned", "teleset/sokolov", "email", type="works"),
            cell("works-planned", "teleset/client-17", "email", Verdict.WRONG_CONTENT, type="works", code="wrong-text", arguments=WRONG),
            cell("works-planned", "teleset", "duty", type="works"),
            cell("works-planned", "teleset", "bus", type="works"),
        ),
    ),
    Tried(BAD, rejections=(Rejection("amount", "money"),), passed=True),
)
SUBSCRIBED = frozenset((one.recipient, one.type, one.contact) for tried in GOLDEN for one in tried.cells if one.verdict is not Verdict.SILENT)
PROVEN = frozenset((one.recipient, one.type, one.contact) for tried in GOLDEN for one in tried.cells if one.verdict is Verdict.PASS)


def trial(tried: Sequence[Tried] = GOLDEN, mode: Mode = Mode.SANDBOX, **more: object) -> Trial:
    values: dict[str, object] = {"coverage": Coverage(SUBSCRIBED, PROVEN), "number": 192, "support": SUPPORT, **more}
    values.setdefault("transports", dict.fromkeys(("email", "sms", "webhook"), "configured"))
    return Trial(TARGET, mode, tuple(tried), STARTED, 3.24, **values)  # type: ignore[arg-type]


def every_verdict() -> Trial:
    """One scenario with a cell of each verdict, and each reason for silence."""
    who = list(ADDRESSES)
    cells = [cell("everything", *who[number % len(who)], verdict) for number, verdict in enumerate(Verdict)]
    silent = [Judged("silences", "works", f"teleset/s{number}", "email", "email", Verdict.SUPPRESSED, why=why) for number, why in enumerate(Why)]
    failed = cell("failures", "teleset/sokolov", "email", Verdict.FAILED, status=Status.PERMANENT, answer="550 5.1.1")
    late = cell("failures", "teleset/ivanova", "email", Verdict.LATE, seconds=61.25)
    nobody = Judged("failures", "works", "", "", "email", Verdict.UNEXPECTED)
    return trial(
        [
            Tried(scenario("everything", "payment.status_changed", "payment"), tuple(cells)),
            Tried(scenario("silences", "work.planned", "works"), tuple(silent)),
            Tried(scenario("failures", "work.planned", "works"), (failed, late, nobody)),
            *rejections(),
        ]
    )


def rejections() -> list[Tried]:
    """Scenarios that are judged as a whole."""
    link = ExpectedRejection("link", "link")
    return [
        Tried(
            scenario("as-expected", "e", "payment", rejected=(link, ExpectedRejection("", "conflict"))),
            rejections=(Rejection("", "conflict"), Rejection("link", "link")),
            passed=True,
        ),
        Tried(scenario("other-fault", "e", "payment", rejected=(link,)), rejections=(Rejection("amount", "money"),)),
        Tried(scenario("accepted", "e", "payment", rejected=(link,)), (cell("accepted", "teleset/sokolov", "email", Verdict.UNEXPECTED),)),
        Tried(
            scenario("yet-delivered", "e", "payment", rejected=(link,)),
            (cell("yet-delivered", "teleset", "duty", Verdict.UNEXPECTED),),
            (Rejection("link", "link"),),
        ),
        Tried(
            scenario("not-expected", "e", "payment"),
            rejections=(Rejection("type", "unknown-event", suggestion="payment.status_changed"), Rejection("status", "enum", ("paid", "failed"))),
        ),
        Tried(scenario("nobody", "e", "payment"), passed=True),
        Tried(scenario("unproven", "e", "payment"), (_unconfirmed("unproven", "payment"),)),
    ]


HOSTILE = (
    "<script>alert(1)</script>",
    "]]>",
    "\x00\x07",
    "&amp;\"'",
    "\u202e",
    "\ud800",
    "</textarea></iframe>",
    "Ж" * 120,
    "javascript:alert(1)",
    "\r\nX: y",
    "{{x}}",
    "\ufffe",
    "-->",
)


def hostile() -> Trial:
    """Every text that is ours to show tries to be something else."""
    tried = []
    for number, text in enumerate(HOSTILE):
        id = f"s{number}{text}"
        clean = text.encode("utf-8", "replace").decode().replace("\r", " ").replace("\n", " ").replace("\x00", "")
        html = f"<p onclick='x()'>{text}</p><iframe src='https://evil.example'></iframe><style>@import 'https://evil.example'; p {{ background: url(https://evil.example) }}</style>"
        raw = mail("m1", "x@teleset.example", subject=clean or "x", text=f"{clean}\n", html=html.encode("utf-8", "replace").decode())
        took = (
            Received("email", "m1", "x@teleset.example", STARTED, raw),
            Received("webhook", "", text, STARTED, text.encode("utf-8", "replace"), f"/{text}", {text: text}),
        )
        judged = Judged(
            id, text, f"teleset/{text}", text, text, Verdict.WRONG_CONTENT, Personal(text), "m1", text, {"x": text}, None, Status.DELIVERED, text, 0.1, took
        )
        tried.append(Tried(Scenario(id, text, text, text, title=text, tags=(text,)), (judged,), (Rejection(text, text, (text,), text),), event=text))
    return trial(tried, support={text: {text: text} for text in HOSTILE})


def huge(accounts: int = 200, scenarios: int = 16, *, bad: int = 3, with_mail: bool = True) -> Trial:
    """Many accounts, each with an e-mail address, of which the first are not served by the first scenario."""
    tried = []
    written = mail("the-id", "the-address@teleset.example")
    for s in range(scenarios):
        id = f"all-types-{s:02}"
        cells = []
        for a in range(accounts):
            address, message = f"operator{a}@teleset.example", f"m-{s}-{a}"
            verdict = Verdict.MISSING if s == 0 and a < bad else Verdict.PASS
            raw = written.replace(b"the-id", message.encode()).replace(b"the-address@teleset.example", address.encode())
            took = (Received("email", message, address, STARTED, raw),) if with_mail and verdict is Verdict.PASS else ()
            cells.append(Judged(id, f"type-{s:02}", f"teleset/op-{a:04}", "email", "email", verdict, Personal(address), message, received=took, seconds=0.1))
        tried.append(Tried(scenario(id, f"event-{s}", f"type-{s:02}"), tuple(cells), passed=s != 0 or not bad))
    return trial(tried, coverage=Coverage())


def interrupted() -> Trial:
    """One scenario done, one cut short, and some whose turn did not come, of which one was to be rejected."""
    unknown = cell(
        "works-planned",
        "teleset/sokolov",
        "email",
        Verdict.MISSING,
        type="works",
        code="delivery-unknown",
        status=Status.TECHNICAL,
        arguments={"channel": "email"},
    )
    stopped = cell(
        "works-planned",
        "teleset",
        "duty",
        Verdict.SKIPPED,
        type="works",
        code="delivery-stopped",
        status=Status.QUEUED,
        message="m-queued",
        arguments={"channel": "email"},
    )
    some = (cell("works-planned", "teleset/ivanova", "email", type="works"), unknown, stopped)
    left = [*(scenario(f"later-{number}", "order.created", "orders") for number in range(6)), BAD]
    never = [
        Tried(one, (Judged(one.id, one.type, "teleset", "", "", Verdict.SKIPPED, code="scenario-not-begun"),), interrupted=True, begun=False) for one in left
    ]
    return trial([GOLDEN[1], Tried(WORKS, some, interrupted=True), *never], mode=Mode.LIVE, interrupted=True)


ALL: dict[str, Callable[[], Trial]] = {"interrupted": interrupted, "golden": trial, "every": every_verdict, "hostile": hostile, "huge": lambda: huge(60, 12)}
