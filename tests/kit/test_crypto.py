import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.kit.crypto import (
    KeyMissing,
    Unreadable,
    blind_index,
    current_prefix,
    decrypt,
    encrypt,
    needs_rotation,
    new_key,
    refuse_bad_keys,
)

OLD = ("2024", b"o" * 32)
NEW = ("2025", b"n" * 32)
PHONE = "people.person.phone"

only_old = override_settings(FIELD_KEYS=[OLD])
new_first = override_settings(FIELD_KEYS=[NEW, OLD])
only_new = override_settings(FIELD_KEYS=[NEW])


@given(st.text(), st.text(min_size=1))
def test_what_is_encrypted_comes_back(text: str, purpose: str) -> None:
    assert decrypt(encrypt(text, purpose), purpose) == text


def test_token_shows_nothing_of_the_text() -> None:
    assert "06206" not in encrypt("06206 1234", PHONE)


def test_same_text_has_two_tokens() -> None:
    assert encrypt("06206 1234", PHONE) != encrypt("06206 1234", PHONE)


def test_empty_stays_empty() -> None:
    assert encrypt("", PHONE) == ""
    assert decrypt("", PHONE) == ""
    assert not needs_rotation("")


def test_token_does_not_decrypt_in_another_column() -> None:
    token = encrypt("Schlüssel unter der Matte", "people.client.access_note")
    with pytest.raises(Unreadable, match=r"projects\.project\.text"):
        decrypt(token, "projects.project.text")


@pytest.mark.parametrize("place", range(0, 60, 3))
def test_changed_token_is_refused(place: int) -> None:
    token = encrypt("06206 1234", PHONE)
    place %= len(token)
    other = "A" if token[place] != "A" else "B"
    with pytest.raises((Unreadable, KeyMissing)):
        decrypt(token[:place] + other + token[place + 1 :], PHONE)


@pytest.mark.parametrize("stored", ["06206 1234", "v1", "v1:", "v1:a", "v1:a:", "v2:a:AAAA", "v1:a:*", "v1:a:AAAA"])
def test_what_is_no_token_is_refused(stored: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        decrypt(stored, PHONE)
    assert stored not in str(refusal.value) or stored == "v1"


def test_old_key_still_decrypts_and_new_key_encrypts() -> None:
    with only_old:
        old_token = encrypt("06206 1234", PHONE)
        assert not needs_rotation(old_token)
    with new_first:
        assert decrypt(old_token, PHONE) == "06206 1234"
        assert needs_rotation(old_token)
        new_token = encrypt("06206 1234", PHONE)
        assert new_token.startswith(current_prefix())
        assert not needs_rotation(new_token)
    with only_new:
        assert decrypt(new_token, PHONE) == "06206 1234"


def test_missing_key_is_named_and_the_value_is_not() -> None:
    with only_old:
        token = encrypt("06206 1234", PHONE)
    with only_new, pytest.raises(KeyMissing) as refusal:
        decrypt(token, PHONE)
    assert refusal.value.key_id == "2024"
    assert "2024" in str(refusal.value)
    assert token.rpartition(":")[2] not in str(refusal.value)


def test_key_with_an_old_name_and_other_bytes_reads_nothing() -> None:
    with only_old:
        token = encrypt("06206 1234", PHONE)
    with override_settings(FIELD_KEYS=[("2024", new_key())]), pytest.raises(Unreadable):
        decrypt(token, PHONE)


# Blind index


def test_blind_index_is_steady_and_differs_by_purpose_and_key() -> None:
    index = blind_index("1234", PHONE)
    assert index == blind_index("1234", PHONE)
    assert len(index) == 22
    others = {blind_index("1235", PHONE), blind_index("1234", "people.person.mail")}
    with override_settings(INDEX_KEY=b"x" * 32):
        others.add(blind_index("1234", PHONE))
    assert len(others) == 3
    assert index not in others


def test_blind_index_does_not_hang_on_field_keys() -> None:
    with only_old:
        before = blind_index("1234", PHONE)
    with only_new:
        assert blind_index("1234", PHONE) == before


# Keys that cannot be


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ([], "empty"),
        ([OLD, OLD], "twice"),
        ([("short", b"123")], "3 bytes"),
        ([("a:b", b"x" * 32)], "letters"),
    ],
)
def test_bad_field_keys_are_refused_with_a_sentence(keys: list[tuple[str, bytes]], word: str) -> None:
    with override_settings(FIELD_KEYS=keys), pytest.raises(ImproperlyConfigured, match=word):
        refuse_bad_keys()


def test_bad_index_key_is_refused_with_a_sentence() -> None:
    with override_settings(INDEX_KEY=b""), pytest.raises(ImproperlyConfigured, match="0 bytes"):
        refuse_bad_keys()
