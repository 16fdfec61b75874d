"""What can keep a message from being written."""

from __future__ import annotations

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

FAULTS: tuple[Entry, ...] = (
    Entry(
        "unusable-address",
        Severity.ERROR,
        Text(
            "{address} cannot stand in the header of an e-mail; nothing was sent to it",
            {"": "correct the address; for a sender, look at the transport in the project file"},
            "An e-mail names one address in a header: something before an @, a domain behind it, and no spaces, quotes, brackets, commas or ends of lines, with which "
            "an address could add headers or recipients of its own. Files with such an address are refused, so it has come from the live system, or it is the "
            "sender of the project file.",
        ),
        Text(
            "{address} нельзя указать в заголовке письма; на этот адрес ничего не отправлено",
            {"": "исправьте адрес; если это отправитель, посмотрите транспорт в файле проекта"},
            "Письмо называет в заголовке один адрес: что-то до знака @, домен после него, и никаких пробелов, кавычек, скобок, запятых и концов строк, с помощью которых "
            "адрес мог бы добавить свои заголовки или получателей. Файлы с таким адресом отклоняются, поэтому он пришёл из действующей системы, или это отправитель "
            "из файла проекта.",
        ),
    ),
)
