"""The sentences about a test run, in every language."""

from __future__ import annotations

from typing import Final

from reconciler.reporting.wording import Phrase

# Verdicts
PASS: Final = Phrase("pass", "пришло")
SILENT: Final = Phrase("silent", "тихо")
LATE: Final = Phrase("late", "опоздало")
MISSING: Final = Phrase("missing", "не пришло")
WRONG_CONTENT: Final = Phrase("wrong-content", "не то содержание")
DUPLICATE: Final = Phrase("duplicate", "повтор")
UNEXPECTED: Final = Phrase("unexpected", "лишнее")
FAILED: Final = Phrase("failed", "сбой")
SUPPRESSED: Final = Phrase("suppressed", "удержано")
DEFERRED: Final = Phrase("deferred", "отложено")
SKIPPED: Final = Phrase("skipped", "пропущено")

COUNT_PASS: Final = Phrase("{count} pass", "пришло {count}")
COUNT_LATE: Final = Phrase("{count} late", "опоздало {count}")
COUNT_MISSING: Final = Phrase("{count} missing", "не пришло {count}")
COUNT_WRONG_CONTENT: Final = Phrase("{count} wrong-content", "не то содержание {count}")
COUNT_DUPLICATE: Final = Phrase("{count} duplicate", "повторов {count}")
COUNT_UNEXPECTED: Final = Phrase("{count} unexpected", "лишних {count}")
COUNT_FAILED: Final = Phrase("{count} failed", "сбоев {count}")
COUNT_SUPPRESSED: Final = Phrase("{count} suppressed", "удержано {count}")
COUNT_DEFERRED: Final = Phrase("{count} deferred", "отложено {count}")
COUNT_SKIPPED: Final = Phrase("{count} skipped", "пропущено {count}")
COUNT_SILENT: Final = Phrase("{count} silent as expected", "тихо, как и ожидалось, {count}")
COUNT_REJECTIONS: Final = Phrase("{done} of {count} {count:rejection|rejections} as expected", "отклонено, как ожидалось, {done} из {count}")

# What a verdict means where no code says more
SAID_PASS: Final = Phrase("it arrived once, in time, with what was expected", "пришло один раз, вовремя и с ожидаемым содержанием")
TAKEN: Final = Phrase("the transport took it", "транспорт его принял")
SAID_SILENT: Final = Phrase("nothing was to come, and nothing came", "ничего не должно было прийти и не пришло")
SAID_LATE: Final = Phrase("it arrived, but later than allowed", "пришло, но позже допустимого")
SAID_MISSING: Final = Phrase("it was expected and never arrived", "ожидалось, но так и не пришло")
SAID_WRONG_CONTENT: Final = Phrase("it arrived, but not with what was expected", "пришло, но не с тем, что ожидалось")
SAID_DUPLICATE: Final = Phrase("it arrived more than once", "пришло больше одного раза")
SAID_UNEXPECTED: Final = Phrase("it arrived, and nothing was to arrive here", "пришло, хотя сюда ничего не должно было прийти")
SAID_FAILED: Final = Phrase("the transport did not hand it over", "транспорт его не передал")
SAID_SUPPRESSED: Final = Phrase("nothing was sent here", "сюда ничего не отправлялось")
SAID_DEFERRED: Final = Phrase("it will be delivered later", "будет доставлено позже")
SAID_SKIPPED: Final = Phrase("it was not tried", "не проверялось")
TOOK: Final = Phrase("after {seconds} s", "через {seconds} с")
ANSWERED: Final = Phrase("The other side answered {answer}.", "Другая сторона ответила: {answer}.")

# Why nothing was sent
WHY_SUSPENDED: Final = Phrase("the recipient is suspended", "получатель приостановлен")
WHY_AUDIENCE: Final = Phrase("the type is not for recipients of this kind", "тип не предназначен для таких получателей")
WHY_NO_CONTACT: Final = Phrase("the recipient has no contact for it", "у получателя нет для этого контакта")
WHY_OFF: Final = Phrase("the type is off here", "тип здесь выключен")
WHY_REFUSED: Final = Phrase("the recipient has refused it", "получатель от этого отказался")
WHY_UNCONFIRMED: Final = Phrase(
    "the address awaits confirmation; until then it receives nothing", "адрес ожидает подтверждения; до этого на него ничего не приходит"
)
WHY_POLICY: Final = Phrase("a policy forbids it", "это запрещает политика")
WHY_QUIET: Final = Phrase("it is quiet hours there; it is delivered when they end", "там тихие часы; будет доставлено, когда они закончатся")
ASK_AGAIN: Final = Phrase("Ask again: {command}", "Запросить снова: {command}")

