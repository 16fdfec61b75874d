"""The check digits, against vectors worked out by hand."""

from __future__ import annotations

import pytest

from reconciler.linting.numbers import is_inn, is_ogrn, is_snils

INN = ["7707083893", "7812345675", "1234567894", "7700000070", "0212345670", "500123456750", "123456789047", "021234567819"]
NOT_INN = ["7707083890", "1234567895", "0000000000", "123456789037", "000000000000"]
OGRN = ["1027700132195", "5027700000004", "1027700000020", "304770000000008", "315774600000124", "304770000000020"]
NOT_OGRN = ["1027700132194", "0000000000000", "304770000000009"]
SNILS = ["11223344595", "08765430300", "00101998900", "00101999800"]
NOT_SNILS = ["11223344596"]


@pytest.mark.parametrize("number", INN)
def test_a_right_inn(number: str) -> None:
    assert is_inn(number)


@pytest.mark.parametrize("number", NOT_INN)
def test_a_wrong_inn(number: str) -> None:
    assert not is_inn(number)


@pytest.mark.parametrize("number", OGRN)
def test_a_right_ogrn(number: str) -> None:
    assert is_ogrn(number)


@pytest.mark.parametrize("number", NOT_OGRN)
def test_a_wrong_ogrn(number: str) -> None:
    assert not is_ogrn(number)


@pytest.mark.parametrize("number", SNILS)
def test_a_right_snils(number: str) -> None:
    assert is_snils(number)


@pytest.mark.parametrize("number", NOT_SNILS)
def test_a_wrong_snils(number: str) -> None:
    assert not is_snils(number)
