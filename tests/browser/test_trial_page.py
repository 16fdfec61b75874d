"""The page of a test run, in Chromium."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from reconciler.model.trial import Trial
from reconciler.reporting.trial_html import trial_page
from tests.browser.browser import Browser
from tests.unit.reporting.trials import ALL, PLACES, huge

PAGES = [("golden", "en"), ("golden", "ru"), ("every", "en"), ("every", "ru"), ("hostile", "ru"), ("large", "en")]
RUNS: dict[str, Callable[[], Trial]] = {**ALL, "large": lambda: huge(24, 8)}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    directory = tmp_path_factory.mktemp("pages")
    found = {}
    for name, language in PAGES:
        page = trial_page(
            RUNS[name](), language=language, places=PLACES, live={"email": True, "sms": False}, threshold=0.9, parts=lambda text: 1 + len(text) // 67
        )
        found[name, language] = directory / f"{name}.{language}.html"
        found[name, language].write_text(page, encoding="utf-8")
    return found


Pages = dict[tuple[str, str], Path]


def opened(browser: Browser) -> list[str]:
    return browser.run("return [...document.querySelectorAll('details.entry[open] > .in')].map((inside) => inside.id)")  # type: ignore[no-any-return]


FOCUSED = "return document.activeElement.matches('details.entry[open] > summary')"
"""Whether a message has been opened, and can be gone on from by keyboard."""


def link_of(browser: Browser, account: str, scenario: str) -> str:
    """The selector of a cell's link."""
    number = browser.run(
        "return [...document.querySelectorAll('a.v')].find((link) => link.title.startsWith(arguments[1] + ': ' + arguments[0] + ' ')).getAttribute('href')",
        account,
        scenario,
    )
    return f'a.v[href="{number}"]'


def test_the_matrix_is_visible(browser: Browser, pages: Pages) -> None:
    browser.show(pages["golden", "en"])
    rows = [row.text.split("\n") for row in browser.visible("table.matrix tbody tr")]
    assert len(rows) == 8
    assert browser.find("h1").text.replace("\n", " ") == "Notification test, production Failed"
    assert [head.text for head in browser.visible("thead th")] == [
        "account",
        "contact",
        "orders",
        "payment",
        "works",
        "order-created",
        "payment-paid",
        "works-planned",
    ]
    ivanova = browser.visible("table.matrix tbody tr")[1]
    assert ivanova.text.replace("\n", " ") == "ivanova email i•••••@teleset.example ✓ pass ✓ pass ✗ missing"


def test_a_message_opens_on_click(browser: Browser, pages: Pages) -> None:
    browser.show(pages["golden", "en"])
    assert opened(browser) == []
    selector = link_of(browser, "teleset/ivanova", "order-created")
    browser.press(selector)
    browser.wait(FOCUSED)
    (entry,) = opened(browser)
    inside = browser.find(f"#{entry}")
    browser.wait("return !arguments[0].querySelector('[data-same]')", inside)
    assert inside.is_displayed()
    # What the same content of another message says was copied here.
    for said in ("i•••••@teleset.example", "[ТЕСТ] Платёж изменил статус — «Интернет»", "Сумма:  1\u00a0234,50 ₽", "Услуга: «Интернет, тариф №7»"):
        assert said in browser.run("return arguments[0].textContent", inside)
    # Opened once more after it was closed, though the address does not change any more.
    browser.press("details.entry[open] > summary")
    assert opened(browser) == []
    browser.press(selector)
    browser.wait(FOCUSED)
    assert opened(browser) == [entry]
    browser.press(f"#{entry} .back a")
    assert browser.run("return location.hash") == "#o1"


