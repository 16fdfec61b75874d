"""Documents that the tests of this package start from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reconciler.model.document import Document

Data = dict[str, Any]


def organization(**more: Any) -> Data:
    return {"version": 1, "kind": "Organization", "id": "teleset", "name": "ООО «ТелеСеть»", **more}


def account(**more: Any) -> Data:
    """An organization with one account, `ivanova`."""
    return organization(accounts={"ivanova": {"family_name": "Иванова", "given_name": "Анна", **more}})


def contact(value: Any) -> Data:
    """An organization with one contact, `bus`."""
    return organization(contacts={"bus": value})


def notifications(**more: Any) -> Data:
    return organization(notifications=more)


def notification_type(**more: Any) -> Data:
    return {"version": 1, "kind": "NotificationType", "id": "outage", "title": {"ru": "Авария", "en": "Outage"}, **more}


def scenario(**more: Any) -> Data:
    return {"version": 1, "kind": "Scenario", "id": "order-created", "organization": "teleset", "event": "order.created", **more}


def project(**more: Any) -> Data:
    return {"version": 1, "kind": "Project", "manager": "teleset-7f3a", "backend": {"type": "sql", "url": "sqlite:///n.db"}, **more}


def document(data: Mapping[str, Any], number: int = 0) -> Document:
    return Document(number=number, path="x.yaml", data=data)
