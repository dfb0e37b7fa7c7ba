"""The national identity number (NIK): sixteen digits, encrypted at rest, masked wherever it is only shown.

Rule 6.6: six digits of the region, the date of birth as DDMMYY (women DD + 40), four of a serial. A wrong one is
worth a word and never refused, for many inmates' papers are old. Whoever takes the database, its copies or its row
history without `NIK_KEYS` has no number. The digest beside it finds the same number again without reading any.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.translation import gettext as _

from accounts.keyring import keyring
from trainees.models.people import Sex

LENGTH = 16
HIDDEN = 8
WOMEN_ADD = 40


class Sealed:
    """A number as the database holds it; read only when somebody asks for its digits.

    Hence a list of thousands opens none, and an unchanged number is stored again byte for byte.
    """

    __slots__ = ("ciphertext",)

    def __init__(self, ciphertext: str) -> None:
        self.ciphertext = ciphertext

    def open(self) -> str:
        """The digits. Raises ImproperlyConfigured when none of `NIK_KEYS` fits."""
        try:
            return keyring().decrypt(self.ciphertext.encode()).decode()
        except InvalidToken:
            raise ImproperlyConfigured("A NIK cannot be read: none of NIK_KEYS has sealed it.") from None

    def __str__(self) -> str:
        return masked(self.open())

    def __repr__(self) -> str:
        return "<Sealed>"


class Digits:
    """The attribute of a model with a `NikField`: gives plain digits, whatever it was given."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        if self.name not in instance.__dict__:
            instance.refresh_from_db(fields=[self.name])
        value = instance.__dict__[self.name]
        return value.open() if isinstance(value, Sealed) else value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.name] = value


class NikField(models.TextField):
    """Takes and gives digits; the column, and with it the row history, holds what `NIK_KEYS` made of them."""

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only=private_only)
        setattr(cls, self.attname, Digits(self.attname))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Sealed | str | None:
        return Sealed(value) if value else value

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        return instance.__dict__.get(self.attname, "")

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Sealed):
            return value.ciphertext
        value = super().get_prep_value(value)
        return keyring().encrypt(value.encode()).decode() if value else value

    def formfield(self, form_class: Any = None, choices_form_class: Any = None, **kwargs: Any) -> Any:
        # A line to type in, not a box: the column is a text only because ciphertext is long.
        return models.Field.formfield(self, form_class, choices_form_class, **{"max_length": 20, **kwargs})


class NikDigestField(models.CharField):
    """The digest of the `NikField` beside it, computed whenever the row is saved; empty numbers have none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 64, "null": True, "editable": False, **kwargs})

    def pre_save(self, instance: models.Model, add: bool) -> str | None:
        value = digest(instance.nik) if instance.nik else None  # type: ignore[attr-defined]
        setattr(instance, self.attname, value)
        return value


def digest(nik: str) -> str:
    """A keyed digest under the first key: the same for the same number, and no way back without the key."""
    return digests(nik)[0]


def digests(nik: str) -> list[str]:
    """The digest under each key, newest first: for looking up while a change of keys is under way."""
    return [hmac.new(b"nik:" + key.encode(), nik.encode(), hashlib.sha256).hexdigest() for key in settings.NIK_KEYS]


def masked(nik: str) -> str:
    """For lists and pages: the middle eight digits hidden (rule 6.6); of another length all but the last four."""
    if len(nik) != LENGTH:
        return "*" * max(0, len(nik) - 4) + nik[-4:] if len(nik) > HIDDEN else "*" * len(nik)
    return nik[:4] + "*" * HIDDEN + nik[-4:]


def cleaned(text: str) -> str:
    """As people copy it from a card or a sheet: without blanks, dots, dashes and a leading apostrophe."""
    return "".join(sign for sign in text.strip().lstrip("'") if sign not in " .-\u00a0")


def nik_warnings(nik: str, *, birth_date: dt.date | None, sex: str) -> list[str]:
    """What looks wrong about the number, in words; nothing of it is a reason to refuse it (rule 6.6)."""
    if not nik:
        return []
    if len(nik) != LENGTH or not nik.isdecimal():
        return [
            _("A NIK has 16 digits; this one has %(count)d. Please compare it with the card.") % {"count": len(nik)}
        ]
    if birth_date is not None and nik[6:12] != birth_part(birth_date, sex):
        return [_("Digits 7 to 12 of the NIK do not agree with the date of birth and the sex. Please compare.")]
    return []


def birth_part(birth_date: dt.date, sex: str) -> str:
    """Digits 7 to 12 as they should be: DDMMYY, for women the day plus 40."""
    day = birth_date.day + (WOMEN_ADD if sex == Sex.FEMALE else 0)
    return f"{day:02}{birth_date:%m%y}"
