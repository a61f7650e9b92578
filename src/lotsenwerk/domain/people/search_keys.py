"""The keys under which a person is found, from what is known of the person."""

import hashlib
from collections.abc import Iterable

from lotsenwerk.domain.people.models import Person, SearchKey
from lotsenwerk.kit.crypto import blind_index
from lotsenwerk.kit.names import search_keys_of_name, search_keys_of_street
from lotsenwerk.kit.phone_numbers import digit_tails, tail_of_typed


def keys_of(person: Person, *, more_numbers: Iterable[str] = ()) -> frozenset[str]:
    """Every search key of a person: words, sounds and typos of the name, street, last digits of the numbers."""
    numbers = [number for number in (person.phone, person.mobile, *more_numbers) if number]
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


def write_keys(person: Person, *, more_numbers: Iterable[str] = ()) -> None:
    """Make the stored keys of a person those of today."""
    SearchKey.objects.filter(person=person).delete()
    keys = sorted(keys_of(person, more_numbers=more_numbers))
    SearchKey.objects.bulk_create(SearchKey(person=person, key=key) for key in keys)


def token_hash(token: str) -> bytes:
    """What is kept of the token of a link: its SHA-256. The token itself is random enough to need no salt."""
    return hashlib.sha256(token.encode()).digest()
