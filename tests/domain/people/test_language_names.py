"""A language is known by its names; what is no language is asked about."""

import pytest
from django.utils import translation

from lotsenwerk.domain.people.language_names import Meant, read_language


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Tigrinya", Meant("tir")),
        ("  tigrinisch ", Meant("tir")),
        ("ትግርኛ", Meant("tir")),
        ("Farsi", Meant("fas")),
        ("Persisch", Meant("fas")),
        ("Persian", Meant("fas")),
        ("Dari", Meant("prs")),
        ("türkce", Meant("tur")),
        ("Kurmandschi", Meant("kur", "Kurmandschi")),
        ("Paijabi", Meant("pan")),
        ("Punjabi", Meant("pan")),
        ("Moldawisch", Meant("ron", "Moldawisch")),
        ("alban", Meant("sqi")),
        ("tir", Meant("tir")),
        ("Irakisch", Meant(perhaps=("ara", "kur"))),
        ("SYRISCH", Meant(perhaps=("ara", "kur"))),
        ("Afghanisch", Meant(perhaps=("prs", "pus"))),
        ("Klingonisch", Meant()),
        ("", Meant()),
        ("  \x00 ", Meant()),
        ("a" * 10_000, Meant()),
    ],
)
def test_what_is_meant(typed: str, meant: Meant) -> None:
    assert read_language(typed) == meant


def test_a_beginning_that_fits_several_languages_is_asked_about() -> None:
    assert read_language("Ara") == Meant("ara") or read_language("Ara") == Meant()
    assert set(read_language("Roman").perhaps) == {"rom", "ron"} or read_language("Roman").code in {"rom", "ron"}


def test_the_readers_own_name_of_a_language_counts_too() -> None:
    with translation.override("tr"):
        assert read_language("Arapça") == Meant("ara")
