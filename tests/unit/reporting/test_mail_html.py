"""The HTML of a mail, made harmless."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.reporting.mail_html import harmless
from tests.unit.reporting.nasty import TEXTS
from tests.unit.reporting.trials import MAIL_HTML

LOADING = ("src", "href", "background", "action", "formaction", "poster", "data", "srcset", "ping", "cite")
FORBIDDEN = {
    "script",
    "link",
    "base",
    "iframe",
    "object",
    "embed",
    "img",
    "form",
    "input",
    "svg",
    "math",
    "video",
    "audio",
    "source",
    "picture",
    "frame",
    "applet",
    "textarea",
}


class Seen(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def inert(text: str) -> Seen:
    seen = Seen(text)
    assert not FORBIDDEN & set(seen.tags)
    # The head is ours: its charset, its policy, its colour scheme.
    assert seen.tags.count("meta") == 3
    for name, value in seen.attributes:
        assert name not in LOADING
        assert not name.startswith("on")
        assert "url(" not in (value or "") or name == "title"
    return seen


def test_a_usual_mail_looks_the_same() -> None:
    text = harmless(MAIL_HTML, picture="[picture]")
    seen = inert(text)
    assert "«Интернет, тариф №7»" in seen.text
    assert "owned" not in text
    assert "tracker.example" not in text
    assert "логотип" in seen.text
    assert ".card {" in text
    assert {"table", "tr", "td", "h1", "div", "a"} <= set(seen.tags)


@pytest.mark.parametrize(
    "source",
    [
        "<script>fetch('https://evil.example')</script>text",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=https://evil.example/x.gif onerror=alert(1)>",
        "<link rel=preconnect href=https://evil.example><base href=https://evil.example><meta http-equiv=refresh content='0;url=https://evil.example'>",
        "<style>@import 'https://evil.example'; p { background: url(https://evil.example) }</style>",
        "<style>p { background: \\75rl(https://evil.example) }</style><p style='background:u\\rl(x)'>",
        "<p style=\"background-image: url('https://evil.example')\" onclick=alert(1) background=https://evil.example>",
        "<a href=javascript:alert(1) target=_top>x</a><form action=https://evil.example><input autofocus onfocus=alert(1)></form>",
        "<svg><script>alert(1)</script></svg><math><style><img src=x></style></math>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=x></object><embed src=x>",
        "<style></style><style><!--</style><img src=https://evil.example>--></style>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<!--[if mso]><img src=https://evil.example><![endif]--><![CDATA[<img src=x>]]><?php x?>",
        "</body></html><img src=x>",
        "<table><td><tr></table></div></div></p>text",
    ],
)
def test_what_loads_or_runs_is_taken_out(source: str) -> None:
    inert(harmless(source, picture="[picture]"))


@given(
    st.lists(
        TEXTS
        | st.sampled_from(
            ["<style>", "</style>", "<p style='", "<a href='", "<img alt='", "'>", "<script>", "</script>", "<body onload='x'>", "&#60;img src=x&#62;"]
        ),
        max_size=8,
    )
)
def test_any_text(pieces: list[str]) -> None:
    inert(harmless("".join(pieces), picture="[picture]"))
