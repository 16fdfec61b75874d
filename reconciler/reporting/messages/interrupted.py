"""What a test run says of what it did not come to, since somebody ended it."""

from __future__ import annotations

from typing import Final

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

_NOTE: Final = Severity.NOTE

ENTRIES: Final = (
    Entry(
        "arrival-not-awaited",
        _NOTE,
        Text(
            "it was handed over; the run was interrupted before it was seen to arrive",
            {"": "run it again"},
            "In the sandbox a message that was taken is waited for until it is seen at the other end. Somebody ended the run before that, so nothing is proven: neither that it arrives, nor that it does not.",
        ),
        Text(
            "передано; прогон прервали раньше, чем стало видно, что сообщение пришло",
            {"": "запустите ещё раз"},
            "В песочнице принятого сообщения ждут, пока оно не появится на другой стороне. Прогон прервали раньше, поэтому не доказано ничего: ни что оно приходит, ни что не приходит.",
        ),
    ),
    Entry(
        "scenario-not-begun",
        _NOTE,
        Text(
            "not tried: the run was interrupted before its turn",
            {"": "run it again"},
            "After Ctrl-C or SIGTERM nothing new is begun. Nobody was sent anything by this scenario, and it proves nothing.",
        ),
        Text(
            "не проверялось: прогон прервали раньше",
            {"": "запустите ещё раз"},
            "После Ctrl-C или SIGTERM ничего нового не начинается. По этому сценарию никому ничего не отправлено, и он ничего не доказывает.",
        ),
    ),
)
