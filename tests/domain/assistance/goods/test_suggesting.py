"""While somebody types, the likeliest good stands on top."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.domain.assistance.goods.suggesting import MOST_SUGGESTIONS, suggest


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("mil", "milk"),
        ("Mil", "milk"),
        ("2 × Mil", "milk"),
        ("1,5 kg kart", "potatoes"),
        ("2 Tüten chip", "crisps"),
        ("6 Ei", "eggs"),
        ("kart", "potatoes"),
        ("wass", "water"),
        ("kaes", "cheese"),
        ("KÄS", "cheese"),
        ("tomat", "tomatoes"),
        ("buttr", "butter"),
        ("pampers", "nappies"),
        ("", ""),
        ("2 ×", ""),
        ("qqq", ""),
    ],
)
def test_the_likeliest_good_is_suggested_first(typed: str, first: str) -> None:
    goods = suggest(typed)
    assert (goods[0].key if goods else "") == first


def test_a_brand_is_suggested_behind_a_word() -> None:
    keys = [good.key for good in suggest("mil")]
    assert keys.index("milk") < keys.index("chocolate")


@given(st.text(st.characters(), max_size=400), st.integers(-5, 10_000))
def test_suggestions_never_fail_are_few_and_each_once(typed: str, most: int) -> None:
    keys = [good.key for good in suggest(typed, most)]
    assert len(keys) <= max(0, min(most, MOST_SUGGESTIONS))
    assert len(keys) == len(set(keys))
