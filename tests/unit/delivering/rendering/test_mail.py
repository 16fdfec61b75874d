"""E-mails, read back by the parser of the standard library."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.headerregistry import Address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconciler.delivering.rendering import mail as mailing
from reconciler.delivering.rendering.mail import encoded, header_address, mail, needs_smtputf8
from reconciler.model.errors import RejectedError
from reconciler.model.personal import Personal
from tests.unit.delivering.rendering.reading import links, parsed, part, seen, squeezed
from tests.unit.delivering.rendering.samples import EVENTS, event, message

SENDER = "ООО «ТелеСеть» <notify@teleset.example>"
DATE = datetime(2026, 11, 22, 18, 58, tzinfo=UTC)


@pytest.mark.parametrize("name", [name for _, name in EVENTS])
@pytest.mark.parametrize("locale", ["ru", "en"])
def test_all_of_it_survives_the_way(name: str, locale: str) -> None:
    link = "https://lk.teleset.example/" + "очень/".encode().hex() * 20 + "?a=1&b=.=3D&c=%D0%81"
    made = message(event(name, test=True, link=link), locale=locale)
    raw = mail(made, sender=SENDER, reply_to="support@teleset.example", date=DATE)
    read = parsed(raw)
    assert read.defects == []
    assert read["Subject"] == made.content.subject
    assert read["From"].addresses == (Address("ООО «ТелеСеть»", "notify", "teleset.example"),)
    assert read["To"].addresses == (Address("", "ivanova", "teleset.example"),)
    assert read["Reply-To"] == "support@teleset.example"
    assert read["Date"].datetime == DATE
    assert read["Message-ID"] == "<id-1@teleset.example>"
    assert read["X-Reconciler-Message"] == "id-1"
    assert read["Auto-Submitted"] == "auto-generated"
    assert read.get_content_type() == "multipart/alternative"
    assert [inner.get_content_type() for inner in read.iter_parts()] == ["text/plain", "text/html"]
    assert part(read, "plain") == made.content.text
    assert part(read, "html") == made.content.html
    assert link in part(read, "plain").splitlines()
    assert links(part(read, "html")) == [link]
    assert squeezed(seen(part(read, "html"))) == squeezed(part(read, "plain"))


def test_its_lines_are_short_and_end_as_they_must() -> None:
    raw = mail(message(event("order.created", service="ё№«»₽" * 400)), sender=SENDER, date=DATE)
    lines = raw.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)
    assert max(map(len, lines)) <= 78
    assert raw.endswith(b"--\r\n")
    raw.decode("ascii")


def test_nobody_is_named_but_the_one_it_is_for() -> None:
    read = parsed(mail(message(event("order.created")), sender=SENDER, date=DATE))
    assert sorted(read.keys()) == sorted(
        ["From", "Subject", "Auto-Submitted", "Content-Language", "MIME-Version", "Content-Type", "To", "Date", "Message-ID", "X-Reconciler-Message"]
    )


def test_what_differs_between_two_recipients_is_four_lines() -> None:
    first = message(event("order.created"))
    second = replace(first, id="id-2", destination=replace(first.destination, address=Personal("petrov@teleset.example")))
    one, two = (mail(made, sender=SENDER, date=DATE).split(b"\r\n") for made in (first, second))
    assert [line.partition(b":")[0] for line, other in zip(one, two, strict=True) if line != other] == [b"To", b"Message-ID", b"X-Reconciler-Message"]


def test_a_body_is_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made, written = message(event("order.created")), []
    original = mailing._quoted

    def counted(text: str) -> bytes:
        written.append(text)
        return original(text)

    monkeypatch.setattr(mailing, "_quoted", counted)
    for _ in range(5):
        mail(made, sender=SENDER, date=DATE)
    assert written == [made.content.text, made.content.html]


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\r\nBcc: c@evil.example",
        "a@b.example, c@evil.example",
        "a\n@b.example",
        "<a@b.example>",
        "a b@c.example",
        "a@b@c.example",
        "a@",
        "@b.example",
        "a",
        "",
        'a"@b.example',
        "a@b.example\x00",
        "a@b\u0085c.example",
        "a@" + "б" * 80 + ".example",
    ],
)
def test_no_address_begins_a_header_of_its_own(address: str) -> None:
    with pytest.raises(RejectedError) as caught:
        mail(message(event("order.created"), address=address), sender=SENDER, date=DATE)
    assert caught.value.code == "unusable-address"
    assert str(caught.value) == f"unusable-address(address={Personal(address)})"
    with pytest.raises(RejectedError):
        mail(message(event("order.created")), sender=f"Х <{address}>", date=DATE)


def test_no_id_begins_a_header_of_its_own() -> None:
    with pytest.raises(ValueError, match="correlation id"):
        mail(replace(message(event("order.created")), id="x\r\nBcc: a@evil.example"), sender=SENDER, date=DATE)


def test_domains_are_written_in_ascii() -> None:
    assert header_address("ivanova@почта.рф") == "ivanova@xn--80a1acny.xn--p1ai"
    raw = mail(message(event("order.created"), address="ivanova@почта.рф"), sender="notify@почта.рф", date=DATE)
    assert b"\r\nTo: ivanova@xn--80a1acny.xn--p1ai\r\n" in raw
    assert parsed(raw)["Message-ID"] == "<id-1@xn--80a1acny.xn--p1ai>"


def test_local_parts_that_need_smtputf8_are_known() -> None:
    assert needs_smtputf8("иванова@почта.рф")
    assert not needs_smtputf8("ivanova@почта.рф")
    raw = mail(message(event("order.created"), address="иванова@почта.рф"), sender=SENDER, date=DATE)
    assert "\r\nTo: иванова@xn--80a1acny.xn--p1ai\r\n".encode() in raw


def test_names_of_senders_are_quoted_or_encoded() -> None:
    for name in ("Teleset", 'Teleset, "Ltd"', "ООО «ТелеСеть»", "=?utf-8?q?x?="):
        quoted = name.replace('"', '\\"')
        read = parsed(mail(message(event("order.created")), sender=f'"{quoted}" <notify@teleset.example>', date=DATE))
        assert read["From"].addresses == (Address(name, "notify", "teleset.example"),)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1, max_size=200).map(lambda text: " ".join(text.split())))
@settings(max_examples=100, deadline=None)
def test_any_subject_can_be_read_back(text: str) -> None:
    header = f"Subject: {encoded(text)}\r\n\r\n".encode("ascii")
    assert all(len(line) <= 76 for line in header.split(b"\r\n"))
    assert parsed(header)["Subject"] == text
    assert not re.search(rb"\n[^ \r]", header)
