"""The sentences of `review`: its text, its page, and the last word on readiness."""

from __future__ import annotations

from typing import Final

from reconciler.reporting.wording import Phrase

REVIEW_OF: Final = Phrase("reconciler review, {environment}", "reconciler review, {environment}")
LOOKED_AT: Final = Phrase(
    "Looked at {organizations} {organizations:organization|organizations} and {recipients} {recipients:recipient|recipients}; "
    "{cells} {cells:delivery|deliveries} (recipient, type, contact) would arrive.",
    "Проверено: {organizations} {organizations:организация|организации|организаций}, {recipients} {recipients:получатель|получателя|получателей}; "
    "доходит {cells} {cells:сочетание|сочетания|сочетаний} (получатель, тип, контакт).",
)
NOTHING_FOUND: Final = Phrase("Nothing is wrong with the live settings.", "С действующими настройками всё в порядке.")
FOUND: Final = Phrase("Found: {count}.", "Замечаний: {count}.")
NO_REQUIREMENTS: Final = Phrase(
    "Without requirements, so nobody can say whether they conform to any: {names}.",
    "Без требований (requirements), поэтому нельзя сказать, выполняются ли они: {names}.",
)
CONFORMS: Final = Phrase("The requirements of {count} {count:organization|organizations} are met.", "Требования выполнены, организаций: {count}.")
OTHERS: Final = Phrase("Not judged, since they are not ours: {names}.", "Не проверялись, потому что не наши: {names}.")
NOTHING_OURS: Final = Phrase("Nothing of ours is live here.", "Здесь не действует ничего нашего.")
IS_READY: Final = Phrase("Ready.", "Готово к работе.")
NOT_READY: Final = Phrase("Not ready:", "Не готово:")
SUPPORT_OF: Final = Phrase("Support of {organization}: {ways}", "Поддержка {organization}: {ways}")
MATRIX: Final = Phrase("All settings", "Все настройки")
MATRIX_TOO_LONG: Final = Phrase(
    "There are {count} cells, more than a page can hold. Narrow it with --organization, or take --format csv.",
    "Ячеек {count}, на странице столько не поместится. Сузьте выбор параметром --organization или возьмите --format csv.",
)
OFF_TYPES: Final = Phrase("off: {types}", "выключено: {types}")
NOT_DECLARED: Final = Phrase("not declared", "не описано")
NOT_READ: Final = Phrase("files not read", "файлы не прочитаны")
HELD_BY: Final = Phrase("held by {owner}", "менеджер {owner}")
HELD_BY_NOBODY: Final = Phrase("without a manager's mark", "без отметки менеджера")
RECIPIENT: Final = Phrase("Recipient", "Получатель")
TYPE: Final = Phrase("Type", "Тип")
CONTACT: Final = Phrase("Contact", "Контакт")
STATE: Final = Phrase("State", "Состояние")
ORIGIN: Final = Phrase("Where from", "Откуда")
DELIVERED: Final = Phrase("delivered", "доставляется")
CHAIN_WHOLE: Final = Phrase("No link that was checked is broken.", "Среди проверенного обрывов нет.")
CHAIN_BROKEN: Final = Phrase("It ends at the link marked as a problem.", "Цепочка обрывается там, где указана проблема.")
ANYTHING: Final = Phrase("anything", "что угодно")
ABOUT_REVIEW: Final = Phrase("what reconciler review finds, and what is against being ready", "что находит reconciler review и почему ещё не готово")
ABOUT_DELIVERIES: Final = Phrase("the last test runs and deliveries (at most {count})", "последние испытания и доставки (не больше {count})")
ABOUT_CHAIN: Final = Phrase("the chain to the recipient that was asked about", "цепочка до получателя, о котором спросили")
STATES: Final = {
    "off": Phrase("off", "выключено"),
    "refused": Phrase("refused", "отказ"),
    "unconfirmed": Phrase("awaits confirmation", "ждёт подтверждения"),
    "suspended": Phrase("suspended", "приостановлено"),
    "no-contact": Phrase("no contact", "нет контакта"),
    "policy": Phrase("not allowed here", "здесь не разрешено"),
    "audience": Phrase("for another audience", "для другой аудитории"),
    "quiet-hours": Phrase("quiet hours", "тихие часы"),
}
"""What happens in a cell, by `routing.Why`."""