# The header
SANDBOX: Final = Phrase(
    "Sandbox: every message went to a sink on this machine. No real person was contacted.",
    "Песочница: все сообщения ушли в приёмник на этой машине. Настоящим людям ничего не отправлено.",
)
ROUTED_LIVE: Final = Phrase("Routed by the live settings of {environment}.", "Получатели определены по действующим настройкам {environment}.")
ROUTED_LIVE_NOWHERE: Final = Phrase("Routed by the live settings.", "Получатели определены по действующим настройкам.")
ROUTED_DECLARED: Final = Phrase(
    "Routed by the files, as if they were applied: the live settings were not asked.",
    "Получатели определены по файлам, как если бы они были применены: действующие настройки не опрашивались.",
)
LIVE: Final = Phrase(
    "Live: {count} {count:message was|messages were} handed to real transports, marked [TEST]. That somebody reads it, nobody can know.",
    "Вживую: {count} {count:сообщение передано|сообщения переданы|сообщений передано} настоящим транспортам с пометкой [ТЕСТ]. Прочитано ли сообщение, узнать нельзя.",
)
RUN: Final = Phrase("Run {number}, {when}.", "Прогон {number}, {when}.")
RUN_UNNUMBERED: Final = Phrase("Run of {when}.", "Прогон от {when}.")
OVERTAKEN: Final = Phrase(
    "Settings were applied while it ran, so it proves nothing about those of now: test again.",
    "Во время прогона настройки применили заново, поэтому о нынешних он ничего не доказывает: проверьте снова.",
)
NOT_RECORDED: Final = Phrase(
    "The run could not be written down, so it proves nothing later: {reason}", "Прогон не удалось записать, и позже он ничего не доказывает: {reason}"
)

# The matrix
CONTACT: Final = Phrase("contact", "контакт")
NO_CONTACT: Final = Phrase("no contact", "нет контакта")
SOMEBODY: Final = Phrase("unknown", "неизвестно кто")
LEGEND: Final = Phrase(". nothing was to come, and nothing came", ". ничего не должно было прийти и не пришло")
MORE_IDLE: Final = Phrase(
    "and {count} more {count:contact|contacts} where nothing was to come, and nothing came (--full shows {count:it|them})",
    "и ещё {count} {count:контакт|контакта|контактов}, куда ничего не должно было прийти и не пришло (покажет --full)",
)
MORE_UNTRIED: Final = Phrase(
    "and {count} more {count:contact|contacts} that {count:was|were} left out of this run (--full shows {count:it|them})",
    "и ещё {count} {count:контакт|контакта|контактов}, которые в этом прогоне не проверялись (покажет --full)",
)
MORE_FINE: Final = Phrase(
    "and {count} more {count:contact|contacts} where all is as expected (--full shows {count:it|them})",
    "и ещё {count} {count:контакт|контакта|контактов}, где всё как ожидалось (покажет --full)",
)
MORE_DOUBTFUL: Final = Phrase(
    "and {count} more {count:contact|contacts} where nothing failed, but not everything was proven (--full shows {count:it|them})",
    "и ещё {count} {count:контакт|контакта|контактов} без ошибок, где доказано не всё (покажет --full)",
)
MORE_SCENARIOS: Final = Phrase(
    "and {count} more {count:scenario|scenarios} in which nothing failed at any contact shown here",
    "и ещё {count} {count:сценарий|сценария|сценариев} без ошибок у показанных здесь контактов",
)
MORE_NOTES: Final = Phrase("{count} more of this kind (--full shows each)", "ещё {count} {count:такое|таких|таких} (каждое: --full)")

