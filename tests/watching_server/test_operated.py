"""What the project file asks for, beside a controller."""

from __future__ import annotations

import http.client
from pathlib import Path

import pytest

from reconciler.model.errors import Unusable
from reconciler.model.watching import Trigger
from reconciler.watching.operated import operated
from tests.watching_server.samples import Controller

PROJECT = """\
version: 1
kind: Project
manager: m-1
backend: {type: sql, url: "sqlite:///n.db"}
"""
CODE = "A" * 42 + "b"


def asked(address: str, method: str, target: str, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
    try:
        connection.request(method, target, headers=headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def project(directory: Path, more: str = "") -> Path:
    (directory / "reconciler.yaml").write_text(PROJECT + more, encoding="utf-8")
    return directory


def test_without_a_word_nothing_listens(tmp_path: Path) -> None:
    controller = Controller()
    with operated(project(tmp_path), None, status=controller.status, trigger=controller.trigger) as address:
        assert address == ""


def test_all_of_it(tmp_path: Path) -> None:
    controller = Controller()
    (tmp_path / "token").write_text("0123456789abcdef\n", encoding="utf-8")
    said = (
        "watch:\n  listen: 127.0.0.1:0\n  token: {file: token}\n  notify: {to: [{channel: email, address: delivered@simulator.invalid}]}\n"
        "transports: {email: {type: smtp, host: smtp.invalid, sender: a@teleset.example}}\n"
        "confirmation: {channels: [email], url: 'https://lk.example/confirm?token={token}'}\n"
    )
    with operated(project(tmp_path, said), None, status=controller.status, trigger=controller.trigger) as address:
        assert asked(address, "POST", "/-/reconcile", Authorization="Bearer 0123456789abcdef")[0] == 202
        assert asked(address, "GET", "/metrics")[0] == 200
        assert "Confirm the address" in asked(address, "GET", f"/confirm?token={CODE}", **{"Accept-Language": "en"})[1]
    assert controller.triggered == [Trigger.HOOK]


@pytest.mark.parametrize(
    ("more", "listen", "code"),
    [
        ("watch: {listen: 127.0.0.1:0, token: {env: RECONCILER_NO_SUCH_TOKEN}}\n", "", "secret-unset"),
        ("watch: {listen: 127.0.0.1:0}\n", "0.0.0.0:0", "watch-needs-token"),
        ("watch: {notify: {to: [{channel: email, address: duty@teleset.example}]}}\n", "", "watch-notify-transport"),
    ],
)
def test_what_is_wrong_is_told_before_anything_runs(tmp_path: Path, more: str, listen: str, code: str) -> None:
    controller = Controller()
    with (
        pytest.raises(Unusable, match=code),
        operated(project(tmp_path, more), None, status=controller.status, trigger=controller.trigger, listen=listen),
    ):
        pytest.fail("it runs")
