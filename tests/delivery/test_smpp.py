"""SMS to a message centre of loopback."""

from __future__ import annotations

import socket
from dataclasses import replace
from typing import Any

import pytest

from reconciler.delivering.sinks import LoopbackSinks
from reconciler.delivering.transports import LabelledTransport
from tests.delivery.samples import CONTENT, TEXT, deliver, message, outcomes, sent, transport
from tests.delivery.servers import Centre, black_hole, message_centre

pytest.importorskip("smpplib", reason="smpplib speaks SMPP")

LONG = TEXT * 5


def smpp(port: int, **options: Any) -> LabelledTransport:
    own = {"type": "smpp", "host": "127.0.0.1", "port": port, "username": "robot", "password": "sesame", "sender": "TeleSet", "timeout": 2.0}
    return transport("sms", **{**own, **options})


def test_cyrillic_arrives_right_whole_and_in_parts_over_one_connection() -> None:
    centre = Centre()
    with message_centre(centre) as port:
        receipts = sent(smpp(port), message("+79160000001", "sms", "m1"), message("+79160000002", "sms", "m2", replace(CONTENT, short=LONG)))
    assert outcomes(receipts) == [("delivered", "", "SMPP 0")] * 2
    assert centre.texts() == [("79160000001", TEXT), ("79160000002", LONG)]
    assert {sender for sender, *_ in centre.parts} == {"TeleSet"}
    assert len(centre.parts) == 1 + -(-len(LONG) // 67)
    assert centre.binds == 1


def test_a_wrong_password_is_tried_once() -> None:
    centre = Centre(password="other")
    with message_centre(centre) as port:
        receipts = sent(smpp(port), message("+79160000001", "sms", "m1"), message("+79160000002", "sms", "m2"))
    assert outcomes(receipts) == [("technical-failure", "transport-login", "SMPP 14")] * 2
    assert centre.binds == 1


@pytest.mark.parametrize(
    ("statuses", "outcome", "tries"),
    [
        ([0x58, 0x14], ("delivered", "", "SMPP 0"), 3),
        ([0x0B], ("permanent-failure", "delivery-refused", "SMPP 11"), 1),
        ([0x58] * 9, ("temporary-failure", "delivery-put-off", "SMPP 88"), 4),
    ],
    ids=["busy", "bad number", "always busy"],
)
def test_what_the_centre_says_of_a_message(statuses: list[int], outcome: tuple[str, str, str], tries: int) -> None:
    centre = Centre(statuses=statuses)
    with message_centre(centre) as port:
        receipts = sent(smpp(port), message("+79160000001", "sms"))
    assert (outcomes(receipts), receipts[0].tries) == ([outcome], tries)


def test_half_a_message_is_not_sent_again() -> None:
    centre = Centre(statuses=[0, 0x58])
    with message_centre(centre) as port:
        assert outcomes(sent(smpp(port), message("+79160000001", "sms", content=replace(CONTENT, short=LONG)))) == [
            ("technical-failure", "delivery-unknown", "")
        ]


def test_nobody_listens_and_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert outcomes(sent(smpp(port), message("+79160000001", "sms"))) == [("temporary-failure", "transport-unreachable", "")]
    with black_hole() as port:
        assert outcomes(sent(smpp(port, timeout=0.2), message("+79160000001", "sms"))) == [("temporary-failure", "transport-unreachable", "")]


def test_a_sink_stands_in_for_it(room: LoopbackSinks) -> None:
    assert deliver(smpp(1).diverted(room), message("+79160000001", "sms", "msg_17")) == "HTTP 200"
    (got,) = room.received()
    assert (got.channel, got.id, got.to) == ("sms", "msg_17", "+79160000001")
