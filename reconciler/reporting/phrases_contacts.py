"""What is said of contacts, requests to confirm, and of deliveries that are remembered."""

from __future__ import annotations

from typing import Final

from reconciler.reporting.wording import Phrase

# States
AWAITING: Final = Phrase("awaits confirmation, receives nothing", "ожидает подтверждения, ничего не получает")
SERVING: Final = Phrase("awaits confirmation, {address} serves until then", "ожидает подтверждения, до этого служит {address}")
CONFIRMED: Final = Phrase("confirmed", "подтверждён")
REFUSED: Final = Phrase("refused by its owner", "владелец отказался")
UNNEEDED: Final = Phrase("needs no confirmation", "подтверждать не нужно")

# What was asked
NEVER_ASKED: Final = Phrase("never asked", "ещё не просили")
ASKED: Final = Phrase("asked {sent}, until {expires}", "просили {sent}, срок до {expires}")
ASKED_EXPIRED: Final = Phrase("asked {sent}, expired {expires}", "просили {sent}, истекло {expires}")
ASKED_FAILED: Final = Phrase("asked {sent}, the message did not leave", "просили {sent}, сообщение не ушло")
ASKED_USED: Final = Phrase("confirmed after a request of {sent}", "подтверждён по просьбе от {sent}")

# Why not
KEPT_BACK: Final = Phrase("Not asked: {count}", "Не просим: {count}")
BECAUSE_SUSPENDED: Final = Phrase("suspended", "приостановлен")
BECAUSE_REFUSED: Final = Phrase("its owner refused everything at this address", "владелец отказался от всего на этом адресе")
BECAUSE_CHANNEL: Final = Phrase("the policy does not allow this channel", "политика не разрешает этот канал")
BECAUSE_RECIPIENTS: Final = Phrase("this environment does not allow the address (recipients)", "это окружение не разрешает такой адрес (recipients)")
BECAUSE_RECENTLY: Final = Phrase("asked within a day; --resend asks again", "просили меньше суток назад; повторить можно с --resend")
BECAUSE_TRANSPORT: Final = Phrase("no transport sends on this channel", "по этому каналу нечем отправлять")

# contacts list
NO_CONTACTS: Final = Phrase("No such contacts.", "Таких контактов нет.")
COUNTS: Final = Phrase(
    "Contacts: {count}. Await confirmation: {waiting}.",
    "Контактов: {count}. Ожидают подтверждения: {waiting}.",
)

# contacts send-confirmations
NOBODY: Final = Phrase("Nobody is to be asked.", "Просить некого.")
WILL_ASK: Final = Phrase(
    "{count} real {count:person|people} will get a request to confirm:",
    "{count} {count:реальный человек получит|реальных человека получат|реальных людей получат} просьбу подтвердить адрес:",
)
ASK_SEND: Final = Phrase("To send, type {answer}; anything else cancels:", "Чтобы отправить, введите {answer}; любой другой ответ отменяет:")
LEFT: Final = Phrase(
    "Sent: {count} {count:request|requests} to confirm. The links work once, for {days} {days:day|days}.",
    "Отправлено просьб о подтверждении: {count}. Ссылки действуют один раз, {days} {days:день|дня|дней}.",
)
DID_NOT_LEAVE: Final = Phrase("Not sent: {count}", "Не отправлено: {count}")
RECORDED: Final = Phrase("History: {number}.", "История: {number}.")

# contacts confirm
IS_CONFIRMED: Final = Phrase(
    "Confirmed: {channel} of {recipient} ({contact}). From now on notifications go there.",
    "Подтверждено: {channel}, {recipient} ({contact}). Теперь уведомления приходят на этот адрес.",
)

# contacts serve
SERVING_AT: Final = Phrase(
    "Listening at {address}. Requests to confirm lead to {url}. Ctrl-C ends it.",
    "Слушаем {address}. Просьбы о подтверждении ведут на {url}. Завершить: Ctrl-C.",
)
ENDED: Final = Phrase("Ended. Confirmed: {confirmed}. Refused: {refused}.", "Завершено. Подтверждено: {confirmed}. Отклонено: {refused}.")

# After an apply, beside a plan
NEXT: Final = Phrase("Next:", "Дальше:")
SENDS_REQUESTS: Final = Phrase(
    "sends their owners a request to confirm, and says who is not asked",
    "отправит их владельцам просьбу подтвердить адрес и скажет, кого не просит",
)
ONCE_APPLIED: Final = Phrase("To ask them, once it is applied: {command}", "Чтобы попросить их, когда план применён: {command}")
TO_ASK: Final = Phrase("To ask them: {command}", "Чтобы их попросить: {command}")
ASKED_BY_APPLY: Final = Phrase(
    "apply itself will ask those whom it changes (confirmation.send).", "Тех, кого изменит apply, он попросит сам (confirmation.send)."
)

# history deliveries
NO_RUNS: Final = Phrase("Nothing was tested here yet.", "Здесь ещё ничего не проверяли.")
RUNS: Final = Phrase("Runs", "Проверки")
DELIVERIES: Final = Phrase("Deliveries", "Доставки")
NO_DELIVERIES: Final = Phrase("No deliveries are remembered.", "Доставок в памяти нет.")
SECONDS: Final = Phrase("{seconds} s", "{seconds} с")
NEVER_CAME: Final = Phrase("never came", "не пришло")
