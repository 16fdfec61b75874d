"""Numbers, addresses and YAML traps as people meet them: each row earns exactly these codes, in the order of the file."""

from __future__ import annotations

import pytest

from tests.unit.linting.conftest import LIVE, Codes

NUMBERS = [
    # ИНН of an organization
    ('form: company\ninn: "7707083893"', []),
    ('form: bank\ninn: "7812345675"', []),
    ('form: state\ninn: "1234567894"', []),
    ('form: company\ninn: "7700000070"', []),
    ('form: company\ninn: "0212345670"', []),
    ('form: company\ninn: "7707083890"', ["inn-checksum"]),
    ('form: company\ninn: "1234567895"', ["inn-checksum"]),
    ('form: company\ninn: "0000000000"', ["inn-checksum"]),
    # ИНН of a person
    ('form: sole-proprietor\ninn: "500123456750"', []),
    ('form: sole-proprietor\ninn: "123456789047"', []),
    ('form: sole-proprietor\ninn: "021234567819"', []),
    ('form: sole-proprietor\ninn: "123456789037"', ["inn-checksum"]),
    ('form: sole-proprietor\ninn: "000000000000"', ["inn-checksum"]),
    # ОГРН
    ('form: company\nogrn: "1027700132195"', []),
    ('form: company\nogrn: "5027700000004"', []),
    ('form: company\nogrn: "1027700000020"', []),
    ('form: company\nogrn: "1027700132194"', ["ogrn-checksum"]),
    ('form: company\nogrn: "0000000000000"', ["ogrn-checksum"]),
    # ОГРНИП
    ('form: sole-proprietor\nogrn: "304770000000008"', []),
    ('form: sole-proprietor\nogrn: "315774600000124"', []),
    ('form: sole-proprietor\nogrn: "304770000000020"', []),
    ('form: sole-proprietor\nogrn: "304770000000009"', ["ogrn-checksum"]),
    # КПП
    ('form: company\nkpp: "770701001"', []),
    ('form: company\nkpp: "7707AB001"', []),
    ('form: company\nkpp: "77070100"', ["bad-kpp"]),
    # The kind goes with the form.
    ('form: company\ninn: "7707083893"\nogrn: "1027700132195"\nkpp: "770701001"', []),
    ('form: sole-proprietor\ninn: "500123456750"\nogrn: "304770000000008"', []),
    ('form: company\ninn: "500123456750"\nogrn: "304770000000008"', ["inn-kind", "ogrn-kind"]),
    ('form: sole-proprietor\ninn: "7707083893"\nogrn: "1027700132195"\nkpp: "770701001"', ["inn-kind", "ogrn-kind", "kpp-kind"]),
    ('form: company\nogrn: "2027700132194"', ["unusual-ogrn"]),
    # Separators are read over, foreign digits are refused.
    ('form: company\ninn: "77 07 083893"\nogrn: "1-02-77-00-13219-5"', []),
    ('form: sole-proprietor\ninn: "5001 2345 6750"\nogrn: "304-7700-0000-0008"', []),
    ('form: company\ninn: "77\u00a007083893"', ["bad-inn"]),
    ('form: company\ninn: "７７０７０８３８９３"', ["bad-inn"]),
    ('form: company\ninn: "٧٧٠٧٠٨٣٨٩٣"', ["bad-inn"]),
    ('form: company\ninn: "770708389²"', ["bad-inn"]),
    ('form: company\nogrn: "１０２７７００１３２１９５"', ["bad-ogrn"]),
    ('form: company\nkpp: "٧٧٠٧٠١٠٠١"', ["bad-kpp"]),
    # One error is not another: no text, a wrong length, no digit, declared twice.
    ("form: company\ninn: 7707083893", ["unquoted-number"]),
    ('form: company\ninn: "770708389"', ["bad-inn"]),
    ('form: company\ninn: "77070838933"', ["bad-inn"]),
    ('form: company\ninn: "770708389O"', ["bad-inn"]),
    ('form: company\ninn: "7700000070"\ninn: "7707083893"', ["duplicate-key"]),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS, ids=[text.replace("\n", ", ") for text, _ in NUMBERS])
def test_numbers_of_an_organization(text: str, expected: list[str], codes: Codes) -> None:
    assert [code for code, _, _ in codes(text)] == expected


SNILS = [
    # Right check digits are enough.
    ("11223344595", ["pii-in-id"]),
    ("08765430300", ["pii-in-id"]),
    ("00101998900", ["pii-in-id"]),
    ("00101999800", ["pii-in-id"]),
    ("11223344596", []),
    # Where they are wrong, only the printed form is a СНИЛС.
    ("112-233-445-95", ["pii-in-id"]),
    ("112-233-445-96", ["pii-in-id"]),
    ("client-087-654-303-00", ["pii-in-id"]),
    ("112233445-95", ["pii-in-id"]),
    ("112233445-96", []),
    # The early numbers have no check digits: as bare digits they are anything.
    ("00100199800", []),
    ("00000000123", []),
]


@pytest.mark.parametrize(("id", "expected"), SNILS, ids=[id for id, _ in SNILS])
def test_snils_has_no_field_and_no_place_in_an_id(id: str, expected: list[str], codes: Codes) -> None:
    text = f'accounts:\n  "{id}": {{audience: external, contacts: {{email: c@client.example}}, notifications: {{types: [works]}}}}\n'
    assert codes(text) == [(code, 2, 3) for code in expected]


ACCOUNT = """\
accounts:
  ivanova:
    family_name: Иванова
    given_name: Анна
    contacts:
      email: {address: %s}
      mobile: {channel: sms, address: %s, consent: {basis: contract, since: "2025-06-01"}}
    notifications: {types: {payment: [email, sms]}}
"""