def test_the_html_part_is_drawn_and_does_nothing(browser: Browser, pages: Pages) -> None:
    browser.show(pages["golden", "ru"], fragment="m2")
    frame = browser.find("#m2 iframe")
    browser.run("arguments[0].scrollIntoView()", frame)
    browser.driver.switch_to.frame(frame)
    try:
        assert browser.find("h1").text == "Платёж изменил статус"
        assert browser.find("h1").value_of_css_property("font-size") == "20px"
        assert browser.all("img, script, [href]") == []
        browser.find("a").click()
    finally:
        browser.driver.switch_to.default_content()
    assert browser.driver.title == "Проверка уведомлений, production"
    assert [url for url in browser.requests() if not url.startswith(("file:///", "about:"))] == []


def test_a_message_opens_by_keyboard(browser: Browser, pages: Pages) -> None:
    browser.show(pages["golden", "en"])
    browser.run("arguments[0].focus()", browser.find("table.matrix a.v"))
    ActionChains(browser.driver).send_keys(Keys.ENTER).perform()
    browser.wait(FOCUSED)
    (entry,) = opened(browser)
    assert browser.run("return document.activeElement.closest('details').querySelector('.in').id") == entry
    ActionChains(browser.driver).send_keys(Keys.ENTER).perform()
    assert opened(browser) == []
    ActionChains(browser.driver).send_keys(Keys.SPACE).perform()
    assert opened(browser) == [entry]


def test_everything_can_be_reached_by_tab(browser: Browser, pages: Pages) -> None:
    browser.show(pages["golden", "en"])
    seen = []
    for _ in range(60):
        ActionChains(browser.driver).send_keys(Keys.TAB).perform()
        seen.append(browser.run("const e = document.activeElement; return e.name || e.className || e.tagName"))
    assert seen[:4] == ["search", "bad", "scroll", "v bad-v"]
    assert seen.count("SUMMARY") == 18
    assert sum(name.startswith("v ") for name in seen) >= 18


def test_the_filter(browser: Browser, pages: Pages) -> None:
    browser.show(pages["golden", "en"])
    assert len(browser.visible(".entry")) == 18
    browser.find("input[name=bad]").click()
    assert [row.find_element("css selector", "th").text for row in browser.visible("tbody tr")] == ["client-17", "ivanova"]
    assert len(browser.visible(".entry")) == 2
    browser.find("input[name=bad]").click()
    browser.find("input[name=search]").send_keys("SMS ivanova")
    assert len(browser.visible("tbody tr")) == 1
    assert len(browser.visible(".entry")) == 1
    assert browser.visible(".nothing") == []
    browser.find("input[name=search]").send_keys(" nowhere")
    assert len(browser.visible(".nothing")) == 1
    # A link leads to its message, even to one that the filter hides.
    browser.run("location.hash = '#m1'")
    browser.wait(FOCUSED)
    assert len(browser.visible("#m1")) == 1


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_nothing_is_asked_for_and_nothing_complains(browser: Browser, pages: Pages, name: str, language: str) -> None:
    browser.show(pages[name, language])
    browser.run("for (const one of [...document.querySelectorAll('details')].slice(0, 50)) one.open = true")
    browser.run("for (const one of document.querySelectorAll('iframe')) one.scrollIntoView()")
    browser.run("return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))")
    asked = [url for url in browser.requests() if not url.startswith("about:")]
    assert asked == [pages[name, language].as_uri()]
    assert browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)") == []
    assert browser.complaints() == []


