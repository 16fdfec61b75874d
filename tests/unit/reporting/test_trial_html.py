"""A test run as a page that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest

from reconciler.delivering.rendering.mail import mail
from reconciler.model.delivery import Received
from reconciler.model.personal import Personal
from reconciler.model.trial import Coverage, Mode, Tried
from reconciler.reporting.trial_html import trial_page
from reconciler.reporting.trial_webpage import SCRIPT, STYLE
from tests.unit.delivering.rendering import samples as written
from tests.unit.reporting.trials import ADDRESSES, ALL, HOSTILE, PLACES, SMS_TEXT, cell, huge, scenario, trial

VOID = {"meta", "input", "br"}


class Reader(HTMLParser):
    """Tags that are closed in their turn, their attributes, and all text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self._texts: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        self.text = "".join(self._texts)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self._open):
            self._texts.append(data)

    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    def links(self) -> list[str]:
        return [attributes["href"] for tag, attributes in self.tags if tag == "a"]

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for found, attributes in self.tags if found == tag]


@cache
def rendered(name: str, language: str = "en") -> str:
    return trial_page(ALL[name](), language=language, places=PLACES, live={"email": False}, threshold=0.9, parts=lambda text: 1 + len(text) // 70)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", sorted(ALL))
def test_the_page_is_whole_and_loads_nothing(name: str, language: str) -> None:
    page = rendered(name, language)
    reader = Reader(page)
    assert len(reader.ids()) == len(set(reader.ids()))
    assert {link.removeprefix("#") for link in reader.links()} <= set(reader.ids())
    assert all(link.startswith("#") for link in reader.links())
    assert not {"img", "link", "object", "embed", "base", "video", "audio"} & {tag for tag, _ in reader.tags}
    for tag, attributes in reader.tags:
        assert not {"src", "action", "background", "poster", "srcset"} & set(attributes), tag
        assert not [attribute for attribute in attributes if attribute.startswith("on")], tag
    assert len(reader.all("script")) == 1
    for frame in reader.all("iframe"):
        assert frame["sandbox"] == ""
        assert "default-src 'none'" in frame["srcdoc"]
        assert not re.search(r"<script|<img|<link|src=|href=|url\(|@import", frame["srcdoc"])
    assert not [c for c in page if not c.isprintable() and c not in "\n\u00a0"]


def test_only_its_own_script_may_run() -> None:
    page = rendered("golden")
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    policy = next(attributes["content"] for attributes in Reader(page).all("meta") if attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    assert f"<script>{SCRIPT}</script>" in page
    assert (SCRIPT + STYLE).isascii()


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", ["golden", "every", "huge"])
def test_no_full_address_and_no_token(name: str, language: str) -> None:
    text = unescape(unescape(rendered(name, language)))
    assert [address for address in ADDRESSES.values() if address in text] == []
    for secret in ("operator1@", "9c0ffee", "one-time-token", "t0ken", "k3y-of", "c2lnbmF0dXJl", "Иванова", "9160000001"):
        assert secret not in text


def test_every_cell_leads_to_its_message() -> None:
    reader = Reader(rendered("golden"))
    assert len([link for link in reader.links() if re.fullmatch(r"#m\d+", link)]) >= 18
    for said in (
        "«Интернет, тариф №7»",
        "1\u00a0234,50 ₽",
        '"payment_id": "P-2026-000117"',
        f"2 SMS, {len(SMS_TEXT)} characters",
        "scenarios/works.yaml:8",
        "Subject",
        "[ТЕСТ] Платёж",
    ):
        assert said in reader.text
    # Failures first.
    entries = [attributes for attributes in reader.all("details") if attributes.get("class") == "entry"]
    assert [entry["data-bad"] for entry in entries] == ["1"] * 2 + ["0"] * 16


def test_the_matrix_has_types_above_scenarios() -> None:
    heads = [attributes for attributes in Reader(rendered("every")).all("th") if attributes.get("class") == "type"]
    assert [head["colspan"] for head in heads] == ["1", "2", "3"]


def test_what_several_messages_say_is_there_once() -> None:
    page = rendered("huge")
    reader = Reader(page)
    assert len(reader.all("iframe")) == 1
    assert len([attributes for attributes in reader.all("p") if "data-same" in attributes]) == 60 * 12 - 3 - 1
    assert len({attributes["data-same"] for attributes in reader.all("p") if "data-same" in attributes} - set(reader.ids())) == 0


def test_a_large_run_is_bounded_and_says_what_is_missing() -> None:
    page = trial_page(huge(1200, 2, bad=5), language="en")
    assert len(page.encode()) < 6_000_000
    reader = Reader(page)
    assert "1400 more messages are not on this page, which holds 1000 (failures first)" in reader.text
    assert "200 more contacts are not in this table, which holds 1000 (failures first)." in reader.text
    assert [entry["data-bad"] for entry in reader.all("details") if entry.get("class") == "entry"].count("1") == 5


def test_one_huge_text_is_cut_and_much_content_is_left_out() -> None:
    cells = []
    for number in range(60):
        one = cell("s", "teleset/sokolov", "email")
        body = f"{number} " + "я" * 70_000
        raw = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body.encode()
        cells.append(replace(one, received=(replace(one.received[0], raw=raw),)))
    page = trial_page(trial([Tried(scenario("s", "e", "payment"), tuple(cells), passed=True)]), language="en")
    assert len(page) < 8_000_000
    assert "more characters]" in page
    assert "[not shown: the page holds no more content]" in page


def test_hostile_texts_are_texts() -> None:
    page = rendered("hostile")
    reader = Reader(page)
    assert "alert(1)" in reader.text
    assert not re.search(r"<script>alert|</textarea>|\x00|\u202e", page)
    assert len([attributes for attributes in reader.all("details") if attributes.get("class") == "entry"]) == len(HOSTILE)


def test_a_run_of_nothing() -> None:
    reader = Reader(trial_page(trial([], coverage=Coverage()), language="en"))
    assert "Nothing was tried." in reader.text
    assert "No message was made or expected." in reader.text


def test_a_page_that_is_written_in_another_encoding_keeps_its_script() -> None:
    page = rendered("golden", "ru").encode("ascii", "xmlcharrefreplace").decode("ascii")
    assert f"<script>{SCRIPT}</script>" in page
    assert Reader(page).text == Reader(rendered("golden", "ru")).text


def test_of_a_live_run_nothing_is_said_to_have_arrived() -> None:
    one = replace(cell("s", "teleset/sokolov", "email"), received=())
    page = Reader(trial_page(trial([Tried(scenario("s", "e", "payment"), (one,), passed=True)], Mode.LIVE), language="en"))
    assert "The transport took it." in page.text
    assert "what arrives there is not seen here" in page.text
    assert "arrived once" not in page.text
    assert "Nothing was received here" not in page.text


def test_mails_of_the_renderer_are_shown_whole_and_their_common_words_once() -> None:
    """What the program itself sends: quoted-printable, with a boundary of its own, personal data in headers only."""
    cells = []
    for who in ("ivanova", "petrov", "sokolov"):
        sent = written.message(written.event("payment.status_changed", test=True), channel="email", address=f"{who}@teleset.example")
        raw = mail(sent, sender="ТелеСеть <notify@teleset.example>", date=sent.event.occurred)
        took = (Received("email", sent.id, f"{who}@teleset.example", 0.0, raw),)
        cells.append(replace(cell("s", "teleset/sokolov", "email"), recipient=f"teleset/{who}", address=Personal(f"{who}@teleset.example"), received=took))
    page = trial_page(trial([Tried(scenario("s", "payment.status_changed", "payment"), tuple(cells), passed=True)]), language="ru")
    reader = Reader(page)
    assert len(reader.all("iframe")) == 1
    assert len([attributes for attributes in reader.all("p") if "data-same" in attributes]) == 2
    assert sent.content.details
    for _, detail in sent.content.details:
        assert detail in reader.text
    assert not re.search("(ivanova|petrov|sokolov)@", unescape(unescape(page)))