PHONES = [
    ('"+79160000001"', []),
    ('"+7 916 123-45-67"', []),
    ('"8 (916) 123-45-67"', []),
    ('"79161234567"', []),
    ("8 (916) 123-45-67", []),
    ('"+7\u00a0916\u00a0123-45-67"', []),
    ('"+375 29 123-45-67"', []),
    # No sub-range of 9XX is refused.
    ('"+7 940 123-45-67"', []),
    ('"+7 949 123-45-67"', []),
    ('"+7 959 123-45-67"', []),
    ('"+7 990 123-45-67"', []),
    ('"9161234567"', ["bad-phone"]),
    ('"+7 916 123-45-6"', ["bad-phone"]),
    ('"+7 916 123-45-678"', ["bad-phone"]),
    ('"+1234567890123456"', ["bad-phone"]),
    ('"+7 ９１６ 123-45-67"', ["bad-phone"]),
    ('"+7 ٩١٦ 123-45-67"', ["bad-phone"]),
    ("+79161234567", ["unquoted-number"]),
    ("79161234567", ["unquoted-number"]),
    ('"+7 800 123-45-67"', ["landline-sms"]),
    ('"8 800 123-45-67"', ["landline-sms"]),
    ('"+7 495 123-45-67"', ["landline-sms"]),
    ('"8 (495) 123-45-67"', ["landline-sms"]),
    ('"+7 701 123-45-67"', ["foreign-plus-seven"]),
    ('"+7 600 123-45-67"', ["foreign-plus-seven"]),
]


@pytest.mark.parametrize(("phone", "expected"), PHONES, ids=[phone for phone, _ in PHONES])
def test_phones(phone: str, expected: list[str], codes: Codes) -> None:
    found = codes(ACCOUNT % ("ivanova@teleset.example", phone))
    assert found == [(code, 7, 39) for code in expected]


LONG = "a" * 64
EMAILS = [
    ("ivanova@teleset.example", []),
    ("Ivanova@TeleSet.Example", []),
    (f"{LONG}@teleset.example", []),
    (f"{'a' * 60}@{'b' * 62}.{'b' * 62}.{'b' * 61}.ru", []),
    ("ivanova@почта.рф", []),
    ("ivanova@xn--80a1acny.xn--p1ai", []),
    ("иванова@почта.рф", ["non-ascii-local-part"]),
    ("иванова@teleset.example", ["non-ascii-local-part"]),
    (f"a{LONG}@teleset.example", ["bad-email"]),
    (f"{'a' * 63}@{'b' * 62}.{'b' * 62}.{'b' * 62}.ru", ["bad-email"]),
    ("ivanova@teleset", ["bad-email"]),
    ("ivanova.teleset.example", ["bad-email"]),
    ("ivanova@anna@teleset.example", ["bad-email"]),
    ("'ivan ova@teleset.example'", ["bad-email"]),
    (".ivanova@teleset.example", ["bad-email"]),
    ("ivanova.@teleset.example", ["bad-email"]),
    ("iva..nova@teleset.example", ["bad-email"]),
    ("ivanova@teleset..example", ["bad-email"]),
    ("ivаnov@mail.ru", ["mixed-script-address"]),
    ("ivanov@mаil.ru", ["mixed-script-address"]),
]


@pytest.mark.parametrize(("email", "expected"), EMAILS, ids=[f"{len(email)} {email[:40]}" for email, _ in EMAILS])
def test_emails(email: str, expected: list[str], codes: Codes) -> None:
    found = codes(ACCOUNT % (email, '"+79160000001"'))
    assert found == [(code, 6, 24) for code in expected]


@pytest.mark.parametrize("domain", ["example.com", "example.org", "example.ru", "teleset.example", "teleset.invalid", "teleset.test", "teleset.localhost"])
def test_domains_for_tests_are_fine_except_where_real_people_are_written_to(domain: str, codes: Codes) -> None:
    text = ACCOUNT % (f"ivanova@{domain}", '"+79160000001"')
    assert codes(text) == []
    assert codes(text, project=LIVE) == [("reserved-domain", 6, 24)]


TRAPS = [
    ("octal", "inn: 0212345670", [("unquoted-number", 1, 6)]),
    ("no octal, and still no text", "inn: 021234567819", [("unquoted-number", 1, 6)]),
    ("a number", "inn: 7707083893", [("unquoted-number", 1, 6)]),
    ("the plus is lost", "support: {phone: +79161234567}", [("unquoted-number", 1, 18)]),
    ("no sexagesimal numbers", "notifications: {quiet_hours: {from: 22:00, to: 08:00}}", []),
    ("half of an interval", 'notifications: {quiet_hours: {from: 08:00, to: "22:00"}}\nlocale: ru', []),
    ("off is no false", "notifications: {types: {works: off}}", [("not-a-choice", 1, 32)]),
    ("off is a channel's name", "notifications: {channels: [off]}", [("unknown-channel", 1, 28)]),
    ("no is Norwegian", "locale: no", []),
    ("on is no true", "protected: on", [("not-a-choice", 1, 12)]),
    ("a date stays a text", "contacts: {email: {address: duty@teleset.example, consent: {basis: contract, since: 2024-01-15}}}", []),
    ("the version is no decimal number", "version: 1.10", [("unsupported-version", 1, 10)]),
    ("twice", "form: bank\nform: company", [("duplicate-key", 2, 1)]),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in TRAPS], ids=[row[0] for row in TRAPS])
def test_yaml_traps(text: str, expected: list[tuple[str, int, int]], codes: Codes) -> None:
    assert codes(text) == expected
