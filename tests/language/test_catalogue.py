"""The Indonesian catalogue is whole: nothing missing, nothing doubtful, nothing left over."""

import importlib
from pathlib import Path

import polib

from tests.language.catalogue import key, keys_of_the_code, placeholders, said, saved


def test_every_text_of_code_and_templates_is_in_the_catalogue() -> None:
    in_the_catalogue = {key(entry) for entry in saved()}

    assert keys_of_the_code() - in_the_catalogue == set()


def test_the_catalogue_holds_nothing_that_no_page_says() -> None:
    in_the_catalogue = {key(entry) for entry in saved()}

    assert in_the_catalogue - keys_of_the_code() == set()


def test_no_text_lacks_its_translation() -> None:
    silent = [entry.msgid for entry in saved() if not all(text.strip() for text in said(entry))]

    assert silent == []


def test_no_translation_is_doubtful_or_left_over() -> None:
    doubtful = [entry.msgid for entry in saved() if entry.fuzzy or entry.obsolete]

    assert doubtful == []


def test_the_catalogue_says_that_indonesian_has_one_form() -> None:
    header = saved().metadata

    assert header["Plural-Forms"] == "nplurals=1; plural=0;"
    assert [len(said(entry)) for entry in saved() if entry.msgid_plural and len(said(entry)) != 1] == []


def test_translations_keep_their_placeholders() -> None:
    changed = [
        (entry.msgid, text)
        for entry in saved()
        for text in said(entry)
        if placeholders(text) != placeholders(entry.msgid_plural or entry.msgid)
    ]

    assert changed == []


def test_translations_begin_and_end_as_their_texts_do() -> None:
    """No full stop lost or added, no space at an end: sentences stay sentences, labels stay labels."""
    uneven = [
        (entry.msgid, text)
        for entry in saved()
        for text in said(entry)
        if text != text.strip() or (text[-1:] in ".:?") != (entry.msgid[-1:] in ".:?")
    ]

    assert uneven == []


def test_borrowed_sentences_are_still_those_of_the_packages() -> None:
    borrowed = {entry.msgid for entry in saved() if "lapastraining/wording.py" in dict(entry.occurrences)}

    assert borrowed - texts_of("django", "conf", "contrib/auth") - texts_of("allauth", ".") == set()
    assert len(borrowed) > 40


def texts_of(package: str, *folders: str) -> set[str]:
    """What the package itself says in these folders."""
    home = Path(str(importlib.import_module(package).__file__)).parent
    catalogues = (home / folder / "locale" / "id" / "LC_MESSAGES" / "django.po" for folder in folders)
    return {entry.msgid for catalogue in catalogues for entry in polib.pofile(str(catalogue))}
