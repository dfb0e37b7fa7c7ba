"""Codes on paper: random, forgiving to type, unforgiving to get wrong."""

from hypothesis import given
from hypothesis import strategies as st

from certificates.codes import (
    ALPHABET,
    TOKEN_LENGTH,
    TYPED_LENGTH,
    grouped,
    new_token,
    new_typed_code,
    read_code,
)

typed_codes = st.builds(new_typed_code)
tokens = st.builds(new_token)


@given(tokens)
def test_a_token_is_26_letters_of_the_alphabet_and_reads_back(token: str):
    assert len(token) == TOKEN_LENGTH == 26
    assert set(token) <= set(ALPHABET)
    assert read_code(token) == token


@given(typed_codes)
def test_a_typed_code_is_17_letters_of_the_alphabet_and_reads_back(code: str):
    assert len(code) == TYPED_LENGTH == 17
    assert set(code) <= set(ALPHABET)
    assert read_code(code) == code


def test_a_typed_code_is_printed_in_groups_of_four():
    assert grouped("5KDM8CS3C3V1P1NRM") == "5KDM-8CS3-C3V1-P1NR-M"


@given(typed_codes | tokens, st.sampled_from(["-", " ", "\u2013", "\u00a0", " - "]))
def test_reading_forgives_case_separators_and_misread_letters(code: str, separator: str):
    sloppy = separator.join(code[start : start + 4] for start in range(0, len(code), 4)).lower()
    sloppy = f"  {sloppy.replace('0', 'o').replace('1', 'l')}\n"

    assert read_code(sloppy) == code
    assert read_code(sloppy.replace("l", "I")) == code


@given(typed_codes, st.integers(0, TYPED_LENGTH - 1), st.sampled_from(ALPHABET))
def test_reading_refuses_every_single_wrong_letter(code: str, place: int, letter: str):
    wrong = code[:place] + letter + code[place + 1 :]

    assert read_code(wrong) == (code if wrong == code else None)


@given(typed_codes, st.integers(0, TYPED_LENGTH - 3))
def test_reading_refuses_swapped_neighbours(code: str, place: int):
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert read_code(swapped) == (code if swapped == code else None)


@given(st.text(max_size=100))
def test_reading_anything_gives_nothing_or_a_well_formed_code(text: str):
    code = read_code(text)

    assert code is None or (len(code) in (TOKEN_LENGTH, TYPED_LENGTH) and read_code(code) == code)


def test_reading_refuses_letters_that_only_look_upper_case_to_unicode():
    lookalike = "5KDM8CS3C3V\u0131P1NRM"

    assert lookalike.upper().replace("I", "1") == "5KDM8CS3C3V1P1NRM"
    assert read_code(lookalike) is None


def test_reading_refuses_empty_short_long_and_huge_text():
    assert [read_code(text) for text in ("", "7", "7" * 25, "7" * 27, "7" * 1_000_000)] == [None] * 5


def test_new_codes_differ():
    assert len({new_token() for _ in range(1000)}) == 1000
    assert len({new_typed_code() for _ in range(1000)}) == 1000
