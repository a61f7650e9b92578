"""The keys under which a person is found, from what is known of the person."""

import hashlib
from datetime import UTC, datetime

from lotsenwerk.domain.people.models import Person, SearchKey
from lotsenwerk.kit.crypto import blind_index
from lotsenwerk.kit.names import search_keys_of_name, search_keys_of_street
from lotsenwerk.kit.phone_numbers import digit_tails, tail_of_typed


def keys_of(person: Person) -> frozenset[str]:
    """Every search key of a person: words, sounds and typos of the name, street, last digits of the numbers."""
    numbers = [number for number in (person.phone, person.mobile) if number]
    tails = {tail for number in numbers for tail in digit_tails(number)}
    return (
        search_keys_of_name(person.given_name, person.family_name)
        | search_keys_of_street(person.street)
        | {_key_of_tail(tail) for tail in tails}
    )


def key_of_digits(digits: str) -> str:
    """The key that typed digits ask for."""
    return _key_of_tail(tail_of_typed(digits))


def _key_of_tail(tail: str) -> str:
    return f"p:{blind_index(tail, 'people.phone_tail')}"


def write_keys(person: Person) -> None:
    """Make the stored keys of a person those of today."""
    SearchKey.objects.filter(person=person).delete()
    keys = sorted(keys_of(person))
    SearchKey.objects.bulk_create(SearchKey(person=person, key=key) for key in keys)


def token_hash(token: str) -> bytes:
    """What is kept of the token of a link: its SHA-256. The token itself is random enough to need no salt."""
    return hashlib.sha256(token.encode()).digest()


CARD_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""What a card's number is written with: nothing that is taken for another sign, by eye or on the telephone."""
CARD_LENGTH = 8
_CARD = "people.helper_card"


def card_number(organisation_id: int, volunteer_id: int, made_at: datetime) -> str:
    """The number of a card, 8 signs: the same whenever it is printed, and not to be guessed without our index key."""
    made = made_at.astimezone(UTC).isoformat()
    secret = blind_index(f"{organisation_id} {volunteer_id} {made}", _CARD)
    count = int.from_bytes(secret.encode(), "big")
    signs = []
    for _sign in range(CARD_LENGTH):
        count, which = divmod(count, len(CARD_SIGNS))
        signs.append(CARD_SIGNS[which])
    return "".join(signs)


def card_hash(typed: str) -> bytes:
    """What is kept of a card's number, however it was typed: small, with gaps, with a hyphen."""
    number = "".join(sign for sign in typed.upper() if sign.isalnum())[: 2 * CARD_LENGTH]
    return blind_index(number, f"{_CARD}.number").encode()
