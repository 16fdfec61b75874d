"""What of a received message is shown, and that nothing else is."""

from __future__ import annotations

import json
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.model.delivery import Received
from reconciler.reporting.received import ENCODED, WITHHELD, Shown, shown
from reconciler.reporting.trial_masks import Masks
from tests.unit.reporting.trials import HOSTILE, LINK, MAIL_HTML, MAIL_TEXT, SMS_TEXT, mail, received

TO = "ivanova@teleset.example"


def everything(found: Shown) -> str:
    return "\n".join([found.head, *found.source, *(f"{name}: {value}" for name, value in found.headers), *(f"{part.type} {part.text}" for part in found.parts)])


def test_a_mail_is_decoded() -> None:
    found = shown(received("email", "m-1", TO), Masks([TO]))
    headers = dict(found.headers)
    assert headers["Subject"] == "[ТЕСТ] Платёж изменил статус — «Интернет»"
    assert headers["From"] == "ТелеСеть <notify@teleset.example>"
    assert headers["To"] == "А••••• <i•••••@teleset.example>"
    assert headers["List-Unsubscribe"] == "•••••"
    assert [(part.kind, part.text) for part in found.parts] == [("text", MAIL_TEXT), ("html", MAIL_HTML)]


def test_its_source_is_as_it_came() -> None:
    raw = mail("m-1", TO)
    found = shown(Received("email", "m-1", TO, 0.0, raw), Masks([TO]))
    assert "Subject: =?utf-8?" in found.head
    assert "=D0=A1=D1=82=D0=B0=D1=82=D1=83=D1=81" in found.source[0]
    for line in (*found.head.split("\n"), *found.source[0].split("\n"), *found.source[1].split("\n")):
        assert line.startswith(("To: ", "List-Unsubscribe: ")) or line.strip().encode() in raw


@pytest.mark.parametrize("cte", ["base64", "quoted-printable", "8bit"])
def test_an_address_inside_is_masked_and_its_encoded_source_is_not_shown(cte: str) -> None:
    message = EmailMessage()
    message["To"] = TO
    message["X-Envelope-To"] = TO
    message["Message-ID"] = f"<{TO}>"
    message["Subject"] = f"Для {TO}"
    message.set_content(f"Здравствуйте, {TO}! {'длинная строка ' * 9}{TO}\n", cte=cte)
    found = shown(Received("email", "", TO, 0.0, message.as_bytes()), Masks([TO]))
    assert "ivanova" not in everything(found)
    assert found.parts[0].text.startswith("Здравствуйте, i•••••@teleset.example!")
    assert (ENCODED in found.source[0]) is (cte != "8bit")


def test_a_text_that_still_holds_the_address_is_not_shown() -> None:
    message = EmailMessage()
    message.set_content("<p>ivanova<b>@teleset</b>.example</p>", subtype="html")
    found = shown(Received("email", "", TO, 0.0, message.as_bytes()), Masks([TO]))
    assert found.parts[0].text == WITHHELD
    assert "ivanova" not in everything(found)


def test_whoever_else_a_mail_was_for_is_masked_without_being_known() -> None:
    raw = b"To: Other Person <other@elsewhere.example>, x@y.example\r\nBcc: hidden@elsewhere.example\r\nSubject: =?utf-8?q?broken\r\n\r\ntext\r\n"
    text = everything(shown(Received("email", "", TO, 0.0, raw), Masks([TO])))
    assert "O••••• <o•••••@elsewhere.example>, x•••••@y.example" in text
    assert "hidden" not in text
    assert "Person" not in text


def test_of_an_attachment_only_type_and_size_are_told() -> None:
    message = EmailMessage()
    message.set_content("x\n")
    message.add_attachment(b"\x00" * 100, maintype="application", subtype="pdf", filename=f"{TO}.pdf")
    found = shown(Received("email", "", TO, 0.0, message.as_bytes()), Masks([TO]))
    assert (found.parts[1].kind, found.parts[1].type, found.parts[1].size) == ("other", "application/pdf", 100)
    assert "ivanova" not in everything(found)


def test_of_a_gateway_only_texts_are_shown() -> None:
    found = shown(received("sms", "m-1", "+79160000001"), Masks(["+79160000001"]))
    value = json.loads(found.parts[0].text)
    assert value == {"id": "•••••", "phone": "•••••", "api_key": "•••••", "text": SMS_TEXT}
    text = everything(found)
    for secret in ("k3y-of-the-gateway", "t0ken-of-the-gateway", "t0ken-in-the-path", "9160000001"):
        assert secret not in text


def test_a_gateway_that_is_asked_by_form_or_query() -> None:
    body = b"login=operator&psw=s3cret-word&phones=79160000001&mes=%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82%2C+%D0%BC%D0%B8%D1%80&cost=3"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for one in (Received("sms", "", "+79160000001", 0.0, body, "/send", form), Received("sms", "", "+79160000001", 0.0, b"", f"/send?{body.decode()}", {})):
        found = shown(one, Masks(["+79160000001"]))
        assert json.loads(found.parts[0].text) == {"login": "•••••", "psw": "•••••", "phones": "•••••", "mes": "Привет, мир", "cost": "3"}
        assert "s3cret-word" not in everything(found)


def test_a_webhook_shows_its_event() -> None:
    address = "https://bus.teleset.example/hooks/9c0ffee9c0ffee"
    found = shown(received("webhook", "m-1", address), Masks([address]))
    assert json.loads(found.parts[0].text)["data"]["link"] == LINK
    assert dict(found.headers) == {"POST": "/•••••", "Content-Type": "application/json", "webhook-id": "m-1", "webhook-signature": "•••••"}
    assert "9c0ffee" not in everything(found)


def test_two_that_say_the_same_have_the_same_content() -> None:
    first, second = (shown(received("email", id, to), Masks([to])) for id, to in (("m-1", TO), ("m-2", "petrov@teleset.example")))
    assert first.content == second.content
    assert first.headers != second.headers


@given(
    st.binary(max_size=300) | st.sampled_from(HOSTILE).map(lambda text: text.encode("utf-8", "replace")),
    st.sampled_from(["email", "sms", "webhook"]),
    st.booleans(),
)
def test_any_bytes_can_be_shown(raw: bytes, channel: str, request: bool) -> None:
    everything(shown(Received(channel, "", TO, 0.0, raw, "/x" if request else "", {"Content-Type": "x"} if request else {}), Masks([TO])))


@pytest.mark.parametrize(
    "raw", [b"[" * 100_000, b'{"a": NaN}', b"Content-Type: text/plain; charset=nonsense\n\n\xff", b"Content-Transfer-Encoding: base64\n\n%%%"]
)
def test_bytes_that_are_not_what_they_say(raw: bytes) -> None:
    everything(shown(Received("webhook", "", TO, 0.0, raw, "/x", {}), Masks([TO])))
    everything(shown(Received("email", "", TO, 0.0, raw), Masks([TO])))