def test_what_is_asked_for_would_be_seen(browser: Browser, tmp_path: Path) -> None:
    """The test above can fail: a page that loads a picture is noticed, and so is one that its policy stops."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        picture = f"http://127.0.0.1:{server.server_address[1]}/pixel.gif"
        try:
            open_page, closed_page = tmp_path / "open.html", tmp_path / "closed.html"
            open_page.write_text(f"<!doctype html><title>x</title><img src={picture}>", encoding="utf-8")
            closed_page.write_text(trial_page(ALL["golden"](), language="en").replace("</header>", f"<img src={picture}></header>"), encoding="utf-8")
            browser.show(open_page)
            assert picture in browser.requests()
            browser.show(closed_page)
            assert picture not in browser.requests()
            assert any("Content Security Policy" in said for said in browser.complaints())
        finally:
            server.shutdown()
            thread.join(10)


@pytest.mark.parametrize("width", [400, 1400])
@pytest.mark.parametrize(("name", "language"), PAGES)
def test_no_page_is_wider_than_its_window(browser: Browser, pages: Pages, name: str, language: str, width: int) -> None:
    browser.show(pages[name, language], width=width)
    assert browser.overflow() <= 0
    browser.run("for (const one of [...document.querySelectorAll('details')].slice(0, 80)) one.open = true")
    assert browser.overflow() <= 0


def test_without_scripts_everything_can_be_read(browser: Browser, pages: Pages) -> None:
    try:
        browser.show(pages["golden", "en"], scripts=False)
        assert browser.visible("form.filter") == []
        assert len(browser.visible("tbody tr")) == 8
        browser.find('table.matrix a.v[href="#m2"]').click()
        assert browser.find("#m2").is_displayed()
        assert "[ТЕСТ] Платёж P-2026-000117 изменил статус" in browser.find("#m2 pre").text
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)


CONTRAST = """
const luminance = (colour) => {
  const [r, g, b] = colour.match(/[0-9.]+/g).map((part) => { const c = part / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ground = (element) => {
  for (; element; element = element.parentElement) {
    const colour = getComputedStyle(element).backgroundColor;
    if (!/, 0\\)$/.test(colour) && colour !== "transparent") return colour;
  }
};
return [...document.querySelectorAll(".v, .badge, .faint, h1, td, th, dt, dd, pre, summary span, label, a")].filter((e) => e.offsetParent).map((element) => {
  const [a, b] = [luminance(getComputedStyle(element).color), luminance(ground(element))].sort((x, y) => y - x);
  return [element.className || element.tagName, (a + 0.05) / (b + 0.05)];
});
"""


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_stands_out_from_its_ground(browser: Browser, pages: Pages, dark: bool) -> None:
    """By the ratio that WCAG 2 asks of texts, AA."""
    browser.show(pages["every", "en"], dark=dark, fragment="m1")
    assert browser.run("return getComputedStyle(document.body).backgroundColor") == ("rgb(13, 17, 23)" if dark else "rgb(255, 255, 255)")
    found = browser.run(CONTRAST)
    assert len(found) > 50
    assert [one for one in found if one[1] < 4.5] == []


def test_on_paper_there_is_no_filter(browser: Browser, pages: Pages) -> None:
    browser.show(pages["golden", "en"], media="print")
    assert browser.visible("form.filter") == []
    assert len(browser.visible("tbody tr")) == 8
    browser.command("Emulation.setEmulatedMedia", media="")


def test_at_400_pixels_each_contact_is_a_card(browser: Browser, pages: Pages) -> None:
    browser.show(pages["large", "en"], width=400)
    assert browser.visible("thead") == []
    card = browser.visible("tbody tr")[0]
    assert card.text.split("\n")[:4] == ["op-0000", "email o•••••@teleset.example", "all-types-00", "✗ missing"]


@pytest.mark.parametrize(("name", "width", "dark", "fragment"), [
    ("golden", 1400, False, ""), ("golden", 1400, True, "m9"), ("golden", 400, False, ""), ("golden", 400, True, "m2"), ("large", 1400, False, ""), ("hostile", 400, False, "m1"),
])  # fmt: skip
def test_pictures_to_look_at(browser: Browser, pages: Pages, pictures: Path, name: str, width: int, dark: bool, fragment: str) -> None:
    browser.show(pages[name, "en" if name == "large" else "ru"], width=width, height=1400, dark=dark, fragment=fragment)
    path = pictures / f"{name}-{width}-{'dark' if dark else 'light'}-{fragment or 'top'}.png"
    browser.picture(path)
    assert path.stat().st_size > 10_000
