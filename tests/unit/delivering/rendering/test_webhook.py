"""The body that webhooks are sent."""

from __future__ import annotations

import json

from reconciler.delivering.rendering.webhook import webhook
from tests.unit.delivering.rendering.samples import LINK, content, event


def test_its_shape_is_the_documented_one() -> None:
    made = content(event("payment.status_changed", test=True), channel="webhook")
    body = json.loads(webhook(made))
    assert body == {
        "id": "e-20261122-1",
        "type": "payment",
        "event": "payment.status_changed",
        "organization": "teleset",
        "occurred_at": "2026-11-22T21:58:00+03:00",
        "title": made.subject,
        "text": made.text,
        "link": LINK,
        "data": {
            "event_id": "e-20261122-1",
            "occurred_at": "2026-11-22T21:58:00+03:00",
            "link": LINK,
            "payment_id": "П-1204",
            "service": "Интернет 100 «Ёлка»",
            "amount": "1234.50",
            "status": "paid",
            "account_number": "40-17",
            "uin": "18810000000000000017",
        },
        "test": True,
    }


def test_its_bytes_are_always_the_same() -> None:
    one, two = (webhook(content(event("payment.status_changed"), channel="webhook")) for _ in range(2))
    assert one == two
    assert one.decode().startswith('{"data":{"account_number":"40-17"')
    assert "Ёлка" in one.decode()