# Rejections, and scenarios without contacts
WHOLE_EVENT: Final = Phrase("the event", "событие")
REJECTED_AS_EXPECTED: Final = Phrase(
    "{scenario}: rejected as expected ({faults}), nothing was delivered: {verdict}",
    "{scenario}: отклонено, как и ожидалось ({faults}), ничего не доставлено: {verdict}",
)
REJECTED_WRONGLY: Final = Phrase(
    "{scenario}: rejected ({faults}), nothing was delivered: {verdict}", "{scenario}: отклонено ({faults}), ничего не доставлено: {verdict}"
)
REJECTED_OTHERWISE: Final = Phrase(
    "{scenario}: was to be rejected for ({expected}), but was rejected for ({faults}): {verdict}",
    "{scenario}: должно быть отклонено из-за ({expected}), а отклонено из-за ({faults}): {verdict}",
)
NOT_REJECTED: Final = Phrase(
    "{scenario}: was to be rejected ({expected}), but was accepted, and {count} {count:message|messages} arrived: {verdict}",
    "{scenario}: должно быть отклонено ({expected}), но принято, и {count:пришло|пришли|пришло} {count} {count:сообщение|сообщения|сообщений}: {verdict}",
)
REJECTED_YET_DELIVERED: Final = Phrase(
    "{scenario}: rejected ({faults}), and yet {count} {count:message|messages} arrived: {verdict}",
    "{scenario}: отклонено ({faults}), и всё же {count:пришло|пришли|пришло} {count} {count:сообщение|сообщения|сообщений}: {verdict}",
)
MEANT: Final = Phrase("{fault}, did you mean {suggestion}?", "{fault}, возможно, {suggestion}?")
ONE_OF: Final = Phrase("{fault}, one of {known}", "{fault}, одно из {known}")
NOTHING_TO_JUDGE: Final = Phrase("{scenario}: nobody was to receive it: {verdict}", "{scenario}: получать было некому: {verdict}")
UNPROVEN: Final = Phrase(
    "{scenario}: nothing failed, but what it expects was not proven: {verdict}", "{scenario}: сбоев нет, но ожидаемое не доказано: {verdict}"
)
ALL_UNPROVEN: Final = Phrase(
    "{count} scenarios: nothing failed, but what they expect was not proven: {verdict}", "Сценариев {count}: сбоев нет, но ожидаемое не доказано: {verdict}"
)
PASSED_WORD: Final = Phrase("pass", "пройдено")
FAILED_WORD: Final = Phrase("failed", "не пройдено")

# The end
RESULT_PASSED: Final = Phrase("Result: passed.", "Итог: пройдено.")
RESULT_FAILED: Final = Phrase("Result: failed.", "Итог: не пройдено.")
NOTHING_TRIED: Final = Phrase("Nothing was tried.", "Ничего не проверено.")
COVERAGE: Final = Phrase("Coverage", "Покрытие")
COVERED: Final = Phrase(
    "{proven} of {subscribed} subscribed {subscribed:cell|cells} proven{where}",
    "доказано {proven} из {subscribed} {subscribed:подписки|подписок|подписок}{where}",
)
IN_SANDBOX: Final = Phrase(" in the sandbox", " в песочнице")
BY_DECLARATION: Final = Phrase(" by the files", " по файлам")
BY_LIVE: Final = Phrase(" live", " вживую")
BELOW: Final = Phrase("below the threshold of {threshold} %", "ниже порога {threshold} %")
TRANSPORTS: Final = Phrase(
    "{proven} of {count} {count:transport|transports} proven live",
    "вживую {proven:доказан|доказано|доказано} {proven} из {count} {count:транспорта|транспортов|транспортов}",
)
NOT_READY: Final = Phrase('so not yet "ready"', "поэтому ещё не «готово»")
NOT_PROVEN: Final = Phrase("Not proven", "Не доказано")
EVERY_MESSAGE: Final = Phrase(
    "Every message as it arrived is on the page of --format html.", "Каждое сообщение в том виде, как пришло, — на странице --format html."
)
REACH_ONE: Final = Phrase(
    "To reach one real person: {command}  ({count} {count:message|messages})",
    "Отправить одному настоящему человеку: {command}  ({count} {count:сообщение|сообщения|сообщений})",
)
LACKING: Final = Phrase(
    "To be tried live, {channels} {channels:needs|need} a transport in reconciler.yaml (docs/transports.md).",
    "Чтобы проверить вживую, для {channels} нужен транспорт в reconciler.yaml (docs/transports.md).",
)
SUPPORT: Final = Phrase("Support of {organization}: {contacts}", "Поддержка {organization}: {contacts}")

