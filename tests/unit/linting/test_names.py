"""Names and how people spell them in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reconciler.linting.names import joined, spellings, spells

SPELT = [
    ("Иванова", "ivanova iwanowa"),
    ("Анна", "anna ana"),
    ("Щербакова", "shcherbakova scherbakova sherbakova schtscherbakowa"),
    ("Хрущёв", "khrushchev hruschev khrushchyov khrushchov hrushev"),
    ("Семёнова", "semenova semyonova semionova semjonova"),
    ("Семенова", "semenova semyonova"),
    ("Юлия", "yuliya yulia julia iuliia juliya"),
    ("Евгений", "evgeny evgeniy evgenii yevgeny yevgeniy jewgenij evgeni"),
    ("Дмитрий", "dmitry dmitriy dmitrii dmitri"),
    ("Алексей", "aleksey alexey aleksei alexei alexej"),
    ("Александр", "aleksandr alexandr alexander aleksander"),
    ("Ксения", "kseniya ksenia kseniia xenia xeniya"),
    ("Наталья", "natalya natalia natalja nataliya"),
    ("Татьяна", "tatyana tatiana tatjana"),
    ("Яковлев", "yakovlev iakovlev jakovlev yakowlew"),
    ("Пётр", "petr pyotr piotr pjotr"),
    ("Михаил", "mikhail mihail michail"),
    ("Жуков", "zhukov jukov zukov"),
    ("Чайковский", "chaikovsky chaykovskiy tchaikovsky czajkowskij chaikovskii"),
    ("Цветаева", "tsvetaeva cvetaeva tzvetaeva"),
    ("Игорь", "igor"),
    ("Ильина", "ilyina ilina iljina"),
    ("Объедков", "obedkov obyedkov obiedkov"),
    ("Воробьёв", "vorobyev vorobyov vorobev vorobiev vorobjev"),
    ("Эльвира", "elvira"),
    ("Юрий", "yuri yury yuriy iurii jurij"),
    ("Геннадий", "gennady genadiy gennadii"),
    ("Ющенко", "yushchenko iushchenko juschenko"),
    ("Джамиля", "dzhamilya jamila djamilia"),
    ("О'Коннор", "okonnor oconnor okonor"),
    ("Müller", "muller mueller"),
    ("Novák", "novak"),
    ("ИВАНОВА", "ivanova"),
    ("Мамин-Сибиряк", "mamin sibiryak"),
    ("Анна Мария", "anna maria"),
    ("Киї", "kiyi"),
]
OTHERS = [
    ("Иванова", "ivanov ivanovas ivan vanova ivanowna petrova"),
    ("Иванов", "ivanova ivano"),
    ("Анна", "a an anya inna hanna"),
    ("Петров", "petr petrova pedrov"),
    ("А.", "a"),
    ("А", "a"),
    ("Ю", "yu u"),
    ("Щ", "sh shch"),
    ("Ай", "a"),
    ("李", "li"),
    ("", ""),
    (" ", ""),
]


@pytest.mark.parametrize(("name", "words"), SPELT)
def test_the_ways_people_write_it(name: str, words: str) -> None:
    assert [word for word in words.split() if not spells(word, spellings(name))] == []


@pytest.mark.parametrize(("name", "words"), OTHERS)
def test_other_words(name: str, words: str) -> None:
    assert [word for word in words.split() or [""] if spells(word, spellings(name))] == []


def test_two_names_in_one_word() -> None:
    anna, ivanova = spellings("Анна"), spellings("Иванова")
    assert joined("ivanovaanna", ivanova, anna) == 7
    assert joined("annaivanova", anna, ivanova) == 4
    assert joined("annaivanova", ivanova, anna) == 0
    assert joined("ivanovaannapetrovna", ivanova, anna) == 0
    assert joined("ivanova", ivanova, anna) == 0
    # The family name and an initial, in either order, are not two names.
    assert joined("ivanovaa", ivanova, spellings("Ай")) == 0
    assert joined("aivanova", spellings("Ай"), ivanova) == 0


RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
# ICAO Doc 9303 (passports since 2014), GOST 7.79-2000 system B without its signs, BGN/PCGN after consonants, and the passports of 1997: written down here a second time on purpose.
SYSTEMS = {
    "icao": "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia",
    "gost": "a b v g d e yo zh z i j k l m n o p r s t u f x cz ch sh shh _ y _ e yu ya",
    "bgn": "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya",
    "1997": "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya",
}


@given(st.text(RUSSIAN, min_size=2, max_size=14), st.sampled_from(sorted(SYSTEMS)))
@example("хрущёв", "icao")
@example("подъячев", "icao")
@example("аа", "gost")
def test_every_system_spells_every_name(name: str, system: str) -> None:
    table = dict(zip(RUSSIAN, SYSTEMS[system].replace("_", "\0").split(), strict=True))
    word = "".join(table[letter] for letter in name).replace("\0", "")
    # One letter is an initial.
    assert len(word) < 2 or spells(word, spellings(name))


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_name_breaks_it(name: str, word: str) -> None:
    for spelling in spellings(name):
        assert spelling.least >= 0
    assert spells(word, spellings(name)) in {True, False}
    joined(word, spellings(name), spellings(name))
