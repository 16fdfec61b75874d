"""The check digits, against vectors worked out by hand and against python-stdnum."""

from __future__ import annotations

import pytest
import stdnum.ru.inn
import stdnum.ru.ogrn
from hypothesis import assume, example, given
from hypothesis import strategies as st

from reconciler.linting.numbers import is_checked_snils, is_inn, is_ogrn, is_snils

INN = ["7707083893", "7812345675", "1234567894", "7700000070", "0212345670", "500123456750", "123456789047", "021234567819"]
NOT_INN = ["7707083890", "1234567895", "0000000000", "123456789037", "000000000000"]
OGRN = ["1027700132195", "5027700000004", "1027700000020", "304770000000008", "315774600000124", "304770000000020"]
NOT_OGRN = ["1027700132194", "0000000000000", "304770000000009", "000000000000000"]
SNILS = ["11223344595", "08765430300", "00101998900", "00101999800"]
NOT_SNILS = ["11223344596", "00000000000"]


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
    assert is_checked_snils(number)


@pytest.mark.parametrize("number", NOT_SNILS)
def test_a_wrong_snils(number: str) -> None:
    assert not is_snils(number)
    assert not is_checked_snils(number)


@pytest.mark.parametrize("number", ["00000000101", "00100199800", "00100199899"])
def test_an_early_snils_proves_nothing(number: str) -> None:
    assert is_snils(number)
    assert not is_checked_snils(number)


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


@given(st.one_of(digits(10), digits(12)))
@example("0000000000")
@example("7700000070")
def test_inn_as_stdnum_has_it(number: str) -> None:
    # Zeros pass the sum, which stdnum lets be.
    assert is_inn(number) == (stdnum.ru.inn.is_valid(number) and number.strip("0") != "")


@given(digits(9))
def test_of_ten_organizations_one_is_right(number: str) -> None:
    assume(number.strip("0"))
    right = [str(digit) for digit in range(10) if is_inn(f"{number}{digit}")]
    assert right == [stdnum.ru.inn.calc_company_check_digit(number)]


@given(digits(10))
def test_of_a_hundred_people_one_is_right(number: str) -> None:
    assume(number.strip("0"))
    right = [f"{check:02d}" for check in range(100) if is_inn(f"{number}{check:02d}")]
    assert right == [stdnum.ru.inn.calc_personal_check_digits(number)]


@given(st.sampled_from("123456789"), digits(12))
@example("1", "027700000020")
def test_ogrn_as_stdnum_has_it(first: str, rest: str) -> None:
    assert is_ogrn(first + rest) == stdnum.ru.ogrn.is_valid(first + rest)


@given(st.sampled_from("34"), digits(14))
@example("3", "04770000000008")
def test_ogrnip_as_stdnum_has_it(first: str, rest: str) -> None:
    number = first + rest
    # stdnum knows no number whose remainder has two digits; the register takes the last of them, as for ОГРН.
    assume(int(number[:-1]) % 13 < 10)
    assert is_ogrn(number) == stdnum.ru.ogrn.is_valid(number)


@given(st.one_of(digits(12), digits(14)))
def test_of_ten_ogrn_one_is_right(number: str) -> None:
    assume(number.strip("0"))
    assert sum(is_ogrn(f"{number}{digit}") for digit in range(10)) == 1


@given(digits(9), st.integers(0, 8), st.sampled_from("0123456789"))
def test_one_mistyped_digit_of_a_snils_is_seen_or_shifts_the_sum_by_101(number: str, position: int, digit: str) -> None:
    assume(int(number) > 1_001_998 and number[position] != digit)
    other = number[:position] + digit + number[position + 1 :]
    assume(int(other) > 1_001_998)
    (check,) = [f"{value:02d}" for value in range(100) if is_snils(f"{number}{value:02d}")]
    # 100 is written 00 like 0, so only a step between those two goes unseen.
    sums = {sum(weight * int(each) for weight, each in zip(range(9, 0, -1), text, strict=True)) % 101 for text in (number, other)}
    assert is_snils(other + check) == (sums == {0, 100})
