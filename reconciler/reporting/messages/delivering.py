"""What happens to messages on their way out, and to the transports they leave through."""

from __future__ import annotations

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

ERROR = Severity.ERROR

FAULTS: tuple[Entry, ...] = (
    Entry(
        "apprise-address",
        ERROR,
        Text(
            'the service behind the channel "{channel}" does not take this address',
            {"": "correct the contact's address; the service's page at appriseit.com says how its addresses look"},
            "Apprise makes one request for each recipient, from the URL in the project file with the address put in. It did not accept the result: the address does not have the form that the service wants.",
        ),
        Text(
            "сервис канала «{channel}» не принимает такой адрес",
            {"": "исправьте адрес контакта; как выглядят адреса сервиса, сказано на его странице на appriseit.com"},
            "Apprise делает по запросу на каждого получателя, подставляя адрес в URL из файла проекта. Результат он не принял: адрес имеет не тот вид, который нужен сервису.",
        ),
    ),
    Entry(
        "apprise-service",
        ERROR,
        Text(
            'Apprise cannot send through the service that the channel "{channel}" names',
            {"": "correct the beginning of `url`, or install the library that the service's page at appriseit.com names"},
            "The word before `://` chooses the service. It is not one that this version of Apprise knows, or one that needs another library which is not installed.",
        ),
        Text(
            "Apprise не умеет отправлять через сервис, указанный для канала «{channel}»",
            {"": "исправьте начало `url` или установите библиотеку, названную на странице сервиса на appriseit.com"},
            "Сервис выбирает слово перед `://`. Либо эта версия Apprise его не знает, либо ему нужна ещё одна библиотека, которая не установлена.",
        ),
    ),
    Entry(
        "delivery-out-of-time",
        ERROR,
        Text(
            'a message of the channel "{channel}" was not sent: the time for the run was over',
            {"": "give the run more time, or look why the transport is slow"},
            "A run has so many seconds in all. What has not left by then is not begun any more, and counts as not sent.",
        ),
        Text(
            "сообщение канала «{channel}» не отправлено: закончилось время прогона",
            {"": "дайте прогону больше времени или выясните, почему транспорт работает медленно"},
            "У прогона есть предел времени. То, что к этому моменту не ушло, уже не отправляется и считается неотправленным.",
        ),
    ),
    Entry(
        "delivery-put-off",
        ERROR,
        Text(
            'the server of the channel "{channel}" asked to try later, and did so to the last try ({answer})',
            {"": "try again later; the code in brackets says why, and the provider's documentation explains it"},
            "An answer such as 451 or HTTP 429 means that the message may be accepted later. It is tried again a few times, after the time the server asks for, but not after more than a minute.",
        ),
        Text(
            "сервер канала «{channel}» просил повторить позже, и так до последней попытки ({answer})",
            {"": "повторите позже; причину называет код в скобках, его значение есть в документации провайдера"},
            "Ответ вроде 451 или HTTP 429 означает, что сообщение может быть принято позже. Мы повторяем его несколько раз через время, о котором просит сервер, но не более чем через минуту.",
        ),
    ),
    Entry(
        "delivery-refused",
        ERROR,
        Text(
            'the server of the channel "{channel}" refused the message for good ({answer})',
            {"": "check the address; the code in brackets says why, and the provider's documentation explains it"},
            "An answer such as 550 or HTTP 404 means that no further try will help: the address does not exist, or does not take our messages. A redirect counts as refused, since nobody follows it.",
        ),
        Text(
            "сервер канала «{channel}» окончательно отказался принять сообщение ({answer})",
            {"": "проверьте адрес; причину называет код в скобках, его значение есть в документации провайдера"},
            "Ответ вроде 550 или HTTP 404 означает, что новые попытки не помогут: адреса нет либо он не принимает наши сообщения. Перенаправление тоже считается отказом: по нему никто не идёт.",
        ),
    ),
    Entry(
        "delivery-stopped",
        ERROR,
        Text(
            'a message of the channel "{channel}" was not sent: the run was interrupted',
            {"": "run it again"},
            "Somebody interrupted the run. What was under way has been finished where that was possible; this message had not been begun, or would have been tried once more.",
        ),
        Text(
            "сообщение канала «{channel}» не отправлено: прогон прервали",
            {"": "запустите ещё раз"},
            "Прогон прервали. Начатое по возможности завершено; это сообщение ещё не начинали отправлять или должны были отправить ещё раз.",
        ),
    ),
    Entry(
        "delivery-unknown",
        ERROR,
        Text(
            'it is not known whether a message of the channel "{channel}" arrived: it was handed over, and no answer came',
            {"": "look at what the recipient has before sending it again"},
            "The connection broke, or nothing was said for too long, after the whole message was out. It may have been accepted. It is not sent a second time, because then it might arrive twice; it is not counted as delivered either.",
        ),
        Text(
            "неизвестно, дошло ли сообщение канала «{channel}»: оно передано, а ответ не пришёл",
            {"": "прежде чем отправлять снова, посмотрите, что получил адресат"},
            "Связь оборвалась, или ответа не было слишком долго, когда сообщение уже ушло целиком. Возможно, его приняли. Второй раз мы его не отправляем, чтобы оно не пришло дважды, но и доставленным не считаем.",
        ),
    ),
    Entry(
        "no-inapp",
        ERROR,
        Text(
            'the live system takes no messages, so the channel "{channel}" has no transport',
            {"": "take the type off this channel, or choose a backend that has a cabinet"},
            "Messages of the cabinet are kept by the live system itself, where their recipients find them. This backend has no place for them.",
        ),
        Text(
            "действующая система не принимает сообщений, поэтому у канала «{channel}» нет транспорта",
            {"": "уберите этот канал у типа или выберите бэкенд, в котором есть личный кабинет"},
            "Сообщения личного кабинета хранит сама действующая система, там их и находят получатели. В этом бэкенде для них нет места.",
        ),
    ),
    Entry(
        "no-transport",
        ERROR,
        Text(
            'the channel "{channel}" has no transport',
            {"": "say in reconciler.yaml how its messages leave: `transports`, then the channel, then `type`"},
            "People have contacts of this channel, and the project file does not say how messages get to them. `docs/transports.md` has an example of every kind.",
        ),
        Text(
            "у канала «{channel}» нет транспорта",
            {"": "укажите в reconciler.yaml, как уходят его сообщения: `transports`, затем канал, затем `type`"},
            "У людей есть контакты этого канала, а файл проекта не говорит, как до них доходят сообщения. Примеры всех видов есть в `docs/transports.md`.",
        ),
    ),
    Entry(
        "simulated-permanent",
        ERROR,
        Text(
            'the address of the channel "{channel}" is one that always fails for good',
            {"": "use another address to reach somebody"},
            "Addresses of the domain simulator.invalid, and a few numbers, answer by themselves and reach nobody: they are there to try out what an outcome looks like. `docs/transports.md` lists them.",
        ),
        Text(
            "адрес канала «{channel}» предназначен для проверок: по нему всегда окончательный отказ",
            {"": "чтобы до кого-то дописаться, укажите другой адрес"},
            "Адреса домена simulator.invalid и несколько номеров отвечают сами и ни до кого не доходят: на них проверяют, как выглядит тот или иной исход. Их список есть в `docs/transports.md`.",
        ),
    ),
    Entry(
        "simulated-temporary",
        ERROR,
        Text(
            'the address of the channel "{channel}" is one that always fails for now',
            {"": "use another address to reach somebody"},
            "Addresses of the domain simulator.invalid, and a few numbers, answer by themselves and reach nobody: they are there to try out what an outcome looks like. `docs/transports.md` lists them.",
        ),
        Text(
            "адрес канала «{channel}» предназначен для проверок: по нему всегда временный отказ",
            {"": "чтобы до кого-то дописаться, укажите другой адрес"},
            "Адреса домена simulator.invalid и несколько номеров отвечают сами и ни до кого не доходят: на них проверяют, как выглядит тот или иной исход. Их список есть в `docs/transports.md`.",
        ),
    ),
    Entry(
        "sinks-failed",
        ERROR,
        Text(
            "the servers of this machine that stand in for the real ones cannot be opened",
            {"": "look whether programs may be started here and may listen on 127.0.0.1, and whether the temporary directory can be written"},
            "In the sandbox, messages go to two small servers in a process of their own. It did not start, may not listen, or has ended.",
        ),
        Text(
            "не удаётся запустить серверы этой машины, которые заменяют настоящие",
            {"": "проверьте, что здесь разрешено запускать программы и слушать на 127.0.0.1 и что во временный каталог можно писать"},
            "В песочнице сообщения идут на два небольших сервера в отдельном процессе. Он не запустился, не может слушать порт или уже завершился.",
        ),
    ),
    Entry(
        "smpp-missing",
        ERROR,
        Text(
            'the channel "{channel}" uses SMPP, and the library for it is not installed',
            {"": "install it: pip install 'notification-reconciler[smpp]'"},
            "SMPP is spoken by the library smpplib, which is installed only where somebody asks for it.",
        ),
        Text(
            "канал «{channel}» использует SMPP, а нужная для этого библиотека не установлена",
            {"": "установите её: pip install 'notification-reconciler[smpp]'"},
            "По SMPP работает библиотека smpplib, которая устанавливается только по запросу.",
        ),
    ),
    Entry(
        "transport-broke",
        ERROR,
        Text(
            'the transport of the channel "{channel}" failed in a way it should not',
            {"": "please report it: `reconciler support-bundle` collects what is needed"},
            "A mistake in the program, or in a library it uses, ended the sending of this message. The others were not touched by it. Whether this one arrived is not known.",
        ),
        Text(
            "транспорт канала «{channel}» отказал так, как не должен",
            {"": "сообщите нам: `reconciler support-bundle` соберёт нужное"},
            "Отправка этого сообщения прервалась из-за ошибки в программе или в библиотеке. Остальных она не коснулась. Дошло ли это сообщение, неизвестно.",
        ),
    ),
    Entry(
        "transport-ca-file",
        ERROR,
        Text(
            'the file of certificates of the channel "{channel}" cannot be read',
            {"": "correct `ca_file`: a path from the project file to certificates in PEM form"},
            "`ca_file` names the authorities that are believed, instead of the system's. The file is not there, may not be read, or holds no certificates.",
        ),
        Text(
            "не читается файл сертификатов канала «{channel}»",
            {"": "исправьте `ca_file`: это путь от файла проекта к сертификатам в виде PEM"},
            "`ca_file` называет центры, которым мы доверяем, вместо системных. Файла нет, его нельзя прочитать или в нём нет сертификатов.",
        ),
    ),
    Entry(
        "transport-certificate",
        ERROR,
        Text(
            'the server of the channel "{channel}" does not prove who it is: its certificate is not valid here',
            {"": "have the certificate renewed, or name the authority that issued it as `ca_file`"},
            "The certificate has expired, was issued for another name, or by an authority that is not believed here. Nothing was sent, since it could have gone to anybody.",
        ),
        Text(
            "сервер канала «{channel}» не подтвердил, кто он: его сертификат здесь недействителен",
            {"": "обновите сертификат или укажите выдавший его центр в `ca_file`"},
            "Сертификат просрочен, выдан на другое имя или центром, которому здесь не доверяют. Ничего не отправлено: данные могли бы попасть к кому угодно.",
        ),
    ),
    Entry(
        "transport-dns",
        ERROR,
        Text(
            'the name of the server of the channel "{channel}" could not be looked up just now',
            {"": "try again; if it lasts, check the machine's name servers"},
            "The name server did not answer, or said that it does not know for now. The name itself may be right.",
        ),
        Text(
            "имя сервера канала «{channel}» сейчас не удалось найти",
            {"": "повторите; если не проходит, проверьте серверы имён этой машины"},
            "Сервер имён не ответил или сообщил, что пока не знает ответа. Само имя может быть верным.",
        ),
    ),
    Entry(
        "transport-down",
        ERROR,
        Text(
            'the transport of the channel "{channel}" is down: nothing has gone through it for a while',
            {"": "see what its first failures were, and try again when it works"},
            "After several failures over ten seconds without any success, further messages are not made to wait in their turn: they fail at once, and one is tried every ten seconds.",
        ),
        Text(
            "транспорт канала «{channel}» не работает: через него уже некоторое время ничего не проходит",
            {"": "посмотрите, какими были первые отказы, и повторите, когда он заработает"},
            "Если за десять секунд было несколько отказов и ни одной удачи, остальные сообщения не ждут своей очереди: они получают отказ сразу, и раз в десять секунд делается одна попытка.",
        ),
    ),
    Entry(
        "transport-login",
        ERROR,
        Text(
            'the server of the channel "{channel}" does not accept our name and password ({answer})',
            {"": "check `username`, and what the reference in `password` leads to"},
            "The log-in was refused. It is not tried again with every message: many servers shut out who is wrong too often.",
        ),
        Text(
            "сервер канала «{channel}» не принимает наши имя и пароль ({answer})",
            {"": "проверьте `username` и то, на что ссылается `password`"},
            "Вход отклонён. Мы не повторяем его с каждым сообщением: многие серверы закрывают доступ тем, кто ошибается слишком часто.",
        ),
    ),
    Entry(
        "transport-lost",
        ERROR,
        Text(
            'the connection to the server of the channel "{channel}" broke, before a message was handed over',
            {"": "try again; if it lasts, look for what ends connections in between: a firewall, a proxy, a limit of the server"},
            "The server, or something in between, ended the connection. No message was on it, or only the beginning of one, so it is tried again a few times.",
        ),
        Text(
            "соединение с сервером канала «{channel}» оборвалось раньше, чем сообщение было передано",
            {"": "повторите; если не проходит, выясните, кто обрывает соединения: межсетевой экран, прокси, предел на сервере"},
            "Сервер или кто-то между нами закрыл соединение. Сообщения на нём не было или было только его начало, поэтому мы повторяем несколько раз.",
        ),
    ),
    Entry(
        "transport-no-8bit",
        ERROR,
        Text(
            'the server of the channel "{channel}" takes only mail in ASCII, and this one is not',
            {"": "report it: our mail should never need this"},
            "Mail in other bytes needs a server with the extension 8BITMIME, which nearly all have had for twenty years.",
        ),
        Text(
            "сервер канала «{channel}» принимает только письма в ASCII, а это письмо не такое",
            {"": "сообщите нам: нашим письмам это не должно требоваться"},
            "Для писем с другими байтами нужен сервер с расширением 8BITMIME; оно уже двадцать лет есть почти у всех.",
        ),
    ),
    Entry(
        "transport-no-login",
        ERROR,
        Text(
            'the server of the channel "{channel}" offers no log-in that we know',
            {"": "leave `username` and `password` out if it needs none, or check host, port and `tls`"},
            "A name and a password are given, and the server does not ask for any, or not on this port, or only by a method we do not have.",
        ),
        Text(
            "сервер канала «{channel}» не предлагает знакомого нам способа входа",
            {"": "уберите `username` и `password`, если вход не нужен, или проверьте адрес, порт и `tls`"},
            "Имя и пароль указаны, а сервер их не спрашивает, спрашивает на другом порту или только способом, которого у нас нет.",
        ),
    ),
    Entry(
        "transport-no-tls",
        ERROR,
        Text(
            'the server of the channel "{channel}" does not offer STARTTLS',
            {"": "check host and port; say `tls: tls` where it is encrypted from the first byte, or `tls: none` where it may be in the clear"},
            "Without encryption anybody on the way could read the messages and the password, and taking the offer away is how that is done. So nothing was sent.",
        ),
        Text(
            "сервер канала «{channel}» не предлагает STARTTLS",
            {"": "проверьте адрес и порт; укажите `tls: tls`, если шифрование идёт с первого байта, или `tls: none`, если можно открыто"},
            "Без шифрования любой по пути мог бы прочитать сообщения и пароль, и как раз для этого такое предложение и убирают. Поэтому ничего не отправлено.",
        ),
    ),
    Entry(
        "transport-no-utf8",
        ERROR,
        Text(
            'the server of the channel "{channel}" cannot take an address with letters other than Latin ones',
            {"": "use an address in Latin letters for this contact, or a server with the extension SMTPUTF8"},
            "The part before the @ is not ASCII. Such addresses need the extension SMTPUTF8 on every server on the way, and this one does not have it.",
        ),
        Text(
            "сервер канала «{channel}» не принимает адрес с нелатинскими буквами",
            {"": "укажите для этого контакта адрес латиницей или возьмите сервер с расширением SMTPUTF8"},
            "Часть адреса перед @ записана не в ASCII. Таким адресам нужно расширение SMTPUTF8 на каждом сервере по пути, а у этого его нет.",
        ),
    ),
    Entry(
        "transport-options",
        ERROR,
        Text(
            'the options of the transport of the channel "{channel}" are wrong: {options}',
            {"": "correct `transports` in reconciler.yaml: remove what is unknown, add what is missing"},
            "Each type of transport has options of its own; `docs/transports.md` lists them all. Only names are shown here, since a value may be a secret. A password is never sent unencrypted, so `username` goes with `tls: none` on this machine only.",
        ),
        Text(
            "неверные параметры транспорта канала «{channel}»: {options}",
            {"": "исправьте `transports` в reconciler.yaml: уберите лишнее, добавьте недостающее"},
            "У каждого типа транспорта свои параметры; все они есть в `docs/transports.md`. Показаны только имена, потому что значение может быть секретом. Пароль никогда не отправляется открыто, поэтому `username` вместе с `tls: none` годится только для этой машины.",
        ),
    ),
    Entry(
        "transport-refused",
        ERROR,
        Text(
            'the server of the channel "{channel}" does not let us in ({answer})',
            {"": "look the code up in the provider's documentation; often the machine's address has to be allowed there"},
            "The server answered, and refused to talk before any message was named.",
        ),
        Text(
            "сервер канала «{channel}» не пускает нас ({answer})",
            {"": "найдите код в документации провайдера; часто адрес этой машины нужно там разрешить"},
            "Сервер ответил и отказался разговаривать ещё до первого сообщения.",
        ),
    ),
    Entry(
        "transport-timeout",
        ERROR,
        Text(
            'the server of the channel "{channel}" did not answer in time',
            {"": "check host and port; raise `timeout` if it is known to be slow"},
            "The connection was not made, or the server did not say anything on it for `timeout` seconds, before a message was handed over.",
        ),
        Text(
            "сервер канала «{channel}» не ответил вовремя",
            {"": "проверьте адрес и порт; увеличьте `timeout`, если известно, что он медленный"},
            "Соединение не установилось, или сервер молчал на нём `timeout` секунд, и сообщение ещё не было передано.",
        ),
    ),
    Entry(
        "transport-tls",
        ERROR,
        Text(
            'the server of the channel "{channel}" and we find no common way to encrypt',
            {"": "check the port and `tls`: often one is that of the other kind"},
            "The handshake failed. Where a port expects TLS from the first byte and gets STARTTLS, or the other way round, it looks like this; so do servers with outdated versions of TLS.",
        ),
        Text(
            "мы и сервер канала «{channel}» не нашли общего способа шифрования",
            {"": "проверьте порт и `tls`: часто они от разных способов"},
            "Согласование не удалось. Так бывает, когда порт ждёт TLS с первого байта, а получает STARTTLS, или наоборот, и на серверах с устаревшими версиями TLS.",
        ),
    ),
    Entry(
        "transport-unknown-host",
        ERROR,
        Text(
            'the server of the channel "{channel}" does not exist: its name leads nowhere',
            {"": "correct the name of the host"},
            "The name servers say that there is no such name. It is misspelt, no longer registered, or known only inside another network.",
        ),
        Text(
            "сервера канала «{channel}» не существует: его имя никуда не ведёт",
            {"": "исправьте имя сервера"},
            "Серверы имён отвечают, что такого имени нет. В нём опечатка, его больше нет, или оно известно только внутри другой сети.",
        ),
    ),
    Entry(
        "transport-unreachable",
        ERROR,
        Text(
            'the server of the channel "{channel}" cannot be reached',
            {"": "check host and port, and whether a firewall is in between", "refused": "check host and port: there is a machine, and nothing listens there"},
            "No connection could be made. Nothing was handed over, so it is tried again a few times.",
        ),
        Text(
            "сервер канала «{channel}» недоступен",
            {
                "": "проверьте адрес и порт и нет ли на пути межсетевого экрана",
                "refused": "проверьте адрес и порт: машина есть, но на этом порту никто не отвечает",
            },
            "Соединение не удалось установить. Ничего не передано, поэтому мы повторяем несколько раз.",
        ),
    ),
    Entry(
        "transport-url",
        ERROR,
        Text(
            'the URL of the channel "{channel}" is none that can be called',
            {"": "correct it: https://, a host, and no spaces or letters other than ASCII"},
            "Something in the URL makes it unusable; the program does not guess what was meant.",
        ),
        Text(
            "по URL канала «{channel}» нельзя обратиться",
            {"": "исправьте его: https://, имя сервера, без пробелов и букв вне ASCII"},
            "Что-то в этом URL делает его непригодным; программа не угадывает, что имелось в виду.",
        ),
    ),
    Entry(
        "unknown-transport",
        ERROR,
        Text(
            'the transport of the channel "{channel}" is of a type that does not exist',
            {"": "choose one: {known:or}"},
            "`type` says how messages leave. `docs/transports.md` describes every type.",
        ),
        Text(
            "у транспорта канала «{channel}» несуществующий тип",
            {"": "выберите один: {known:or}"},
            "`type` говорит, как уходят сообщения. Все типы описаны в `docs/transports.md`.",
        ),
    ),
    Entry(
        "webhook-not-allowed",
        ERROR,
        Text(
            "the policy does not let webhooks go to this host",
            {"": "name the host in `policy.webhook_hosts`, or correct the contact's address"},
            "Once `policy.webhook_hosts` names hosts, all others are closed, also for addresses that were there before.",
        ),
        Text(
            "политика не разрешает вебхуки на этот сервер",
            {"": "назовите сервер в `policy.webhook_hosts` или исправьте адрес контакта"},
            "Как только `policy.webhook_hosts` называет серверы, все остальные закрыты, в том числе для адресов, указанных раньше.",
        ),
    ),
    Entry(
        "webhook-not-https",
        ERROR,
        Text(
            "this webhook would be sent unencrypted",
            {"": "use a URL that begins with https://, or name the host in `policy.webhook_hosts`"},
            "Only hosts that the policy names may be called without TLS: inside a network of one's own that can be meant.",
        ),
        Text(
            "этот вебхук был бы отправлен без шифрования",
            {"": "используйте URL, который начинается с https://, или назовите сервер в `policy.webhook_hosts`"},
            "Без TLS можно обращаться только к серверам, названным в политике: внутри собственной сети это бывает уместно.",
        ),
    ),
    Entry(
        "webhook-private",
        ERROR,
        Text(
            "this webhook leads to an address that is not public: to this machine, its network, or its provider's inside",
            {"": "name the host in `policy.webhook_hosts` if that is meant, or correct the contact's address"},
            "Whoever may write a contact could otherwise make this machine call services that only it can reach. The address is looked up once, and the connection goes to that very address.",
        ),
        Text(
            "этот вебхук ведёт на непубличный адрес: на эту машину, в её сеть или внутрь провайдера",
            {"": "если так и задумано, назовите сервер в `policy.webhook_hosts`, иначе исправьте адрес контакта"},
            "Иначе любой, кто может записать контакт, заставил бы эту машину обращаться к службам, доступным только ей. Адрес определяется один раз, и соединение устанавливается именно с ним.",
        ),
    ),
    Entry(
        "webhook-secret",
        ERROR,
        Text(
            "the secret that this webhook is signed with is not at hand, or is none",
            {"": "set what the contact's `secret` refers to: `whsec_` and Base64, or any other text"},
            "Unsigned, the request would look like one that anybody could have made, so it was not sent.",
        ),
        Text(
            "секрета, которым подписывается этот вебхук, нет под рукой, или он негоден",
            {"": "задайте то, на что ссылается `secret` контакта: `whsec_` и Base64 или любой другой текст"},
            "Без подписи запрос выглядел бы так, как мог бы сделать кто угодно, поэтому он не отправлен.",
        ),
    ),
)
