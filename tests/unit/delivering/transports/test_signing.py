from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from reconciler.delivering.transports.signing import key_of, signature

KEYS = st.binary(min_size=1, max_size=64)


@given(KEYS, st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40), st.text(max_size=200))
def test_it_is_what_the_specifications_own_library_makes(key: bytes, id: str, text: str) -> None:
    now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    secret = "whsec_" + base64.b64encode(key).decode()
    body = json.dumps({"text": text}, ensure_ascii=False).encode()
    assert key_of(secret) == key
    assert signature(key_of(secret), id, int(now.timestamp()), body) == Webhook(secret).sign(id, now, body.decode())


def test_a_published_example() -> None:
    """The one of the specification's reference implementations."""
    key = key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'
    assert signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_any_other_text_is_its_bytes_and_padding_may_be_left_out() -> None:
    assert key_of("пароль") == "пароль".encode()
    assert key_of("whsec_YQ") == key_of("whsec_YQ==") == b"a"


@pytest.mark.parametrize("secret", ["whsec_", "whsec_ä", "whsec_a b", "whsec_a"])
def test_what_is_no_key_is_not_made_one(secret: str) -> None:
    with pytest.raises(ValueError):
        key_of(secret)
