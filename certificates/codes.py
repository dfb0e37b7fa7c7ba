"""Codes that lead from a sheet of paper to its certificate: random, never derived from data (docs/trust.md 3)."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O or U, so nothing is misread."""

TOKEN_LENGTH = 26
TYPED_LENGTH = 17
CHECK_MODULUS = 37
MOST_TYPED_CHARACTERS = 80

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = str.maketrans(dict.fromkeys(" \t\r\n\u00a0-\u2010\u2011\u2012\u2013\u2014\u2212"))


def new_token() -> str:
    """The code inside the QR: 26 characters, 130 random bits."""
    return _random_characters(TOKEN_LENGTH)


def new_typed_code() -> str:
    """The code to type by hand: 16 random characters and a check character, without hyphens.

    Crockford's check symbol is the value mod 37; five of the 37 symbols (``* ~ $ = U``) are unsafe in a URL
    or easily misread. A code whose check would be one of them is drawn again, which leaves 79.8 of 80 bits.
    """
    while True:
        body = _random_characters(TYPED_LENGTH - 1)
        check = _check_value(body)
        if check < len(ALPHABET):
            return body + ALPHABET[check]


def grouped(typed_code: str) -> str:
    """The typed code as it is printed: ``XXXX-XXXX-XXXX-XXXX-C``."""
    return "-".join(typed_code[start : start + 4] for start in range(0, len(typed_code), 4))


def read_code(text: str) -> str | None:
    """The token (26 characters) or typed code (17) a person meant, or None.

    Forgives case, spaces, hyphens, and O for 0, I and L for 1. A typed code must pass its check character,
    which catches every single wrong character and every swap of two neighbours among the first sixteen.
    """
    if len(text) > MOST_TYPED_CHARACTERS:
        return None
    bare = text.translate(_SEPARATORS)
    if not bare.isascii():
        return None
    code = bare.upper().translate(_MISREAD)
    if not set(code) <= set(ALPHABET):
        return None
    if len(code) == TOKEN_LENGTH:
        return code
    if len(code) == TYPED_LENGTH and ALPHABET.index(code[-1]) == _check_value(code[:-1]):
        return code
    return None


def _random_characters(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(count))


def _check_value(body: str) -> int:
    value = 0
    for character in body:
        value = (value * len(ALPHABET) + ALPHABET.index(character)) % CHECK_MODULUS
    return value