# The page
PAGE_TITLE: Final = Phrase("Notification test, {environment}", "Проверка уведомлений, {environment}")
PAGE_TITLE_NOWHERE: Final = Phrase("Notification test", "Проверка уведомлений")
PASSED: Final = Phrase("Passed", "Пройдено")
NOT_PASSED: Final = Phrase("Failed", "Не пройдено")
TOOK_ALL: Final = Phrase("Duration", "Длительность")
SECONDS: Final = Phrase("{seconds} s", "{seconds} с")
ACCOUNT: Final = Phrase("account", "запись")
SEARCH: Final = Phrase("Search", "Поиск")
SEARCH_FOR: Final = Phrase("account, contact, scenario", "запись, контакт, сценарий")
ONLY_FAILURES: Final = Phrase("only failures", "только ошибки")
NOTHING_FOUND: Final = Phrase("Nothing fits the filter.", "Под условия ничего не подходит.")
REJECTIONS: Final = Phrase("Erroneous events and other scenarios", "Ошибочные события и другие сценарии")
MESSAGES: Final = Phrase("Messages and verdicts", "Сообщения и вердикты")
MESSAGES_ABOUT: Final = Phrase(
    "Failures first. Addresses are masked, links and pictures are off; everything else is as it arrived.",
    "Сначала ошибки. Адреса скрыты, ссылки и картинки отключены; остальное — как пришло.",
)
BACK: Final = Phrase("Back to the matrix", "К таблице")
SCENARIO: Final = Phrase("Scenario", "Сценарий")
EVENT: Final = Phrase("Event", "Событие")
TYPE: Final = Phrase("Type", "Тип")
RECIPIENT: Final = Phrase("Recipient", "Получатель")
ADDRESS: Final = Phrase("Address", "Адрес")
STATUS: Final = Phrase("Status", "Состояние")
ANSWER: Final = Phrase("Answer", "Ответ")
MESSAGE_ID: Final = Phrase("Message", "Сообщение")
DECLARED_AT: Final = Phrase("Declared at", "Где описан")
RECEIVED_NTH: Final = Phrase("Received {number} of {count}", "Получено {number} из {count}")
NOTHING_RECEIVED: Final = Phrase("Nothing was received here.", "Здесь ничего не получено.")
NOT_SEEN: Final = Phrase(
    "It went to real transports: what arrives there is not seen here.", "Отправлено через настоящие транспорты: что там пришло, отсюда не видно."
)
HEADERS: Final = Phrase("Headers", "Заголовки")
TEXT_PART: Final = Phrase("Text", "Текст")
HTML_PART: Final = Phrase("HTML, as a mail program shows it", "HTML, как его покажет почтовая программа")
HTML_SOURCE: Final = Phrase("HTML source", "Исходный текст HTML")
SMS_PARTS: Final = Phrase("{parts} SMS, {count} {count:character|characters}", "{parts} SMS, {count} {count:символ|символа|символов}")
CHARACTERS: Final = Phrase("{count} {count:character|characters}", "{count} {count:символ|символа|символов}")
SOURCE: Final = Phrase("The parts as they arrived", "Части, как пришли")
ROWS_LEFT_OUT: Final = Phrase(
    "{count} more {count:contact is|contacts are} not in this table, which holds {limit} (failures first).",
    "Ещё {count} {count:контакта|контактов|контактов} в этой таблице нет: она вмещает {limit} (сначала ошибки).",
)
BODY: Final = Phrase("Body", "Тело")
RAW: Final = Phrase("Headers as they arrived ({bytes} bytes in all)", "Заголовки, как пришли (всего {bytes} байт)")
PART: Final = Phrase("{type}, {bytes} bytes", "{type}, {bytes} байт")
SAME_CONTENT: Final = Phrase("The same content as in message {number}, where it is shown", "То же содержание, что в сообщении {number}: показано там")
WITHHELD: Final = Phrase("[not shown: it holds the address in a form that cannot be masked]", "[не показано: здесь адрес в виде, который нельзя скрыть]")
HIDDEN_ENCODED: Final = Phrase(
    "[encoded ({encoding}); it holds an address, so it is shown decoded and masked above]",
    "[закодировано ({encoding}); внутри адрес, поэтому выше показано раскодированным и скрытым]",
)
CUT: Final = Phrase("[cut: {count} more {count:character|characters}]", "[обрезано: ещё {count} {count:символ|символа|символов}]")
NOT_SHOWN: Final = Phrase(
    "{count} more {count:message is|messages are} not on this page, which holds {limit} (failures first); the matrix counts {count:it|them}.",
    "Ещё {count} {count:сообщения|сообщений|сообщений} на этой странице нет: она вмещает {limit} (сначала ошибки); в таблице они учтены.",
)
NOT_SHOWN_CONTENT: Final = Phrase("[not shown: the page holds no more content]", "[не показано: больше содержания страница не вмещает]")
IMAGE: Final = Phrase("[picture]", "[картинка]")
NO_MESSAGES: Final = Phrase("No message was made or expected.", "Сообщений не было и не ожидалось.")


def all_phrases() -> dict[str, Phrase]:
    """Every phrase of this module by its name."""
    return {name: value for name, value in globals().items() if isinstance(value, Phrase)}
