"""Chromium, driven by Selenium: pages from files, their size and colours, and a log of all that they asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",  # as root, in a container, Chromium's own does not start; what is opened are our own files
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


LIFETIME = 900
"""Seconds after which the browser and its driver end by themselves, even where whoever started them was killed."""


def _bounded(program: str, directory: Path) -> str:
    """A program that runs another one, and not for ever."""
    script = directory / f"bounded-{Path(program).name}"
    script.write_text(f'#!/bin/sh\nexec timeout --kill-after=10 {LIFETIME} "{program}" "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return str(script)


class Browser:
    """Constructing it starts the browser, `close` ends it."""

    def __init__(self, chromium: str, driver: str, profile: Path) -> None:
        options = Options()
        options.binary_location = _bounded(chromium, profile)
        for argument in (*ARGUMENTS, f"--user-data-dir={profile / 'profile'}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(_bounded(driver, profile)))
        self.driver.set_page_load_timeout(60)
        self.driver.set_script_timeout(30)

    def close(self) -> None:
        self.driver.quit()

    def show(
        self, page: Path | str, *, width: int = 1400, height: int = 1000, dark: bool = False, scripts: bool = True, media: str = "", fragment: str = ""
    ) -> None:
        """Open a file, or a URL of this machine, in a window of that size, with the logs empty."""
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.command("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.command("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.driver.get("about:blank")
        self.complaints()
        self.requests()
        self.driver.get((page if isinstance(page, str) else page.as_uri()) + (f"#{fragment}" if fragment else ""))

    def command(self, name: str, **arguments: Any) -> Any:
        return self.driver.execute_cdp_cmd(name, arguments)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def visible(self, selector: str) -> list[WebElement]:
        return [element for element in self.all(selector) if element.is_displayed()]

    def press(self, selector: str) -> None:
        """Click where it can be seen."""
        element = self.find(selector)
        self.run("arguments[0].scrollIntoView({ block: 'center' })", element)
        element.click()

    def wait(self, script: str, *arguments: Any) -> None:
        """Until a script returns something true: what a page does by itself, it does a moment later."""
        WebDriverWait(self.driver, 20).until(lambda driver: driver.execute_script(script, *arguments))

    def overflow(self) -> int:
        """By how much the page is wider than its window."""
        return int(self.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def requests(self) -> list[str]:
        """Every address that was asked for since this was called last, the page's own file among them; but what a policy stopped, which `complaints` tells."""
        events = [json.loads(entry["message"])["message"] for entry in self._log("performance")]
        stopped = {
            event["params"]["requestId"] for event in events if event["method"] == "Network.loadingFailed" and event["params"].get("blockedReason") == "csp"
        }
        asked = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
        return [one["request"]["url"] for one in asked if one["requestId"] not in stopped]

    def complaints(self) -> list[str]:
        """What the console says since this was called last: errors, and what a policy has stopped."""
        return [entry["message"] for entry in self._log("browser")]

    def _log(self, kind: str) -> list[dict[str, str]]:
        return list(self.driver.get_log(kind))  # type: ignore[no-untyped-call]

    def picture(self, path: Path) -> None:
        self.driver.save_screenshot(str(path))
