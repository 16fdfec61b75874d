"""Why a verdict is no pass, and what was expected in vain."""

from __future__ import annotations

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

_ERROR, _NOTE = Severity.ERROR, Severity.NOTE

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "address-refused",
        _NOTE,
        Text(
            "the recipient wants nothing of this at that address",
            {"": "nothing can change that but the recipient's own word"},
            "Who refuses notifications at an address is never written to there, whatever the files say; also a test does not do it.",
        ),
        Text(
            "получатель отказался от этого по этому адресу",
            {"": "изменить это может только сам получатель"},
            "Тому, кто отказался от уведомлений по адресу, туда не пишут никогда, что бы ни было в файлах; не пишет и тест.",
        ),
    ),
    Entry(
        "arrived-elsewhere",
        _ERROR,
        Text(
            "the message arrived at another address",
            {"": "look at how the transport makes addresses of contacts"},
            "A message that is meant for one address was taken by a sink for another. With real people it would have told a stranger.",
        ),
        Text(
            "сообщение пришло на другой адрес",
            {"": "проверьте, как транспорт получает адреса из контактов"},
            "Сообщение, предназначенное для одного адреса, пришло на другой. С настоящими людьми его прочитал бы посторонний.",
        ),
    ),
    Entry(
        "arrived-late",
        _ERROR,
        Text(
            "it arrived after {seconds} s, and the limit is {limit} s",
            {"": "find out what keeps the transport, or allow more time: within"},
            "Every channel has a limit from the moment an event is accepted until its message arrives: 5 s in the cabinet, 10 s for push, messengers and webhooks, 30 s for SMS, 60 s for e-mail, or what a scenario says under within.",
        ),
        Text(
            "пришло через {seconds} с, а предел — {limit} с",
            {"": "выясните, что задерживает транспорт, или дайте больше времени: within"},
            "У каждого канала есть предел от принятия события до прихода сообщения: 5 с в кабинете, 10 с для push, мессенджеров и вебхуков, 30 с для SMS, 60 с для электронной почты или то, что указано в within сценария.",
        ),
    ),
    Entry(
        "arrived-twice",
        _ERROR,
        Text(
            "it arrived {count} {count:time|times}",
            {"": "look for a second sender, or a transport that tries again what was taken already"},
            "One event gives one message at one address.",
        ),
        Text(
            "пришло {count} {count:раз|раза|раз}",
            {"": "ищите второго отправителя или транспорт, который повторяет уже принятое"},
            "По одному событию на один адрес приходит одно сообщение.",
        ),
    ),
    Entry(
        "arrived-uncalled",
        _ERROR,
        Text(
            "something arrived that no message of this run is",
            {"": "find out who else sends to this address through the same transport"},
            "Everything that is sent in a test carries the number of its message. What arrives without one, or with another, comes from somebody else.",
        ),
        Text(
            "пришло то, чего этот запуск не отправлял",
            {"": "выясните, кто ещё отправляет на этот адрес тем же транспортом"},
            "Всё, что отправляет тест, несёт номер своего сообщения. То, что пришло без номера или с чужим, отправил кто-то другой.",
        ),
    ),
    Entry(
        "awaiting-confirmation",
        _NOTE,
        Text(
            "the address has not been confirmed yet; until then it receives nothing",
            {"": "ask for the confirmation again, or wait for it: reconciler contacts list shows since when"},
            "Where the project asks for confirmation, an address gets nothing before whoever owns it has said that it is theirs.",
        ),
        Text(
            "адрес ещё не подтверждён; до этого на него ничего не приходит",
            {"": "запросите подтверждение ещё раз или дождитесь его: reconciler contacts list показывает, с каких пор"},
            "Если проект требует подтверждения, на адрес ничего не приходит, пока его владелец не подтвердит, что адрес его.",
        ),
    ),
    Entry(
        "backend-without-routing",
        _ERROR,
        Text(
            "{backend} cannot say who would be told of an event",
            {"": "use a backend that can, such as sql, or test the files alone: reconciler test --declared"},
            "Who is told of an event is asked of the live system, never guessed from the files.",
        ),
        Text(
            "{backend} не может сказать, кто узнал бы о событии",
            {"": "используйте систему, которая может, например sql, или проверьте одни файлы: reconciler test --declared"},
            "О том, кто узнает о событии, спрашивают действующую систему, а не угадывают по файлам.",
        ),
    ),
    Entry(
        "detail-missing",
        _ERROR,
        Text(
            '"{field}" is not in the message',
            {"": "mend the template: everything the event says has to be told"},
            "A message holds all that its event says: what, when, of which organization, with which number, what to do, and the link. A short one holds less, but what it has to hold is in it.",
        ),
        Text(
            "в сообщении нет «{field}»",
            {"": "исправьте шаблон: всё, что говорит событие, должно быть сказано"},
            "В сообщении есть всё, что говорит событие: что, когда, у какой организации, с каким номером, что делать, и ссылка. В коротком меньше, но то, что в нём должно быть, там есть.",
        ),
    ),
    Entry(
        "event-rejected",
        _ERROR,
        Text(
            "the event was rejected, so nothing was sent",
            {"": "mend the payload; a scenario may also expect the rejection: rejected"},
            "An event with a fault reaches nobody. The faults are listed with the scenario.",
        ),
        Text(
            "событие отвергнуто, поэтому ничего не отправлено",
            {"": "исправьте содержимое события; сценарий может и ожидать отказа: rejected"},
            "Событие с ошибкой не доходит ни до кого. Ошибки перечислены у сценария.",
        ),
    ),
    Entry(
        "expected-but-audience",
        _ERROR,
        Text(
            "{place} expects {type} at {at}, but the type is not for such recipients",
            {"": "correct the scenario"},
            "Every type is for employees, for external recipients, or for both. Who is not among them is never told.",
        ),
        Text(
            "{place} ожидает {type} у {at}, но тип не для таких получателей",
            {"": "исправьте сценарий"},
            "Каждый тип предназначен сотрудникам, внешним получателям или тем и другим. Остальным о нём не сообщают никогда.",
        ),
    ),
    Entry(
        "expected-but-no-contact",
        _ERROR,
        Text(
            "{place} expects {type} at {at}, but there is no contact",
            {"": "correct the scenario, or declare a contact and apply it"},
            "A recipient without any contact receives nothing.",
        ),
        Text(
            "{place} ожидает {type} у {at}, но контактов там нет",
            {"": "исправьте сценарий или объявите контакт и примените файлы"},
            "Получатель без контактов не получает ничего.",
        ),
    ),
    Entry(
        "expected-but-not-live",
        _ERROR,
        Text(
            "{place} expects {type} at {at}, but nothing of that is live",
            {"": "apply the files first, or correct the scenario"},
            "Tests go by what is live. What the files declare and nobody has applied is not, and neither is a type that is off for all contacts of a recipient.",
        ),
        Text(
            "{place} ожидает {type} у {at}, но ничего такого сейчас не действует",
            {"": "сначала примените файлы или исправьте сценарий"},
            "Тесты идут по действующему состоянию. То, что объявлено и ещё не применено, не действует; не действует и тип, выключенный для всех контактов получателя.",
        ),
    ),
    Entry(
        "expected-but-off",
        _ERROR,
        Text(
            "{place} expects {type} at {at}, but {type} is off there",
            {"": "correct the scenario or switch the type on"},
            "The scenario and the live settings contradict each other. `reconciler explain ADDRESS TYPE` says what switched the type off.",
        ),
        Text(
            "{place} ожидает {type} у {at}, но {type} там выключен",
            {"": "исправьте сценарий или включите тип"},
            "Сценарий и действующие настройки противоречат друг другу. Чем тип выключен, говорит `reconciler explain АДРЕС ТИП`.",
        ),
    ),
    Entry(
        "link-broken",
        _ERROR,
        Text(
            "the link is not whole",
            {"": "mend the template or the transport: a link stands in one piece, and in HTML behind an <a href>"},
            "A link that was wrapped, cut off or escaped twice leads nowhere. In an e-mail it is in the text and behind a link of the HTML.",
        ),
        Text(
            "ссылка не целая",
            {"": "исправьте шаблон или транспорт: ссылка стоит одним куском, а в HTML — в <a href>"},
            "Ссылка, которую перенесли, обрезали или экранировали дважды, никуда не ведёт. В письме она есть и в тексте, и за ссылкой в HTML.",
        ),
    ),
    Entry(
        "link-missing",
        _ERROR,
        Text(
            "{place} wants another link than there is in the message",
            {"": "correct the scenario or the event's link"},
            "The link a scenario names has to be in the message, whole: in the text, and in HTML behind a link.",
        ),
        Text(
            "{place} ждёт другой ссылки, чем есть в сообщении",
            {"": "исправьте сценарий или ссылку события"},
            "Ссылка, названная сценарием, должна быть в сообщении целиком: в тексте, а в HTML — за ссылкой.",
        ),
    ),
    Entry(
        "message-deferred",
        _NOTE,
        Text(
            "the message was put off",
            {"": "test again later, or by another clock: --now 2026-11-24T12:00:00+03:00, in a scenario: now"},
            "What is put off will be delivered later; it has neither passed nor failed.",
        ),
        Text(
            "сообщение отложено",
            {"": "повторите тест позже или задайте другое время: --now 2026-11-24T12:00:00+03:00, в сценарии: now"},
            "Отложенное будет доставлено позже; тест по нему не пройден и не провален.",
        ),
    ),
    Entry(
        "message-suppressed",
        _NOTE,
        Text(
            "the message was kept back",
            {"": "`reconciler doctor --account ACCOUNT --type TYPE` says why"},
            "What is kept back has neither passed nor failed.",
        ),
        Text(
            "сообщение не отправлено",
            {"": "почему, говорит `reconciler doctor --account АДРЕС --type ТИП`"},
            "По неотправленному тест не пройден и не провален.",
        ),
    ),
    Entry(
        "mojibake",
        _ERROR,
        Text(
            "letters arrived in the wrong character set",
            {"": "mend the character set that the transport names"},
            "Words such as РџСЂРёРІРµС‚ come about where UTF-8 is read as another character set.",
        ),
        Text(
            "буквы пришли в неверной кодировке",
            {"": "исправьте кодировку, которую называет транспорт"},
            "Слова вроде РџСЂРёРІРµС‚ получаются, когда UTF-8 читают в другой кодировке.",
        ),
    ),
    Entry(
        "never-answered",
        _ERROR,
        Text(
            "nobody answered within {limit} s, and nothing arrived",
            {"": "look at whether the transport's other side is up"},
            "A message that was handed over and never answered may have been lost.",
        ),
        Text(
            "за {limit} с никто не ответил, и ничего не пришло",
            {"": "проверьте, работает ли другая сторона транспорта"},
            "Сообщение, на которое так и не ответили, могло потеряться.",
        ),
    ),
    Entry(
        "no-message",
        _ERROR,
        Text(
            "no message was made for this contact",
            {"": "run the test again; if it stays so, report it: reconciler support-bundle"},
            "The event is routed here, and yet nothing was sent.",
        ),
        Text(
            "для этого контакта сообщение не создано",
            {"": "повторите тест; если так останется, сообщите нам: reconciler support-bundle"},
            "Событие должно прийти сюда, но ничего не было отправлено.",
        ),
    ),
    Entry(
        "not-rejected",
        _ERROR,
        Text(
            "the event was to be rejected and was accepted; it was sent to nobody",
            {"": "correct the scenario, or the schema of the event's payload"},
            "An erroneous event that is accepted would reach people.",
        ),
        Text(
            "событие должно было быть отвергнуто, а его приняли; никому ничего не отправлено",
            {"": "исправьте сценарий или схему данных события"},
            "Ошибочное событие, которое принимают, дошло бы до людей.",
        ),
    ),
    Entry(
        "not-tried",
        _NOTE,
        Text(
            "this contact was left out of the run",
            {"": "name its account, or run the test without naming any"},
            "What was not tried proves nothing.",
        ),
        Text(
            "этот контакт не участвовал в запуске",
            {"": "укажите его учётную запись или запустите тест без указания"},
            "То, что не проверялось, ничего не доказывает.",
        ),
    ),
    Entry(
        "nothing-arrived",
        _ERROR,
        Text(
            "the transport took it, and nothing arrived within {limit} s",
            {"": "look at the journal of the transport's other side"},
            "A server that says yes and delivers nothing is the failure nobody notices. Only what arrived passes.",
        ),
        Text(
            "транспорт принял сообщение, но за {limit} с ничего не пришло",
            {"": "посмотрите журнал на другой стороне транспорта"},
            "Сервер, который принимает и не доставляет, — отказ, которого никто не замечает. Пройденным считается только то, что пришло.",
        ),
    ),
    Entry(
        "outside-policy",
        _NOTE,
        Text(
            "the project's policy lets nothing out to this contact",
            {"": "policy and recipients in reconciler.yaml say what may leave; correct the scenario, or test in another environment"},
            "A project may forbid types and channels, and an environment may name the only addresses that may receive anything.",
        ),
        Text(
            "политика проекта ничего не выпускает на этот контакт",
            {"": "что разрешено, говорят policy и recipients в reconciler.yaml; исправьте сценарий или проверяйте в другой среде"},
            "Проект может запретить типы и каналы, а среда — назвать единственные адреса, на которые можно отправлять.",
        ),
    ),
    Entry(
        "parts-differ",
        _ERROR,
        Text(
            'the {part} part of the mail lacks "{field}", which the other one has',
            {"": "mend the template, so that both parts say the same"},
            "An e-mail has a text and an HTML part, and nobody knows which one is read.",
        ),
        Text(
            "в части {part} письма нет «{field}», а в другой есть",
            {"": "исправьте шаблон, чтобы обе части говорили одно и то же"},
            "В письме есть текст и HTML, и неизвестно, что из них прочитают.",
        ),
    ),
    Entry(
        "pattern-unmatched",
        _ERROR,
        Text(
            '{place} wants a text that matches "{text}"',
            {"": "look at the message as received, and correct the scenario or the template"},
            "The pattern is sought in subject, text and HTML, decoded.",
        ),
        Text(
            "{place} ждёт текста, которому соответствует «{text}»",
            {"": "посмотрите полученное сообщение и исправьте сценарий или шаблон"},
            "Выражение ищут в теме, тексте и HTML после декодирования.",
        ),
    ),
    Entry(
        "placeholder-left",
        _ERROR,
        Text(
            'the message contains "{text}", which nobody filled in',
            {"": "mend the template"},
            "Signs of templates and words such as None, null and undefined say that a value was not there. In what the event itself says they are data.",
        ),
        Text(
            "в сообщении осталось «{text}», которое ничем не заполнено",
            {"": "исправьте шаблон"},
            "Знаки шаблонов и слова вроде None, null и undefined говорят, что значения не было. В том, что говорит само событие, это данные.",
        ),
    ),
    Entry(
        "quiet-hours-now",
        _NOTE,
        Text(
            "it is quiet hours there: it will be delivered later",
            {"": "test again later, or by another clock: --now 2026-11-24T12:00:00+03:00, in a scenario: now"},
            "Quiet hours put notifications off; urgent and mandatory types ignore them. What is put off has neither passed nor failed.",
        ),
        Text(
            "там сейчас тихие часы: будет доставлено позже",
            {"": "повторите тест позже или задайте другое время: --now 2026-11-24T12:00:00+03:00, в сценарии: now"},
            "Тихие часы откладывают уведомления; срочные и обязательные типы их не соблюдают. По отложенному тест не пройден и не провален.",
        ),
    ),
    Entry(
        "recipient-suspended",
        _NOTE,
        Text(
            "the recipient is suspended and receives nothing",
            {"": "correct the scenario, or remove suspended: true"},
            "A suspended account keeps everything and is told of nothing.",
        ),
        Text(
            "получатель приостановлен и ничего не получает",
            {"": "исправьте сценарий или уберите suspended: true"},
            "У приостановленной учётной записи всё сохраняется, но ничего не приходит.",
        ),
    ),
    Entry(
        "sent-though-rejected",
        _ERROR,
        Text(
            "a message was sent of an event that was to be rejected",
            {"": "correct the scenario, or the schema of the event's payload"},
            "An erroneous event must reach nobody.",
        ),
        Text(
            "отправлено сообщение по событию, которое должно было быть отвергнуто",
            {"": "исправьте сценарий или схему данных события"},
            "Ошибочное событие не должно дойти ни до кого.",
        ),
    ),
    Entry(
        "sent-though-silent",
        _ERROR,
        Text(
            "a message was sent though the event does not reach this contact",
            {"": "report it: reconciler support-bundle"},
            "By the live state nothing is delivered here.",
        ),
        Text(
            "сообщение отправлено, хотя событие не должно приходить на этот контакт",
            {"": "сообщите нам: reconciler support-bundle"},
            "По действующему состоянию сюда ничего не доставляется.",
        ),
    ),
    Entry(
        "text-forbidden",
        _ERROR,
        Text(
            '{place} does not want the text "{text}", and it is there',
            {"": "look at the message as received, and correct the scenario or the template"},
            "The text is sought in subject, text and HTML, decoded.",
        ),
        Text(
            "по {place} текста «{text}» быть не должно, а он есть",
            {"": "посмотрите полученное сообщение и исправьте сценарий или шаблон"},
            "Текст ищут в теме, тексте и HTML после декодирования.",
        ),
    ),
    Entry(
        "text-missing",
        _ERROR,
        Text(
            '{place} wants the text "{text}", and it is not there',
            {"": "look at the message as received, and correct the scenario or the template"},
            "The text is sought in subject, text and HTML, decoded; spaces of any kind and ends of lines are all the same.",
        ),
        Text(
            "{place} ждёт текста «{text}», а его нет",
            {"": "посмотрите полученное сообщение и исправьте сценарий или шаблон"},
            "Текст ищут в теме, тексте и HTML после декодирования; пробелы любого вида и переносы строк не различаются.",
        ),
    ),
    Entry(
        "text-not-legible",
        _ERROR,
        Text(
            "what arrived cannot be read in the character set it names",
            {"": "mend the character set that the transport names"},
            "Every part says in which character set it is written, and every byte has to fit it.",
        ),
        Text(
            "пришедшее нельзя прочитать в указанной кодировке",
            {"": "исправьте кодировку, которую называет транспорт"},
            "Каждая часть говорит, в какой она кодировке, и каждый байт должен ей соответствовать.",
        ),
    ),
    Entry(
        "told-though-silent",
        _ERROR,
        Text(
            "{place} wants silence at {at}, but {type} is delivered there",
            {"": "correct the scenario or switch the type off"},
            "What a scenario lists under silent, or leaves out under only: true, may receive nothing.",
        ),
        Text(
            "{place} ждёт тишины у {at}, но {type} туда доставляется",
            {"": "исправьте сценарий или выключите тип"},
            "То, что сценарий указал в silent или не назвал при only: true, не должно получить ничего.",
        ),
    ),
    Entry(
        "transport-failed",
        _ERROR,
        Text(
            "the transport of {channel} did not deliver it (answer: {answer})",
            {"": "look at the transport's settings; `reconciler doctor` tries them"},
            "The other side refused the message, or could not be reached.",
        ),
        Text(
            "транспорт канала {channel} не доставил сообщение (ответ: {answer})",
            {"": "проверьте настройки транспорта; `reconciler doctor` их пробует"},
            "Другая сторона отказалась принять сообщение или была недоступна.",
        ),
    ),
)
