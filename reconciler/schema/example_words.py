"""What made-up events speak of. Real enough to be read, with the letters and signs that get lost on the way to people: Cyrillic, ё, «», №, ₽, an ampersand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "account_number": ("40817-00042", "40817-00042"),
    "affected": ("Посёлок Озёрный, ул. Зелёная, д. 1–15", "Ozyorny, Zelyonaya street 1–15"),
    "area": ("Посёлок Озёрный, ул. Зелёная, д. 1–15", "Ozyorny, Zelyonaya street 1–15"),
    "changed_by": ("отдел «Приём заявок»", "the “Requests” department"),
    "changes": ("Ускорена загрузка писем.\nИсправлен поиск по № заказа.", "Letters load sooner.\nSearching by order No. works again."),
    "channel": ("email", "email"),
    "client": ("ООО «Ромашка»", "Romashka & Co"),
    "contact_masked": ("i•••••@teleset.example", "i•••••@teleset.example"),
    "customer": ("ООО «Ромашка»", "Romashka & Co"),
    "days_left": ("30", "30"),
    "errors": ("amount: money\nends_at: order", "amount: money\nends_at: order"),
    "first_name": ("Алёна", "Alyona"),
    "license_name": ("Лицензия на услуги связи № 77-15", "Licence for communication services No. 77-15"),
    "license_number": ("Л030-00114-77/00001", "L030-00114-77/00001"),
    "new_status": ("в работе", "in progress"),
    "old_status": ("принят", "accepted"),
    "overdue_by": ("2 ч", "2 h"),
    "period": ("ноябрь 2026", "November 2026"),
    "platform": ("площадка «Заказ РФ»", "the “Zakaz RF” platform"),
    "purpose": ("Абонентская плата по договору № 17", "Subscription under contract No. 17"),
    "purchase_number": ("0373100000126000017", "0373100000126000017"),
    "reason": ("почтовый ящик переполнен (452)", "the mailbox is full (452)"),
    "sender": ("Служба поддержки «ТелеСеть»", "TeleSet support"),
    "service": ("Интернет «Домашний» 100 Мбит/с", "Home internet “100” & TV"),
    "site": ("lk.teleset.example", "lk.teleset.example"),
    "stage": ("подача заявок", "bids are taken"),
    "station": ("БС № 17 «Озёрная»", "BS No. 17 “Ozyornaya”"),
    "region": ("Приозёрский район", "Priozyorsk district"),
    "subject": ("Ремонт линии на ул. Зелёной, д. 5", "Repair of the line in Zelyonaya street 5"),
    "summary": ("Нет связи в посёлке Озёрный; устраняем.", "No connection in Ozyorny; being repaired."),
    "time_left": ("1 д", "1 d"),
    "title": ("Плановые работы: замена кабеля № 3", "Planned works: replacing cable No. 3"),
    "type": ("payment", "payment"),
    "version": ("2.14", "2.14"),
}
"""By the name of the field: (Russian, English). A name only chooses the words; what a field has to be is said by its schema."""

ANYTHING: Final = ("Пробный текст: ёлка, «кавычки», № {number}", "Sample text: “quotes” & No. {number}")

CANDIDATES: Final = (
    "A-17",
    "a17",
    "a-17",
    "A17",
    "17",
    "1",
    "042",
    "2026",
    "0000000017",
    "1234.50",
    "+78000000017",
    "duty@teleset.example",
    "teleset.example",
    "Ab",
    "AB",
    "abc",
    "АБВ",
    "абв",
)
"""What may happen to fit a pattern."""

FORMATTED: Final[Mapping[str, str]] = {
    "email": "duty@teleset.example",
    "idn-email": "duty@teleset.example",
    "hostname": "lk.teleset.example",
    "ipv4": "192.0.2.17",
    "ipv6": "2001:db8::17",
    "uuid": "5f0c7a52-3a0e-4c5e-9d6f-0a17a17a17a1",
    "uri": "https://lk.teleset.example/orders/A-17",
    "time": "10:00:00Z",
    "duration": "P3D",
}
"""What the `format` of JSON Schema asks for."""
