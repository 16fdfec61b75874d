"""The sentences about a test run that somebody ended."""

from __future__ import annotations

from typing import Final

from reconciler.reporting.wording import Phrase

INTERRUPTED: Final = Phrase(
    "Interrupted: {left} of {count} {count:scenario was|scenarios were} not tried; {messages} {messages:message|messages} had left.",
    "Прервано: не проверено сценариев {left} из {count}; ушло сообщений: {messages}.",
)
UNANSWERED: Final = Phrase(
    "Of {count} more {count:message|messages} nobody knows whether {count:it|they} left.",
    "Ещё о {count} {count:сообщении|сообщениях|сообщениях} неизвестно, {count:ушло ли оно|ушли ли они|ушли ли они}.",
)
NOT_TRIED: Final = Phrase("Not tried", "Не проверено")
RESULT: Final = Phrase("Result: interrupted.", "Итог: прервано.")
BADGE: Final = Phrase("Interrupted", "Прервано")
WORD: Final = Phrase("interrupted", "прервано")
NOT_BEGUN: Final = Phrase("{scenario}: not tried, the run was interrupted before its turn", "{scenario}: не проверялось, прогон прервали раньше")
CUT_SHORT: Final = Phrase(
    "{scenario}: the run was interrupted in the middle of it, so it is not proven: {verdict}",
    "{scenario}: прогон прервали на середине сценария, поэтому он не доказан: {verdict}",
)
