"""What fmt --fix mends, and what it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent

import pytest

from reconciler.documents.edits import apply
from reconciler.documents.scanning import UnformattableText
from reconciler.engine.fix import Titles
from reconciler.engine.fixing import fixed
from reconciler.model.formatted import Fix
from reconciler.model.limits import Limits
from reconciler.model.settings import NotificationType
from reconciler.schema.shape import _FALSE, _TRUE
from reconciler.settings.catalogue import CATALOGUE
from reconciler.settings.findings import Findings
from reconciler.settings.types import types_of
from tests.unit.settings.declare import documents

HEAD = "version: 1\nkind: Organization\nid: teleset\nname: X\n"
OWN = (
    """
version: 1
kind: NotificationType
id: outage
title: {ru: Отказ узла, en: Node outage}
""",
    """
version: 1
kind: NotificationType
id: payment-2
title: {ru: Уведомления об оплате, en: Second payment}
""",
)
CYRILLIC_O = "\u043e"


def fix(text: str, *own: str) -> tuple[str, list[Fix]]:
    def types() -> Mapping[str, NotificationType]:
        return types_of(documents(*own), (), Findings(complete=False))[0]

    return fixed(text, Limits(), Titles({type_.id: type_ for type_ in CATALOGUE}, types))


MENDED = {
    "numbers": (
        "inn: 0212345670\nogrn: 1027700000020\nkpp: 770701001\nsupport: {phone: +78000000000}",
        'inn: "0212345670"\nogrn: "1027700000020"\nkpp: "770701001"\nsupport: {phone: "+78000000000"}',
        [
            "quote unquoted-number 5:6 0212345670 0212345670",
            "quote unquoted-number 6:7 1027700000020 1027700000020",
            "quote unquoted-number 7:6 770701001 770701001",
            "quote unquoted-number 8:18 +78000000000 +78000000000",
        ],
    ),
    "what other programs take for numbers or dates": (
        "notifications: {quiet_hours: {from: 22:00, to: 08:00}}\ncontacts: {x: {channel: max, address: a, consent: {basis: law, since: 2025-06-01}}}",
        'notifications: {quiet_hours: {from: "22:00", to: "08:00"}}\ncontacts: {x: {channel: max, address: a, consent: {basis: law, since: "2025-06-01"}}}',
        ["quote - 5:37 22:00 22:00", "quote - 5:48 08:00 08:00", "quote - 6:71 2025-06-01 2025-06-01"],
    ),
    "phones": (
        "contacts:\n  sms: 8 (916) 000-00-01\n  a: {channel: sms, address: '+7 916 000 00 02'}\n  b: {address: +79160000003, channel: sms}\n  c: {channel: sms, address: 79160000004}",
        'contacts:\n  sms: "+79160000001"\n  a: {channel: sms, address: "+79160000002"}\n  b: {address: "+79160000003", channel: sms}\n  c: {channel: sms, address: "+79160000004"}',
        [
            "phone - 6:8 8 (91•••••01 +7916•••••01",
            "phone - 7:30 +7 91•••••02 +7916•••••02",
            "quote unquoted-number 8:16 +7916•••••03 +7916•••••03",
            "phone - 9:30 79160•••••04 +7916•••••04",
        ],
    ),
    "domains": (
        "contacts:\n  email: Anna.I@TeleSet.Example\n  a: {channel: email, address: \"X@A.EXAMPLE\"}\n  b: {channel: email, address: 'x@Почта.РФ'}",
        "contacts:\n  email: Anna.I@teleset.example\n  a: {channel: email, address: \"X@a.example\"}\n  b: {channel: email, address: 'x@Почта.РФ'}",
        ["domain - 6:10 A•••••@TeleSet.Example A•••••@teleset.example", "domain - 7:32 X•••••@A.EXAMPLE X•••••@a.example"],
    ),
    "titles": (
        'notifications: {types: [Уведомления об оплате, «имя», orders]}\nrequirements:\n  Состояние и изменение баланса лицевого счета: {}\nroles: {a: {notifications: {types: {УВЕДОМЛЕНИЯ\u00a0О ЗАКАЗАХ: true, "Node outage": [sms]}}}}',
        "notifications: {types: [payment, «имя», orders]}\nrequirements:\n  account-balance: {}\nroles: {a: {notifications: {types: {orders: true, outage: [sms]}}}}",
        [
            "title unknown-type 5:25 Уведомления об оплате payment",
            "title unknown-type 7:3 Состояние и изменение баланса лицевого счета account-balance",
            "title unknown-type 8:37 УВЕДОМЛЕНИЯ О ЗАКАЗАХ orders",
            "title unknown-type 8:66 Node outage outage",
        ],
    ),
    "words for true and false": (
        "notifications: {types: {payment: да, orders: \"НЕТ\", works: yes, messages: off, documents: 'true'}}\nprotected: Да",
        "notifications: {types: {payment: true, orders: false, works: true, messages: false, documents: true}}\nprotected: true",
        [
            "boolean not-a-choice 5:34 да true",
            "boolean not-a-choice 5:46 НЕТ false",
            "boolean not-a-choice 5:60 yes true",
            "boolean not-a-choice 5:75 off false",
            "boolean not-a-choice 5:91 true true",
            "boolean not-a-choice 6:12 Да true",
        ],
    ),
    "typographic quotes": (
        "inn: “7700000070”\nform: „company“\nnotifications: {types: {“works”: true}}\nlocale: «ru»",
        'inn: "7700000070"\nform: "company"\nnotifications: {types: {"works": true}}\nlocale: "ru"',
        [
            "typographic-quote typographic-quote 5:6 “7700000070” 7700000070",
            "typographic-quote typographic-quote 6:7 „company“ company",
            "typographic-quote typographic-quote 7:25 “••••• works",
            "typographic-quote typographic-quote 8:9 «ru» ru",
        ],
    ),
    "keys that are read as numbers": (
        "accounts:\n  17: {audience: external, contacts: {1: {channel: sms, address: 89160000001}}}",
        'accounts:\n  "17": {audience: external, contacts: {"1": {channel: sms, address: "+79160000001"}}}',
        ["quote non-string-key 6:3 17 17", "quote non-string-key 6:39 1 1", "phone unquoted-number 6:66 89160•••••01 +7916•••••01"],
    ),
    "an ambiguous number where any text will do": (
        "contacts: {a: {channel: telegram, address: 1_000}, b: {channel: telegram, address: 0x1F}}",
        'contacts: {a: {channel: telegram, address: "1_000"}, b: {channel: telegram, address: "0x1F"}}',
        ["quote ambiguous-number 5:44 1••••• 1•••••", "quote unquoted-number 5:84 0••••• 0•••••"],
    ),
}


@pytest.mark.parametrize("case", MENDED)
def test_what_can_only_mean_one_thing_is_mended(case: str) -> None:
    before, after, fixes = MENDED[case]
    result, made = fix(HEAD + before + "\n", *OWN[:1])
    assert result == HEAD + after + "\n"
    assert [f"{one.kind} {one.code or '-'} {one.line}:{one.column} {one.before} {one.after}" for one in made] == fixes
    assert fix(result, *OWN[:1]) == (result, [])


def test_hidden_characters_where_yaml_reads_its_signs() -> None:
    text = HEAD + 'kpp:\u00a0\u00a0"770701001"\naccounts:\n\u00a0 ivanova:\n    family_name: Иванова\u200b\n  pe\u200btrov: {}\nlocale: “ru”\u200b # \u200b\n'
    result, made = fix(text)
    assert result == HEAD + 'kpp:  "770701001"\naccounts:\n  ivanova:\n    family_name: Иванова\n  petrov: {}\nlocale: "ru" # \u200b\n'
    assert [(one.kind, one.line, one.column, str(one.before), str(one.after)) for one in made] == [
        ("invisible-character", 5, 5, "U+00A0", " "),
        ("invisible-character", 5, 6, "U+00A0", " "),
        ("invisible-character", 7, 1, "U+00A0", " "),
        ("invisible-character", 8, 25, "U+200B", ""),
        ("invisible-character", 9, 5, "U+200B", ""),
        ("typographic-quote", 10, 9, "“ru”", "ru"),
        ("invisible-character", 10, 13, "U+200B", ""),
    ]


def test_the_version_of_the_format() -> None:
    result, made = fix('version: "1"\nkind: Organization\nid: a\nname: X\n')
    assert result.startswith("version: 1\n")
    assert [(one.kind, one.code) for one in made] == [("version", "unsupported-version")]
    assert fix("version: '2'\nkind: Organization\n")[1] == []


LEFT = {
    "a slip of the pen": "notifications: {types: [paymant], channels: [emial]}",
    "a title that two types have": "notifications: {types: [Уведомления об оплате]}",
    "a title whose id stands there already": "notifications: {types: {Уведомления о заказах: true, orders: false}}",
    "a title twice": "notifications: {types: [orders, Уведомления о заказах]}",
    "a title in another place": "roles: {Уведомления о заказах: {}}\nname: Уведомления о заказах",
    "a number that is none of these in quotes either": "inn: 77000000\nogrn: 10277000000201027700",
    "a number where a number belongs": "requirements: {payment: {recipients: 2}}",
    "a name that is true": "parent: true\nlocale: null",
    "a text that may be one": f"contacts: {{telegram: да, email: 'x@{CYRILLIC_O}.example'}}",
    "a phone nobody can call": 'contacts: {sms: "9160000001", a: {channel: sms, address: "+7916"}, b: {channel: email, address: X}}',
    "a channel that is not its own": 'contacts: {email: {channel: sms, address: "8 916 000-00-01"}}',
    "what has an anchor or a tag": "contacts: {sms: &x 89160000001, email: !!str A@B.EXAMPLE, a: {channel: sms, address: *x}}",
    "what goes over two lines": "notifications:\n  types:\n    - Уведомления\n      о заказах",
    "guillemets around Russian words": "name: «Телесеть»",
    "a support address, which is shown as it is written": "support: {email: A@B.Example, phone: 8 800 000-00-00x}",
}


@pytest.mark.parametrize("case", LEFT)
def test_what_would_be_a_guess_is_left(case: str) -> None:
    text = HEAD.replace("name: X\n", "") + LEFT[case] + "\n"
    assert fix(text, *OWN) == (text, [])


def test_nothing_is_done_about_secrets_and_options_nobody_knows() -> None:
    text = "version: 1\nkind: Project\nmanager: x\ntransports: {email: {username: 0123, port: 25, retries: 3}}\n"
    assert fix(text) == (text, [])


def test_a_result_that_says_anything_else_is_never_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconciler.engine.fixing.apply", lambda text, edits: apply(text, edits).replace("name: X", "name: Y"))
    with pytest.raises(UnformattableText, match="fixes"):
        fix(HEAD + "inn: 0212345670\n")


@pytest.mark.parametrize("broken", ["x: [1\n", "id: b\n", "b: !env X\n", "\tc: 1\n", "ogrn: 10277000000201027700\n"])
def test_nothing_is_mended_in_a_text_that_cannot_be_read(broken: str) -> None:
    text = HEAD + "inn: 0212345670\n" + broken
    assert fix(text) == (text, [])


def test_documents_behind_markers_are_mended_where_they_stand() -> None:
    text = dedent(
        """\
        # one
        ---
        version: 1
        kind: Organization
        inn: 0212345670
        ...
        # two
        --- {version: 1, kind: Organization, inn: 0212345670, kpp: “770701001”}
        ...
        version: 1
        kind: Organization
        inn: 0212345670
        """
    )
    result, made = fix(text)
    assert result == text.replace("0212345670", '"0212345670"').replace("“770701001”", '"770701001"')
    assert [(one.line, one.column) for one in made] == [(5, 6), (8, 43), (8, 60), (12, 6)]


@pytest.mark.parametrize("word", sorted(_TRUE | _FALSE))
def test_every_word_that_validate_understands_is_mended(word: str) -> None:
    for written in (word, word.upper(), f'"{word}"'):
        result, _ = fix(HEAD + f"protected: {written}\n")
        assert result == HEAD + f"protected: {'true' if word in _TRUE else 'false'}\n" or written in ("true", "false", "TRUE", "FALSE")
