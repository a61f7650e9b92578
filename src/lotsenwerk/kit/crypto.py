"""Encryption at rest with our own keys, and search keys that say nothing without the index key.

A token is `v1:<key id>:<base64url of nonce and ciphertext>`: AES-256-GCM, a fresh random nonce of 96 bits for each
value. Bound to it is the *purpose*, a name such as "people.person.phone": a token that is copied into another column
does not decrypt there, so nobody with write access to the database can bring an access note onto a public page.

Decided here: the empty string stays the empty string and is not encrypted. It holds no secret, "nothing known" can
be asked of the database, and NULL stays what it is, NULL.

Keys stand in the settings: `FIELD_KEYS`, a list of (key id, 32 bytes) of which the first encrypts and all decrypt, and
`INDEX_KEY`, 32 bytes of their own. The index key is not rotated: search keys would have to be made again from the
clear values (`docs/decisions`).
"""

import base64
import binascii
import hmac
import re
import secrets
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

VERSION: Final = "v1"
KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
INDEX_BYTES: Final = 16
"""128 bits: among a thousand million keys of one purpose no two meet by chance."""

_URL_SAFE: Final = bytes.maketrans(b"-_", b"+/")
_KEY_ID: Final = re.compile(r"[A-Za-z0-9_.-]{1,32}")


class KeyMissing(Exception):  # noqa: N818 - says what is missing, as its neighbours in Django do
    """A value was encrypted with a key that the settings do not have. Names the key id, never the value."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"There is no field key {key_id!r}: put it back into LOTSENWERK_FIELD_KEYS.")
        self.key_id = key_id


class Unreadable(Exception):  # noqa: N818
    """A stored value is not a token of this purpose: damaged, forged, or copied from another column."""

    def __init__(self, purpose: str) -> None:
        super().__init__(f"A stored value of {purpose} cannot be decrypted: it is damaged or stood elsewhere.")
        self.purpose = purpose


def new_key() -> bytes:
    """Return 32 fresh random bytes for a field key or the index key."""
    return secrets.token_bytes(KEY_BYTES)


def encrypt(text: str, purpose: str) -> str:
    """Return the token of a text; two tokens of the same text differ. "" stays ""."""
    if not text:
        return ""
    key_id, key = _keys()[0]
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = _cipher(key).encrypt(nonce, text.encode(), _bound_to(key_id, purpose))
    return f"{VERSION}:{key_id}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def decrypt(token: str, purpose: str) -> str:
    """Return the text of a token; "" stays "". Raises `KeyMissing`, or `Unreadable` when token and purpose differ."""
    if not token:
        return ""
    key_id, data = _parts(token, purpose)
    key = next((key for known, key in _keys() if known == key_id), None)
    if key is None:
        raise KeyMissing(key_id)
    try:
        return _cipher(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], _bound_to(key_id, purpose)).decode()
    except (InvalidTag, ValueError):
        raise Unreadable(purpose) from None


def needs_rotation(token: str) -> bool:
    """Whether a stored token was made with another key than the one that encrypts today; "" never."""
    return bool(token) and not token.startswith(current_prefix())


def current_prefix() -> str:
    """Return how tokens begin that are made today, for finding older ones in the database."""
    return f"{VERSION}:{_keys()[0][0]}:"


def blind_index(text: str, purpose: str) -> str:
    """Return the same 22 signs for the same text and purpose, from which the text cannot be told without the key.

    For finding an encrypted value by equality. Few possible texts (four digits of a phone number) stay few: whoever
    has the index key can try them all, whoever has only the database cannot.
    """
    digest = hmac.digest(_index_key(_secret_of_index(), purpose), text.encode(), sha256)
    return base64.urlsafe_b64encode(digest[:INDEX_BYTES]).decode().rstrip("=")


def refuse_bad_keys() -> None:
    """Raise `ImproperlyConfigured` with a sentence when keys are missing, doubled or of a wrong length."""
    _keys()
    _secret_of_index()


def _keys() -> Sequence[tuple[str, bytes]]:
    return _checked(tuple(settings.FIELD_KEYS))


@lru_cache(maxsize=8)
def _checked(keys: tuple[tuple[str, bytes], ...]) -> Sequence[tuple[str, bytes]]:
    # A page decrypts some two hundred values: the same keys are looked at once.
    if not keys:
        raise ImproperlyConfigured("LOTSENWERK_FIELD_KEYS is empty: there is no key to encrypt personal data with.")
    if len({key_id for key_id, _ in keys}) != len(keys):
        raise ImproperlyConfigured("LOTSENWERK_FIELD_KEYS names a key twice.")
    for key_id, key in keys:
        if not _KEY_ID.fullmatch(key_id):
            raise ImproperlyConfigured(f"The field key id {key_id!r} may hold letters, digits, '.', '_' and '-' only.")
        if len(key) != KEY_BYTES:
            raise ImproperlyConfigured(f"The field key {key_id!r} has {len(key)} bytes, it needs {KEY_BYTES}.")
    return keys


def _secret_of_index() -> bytes:
    secret: bytes = settings.INDEX_KEY
    if len(secret) != KEY_BYTES:
        raise ImproperlyConfigured(f"LOTSENWERK_INDEX_KEY has {len(secret)} bytes, it needs {KEY_BYTES}.")
    return secret


@lru_cache(maxsize=256)
def _index_key(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"blind index {purpose}".encode()).derive(secret)


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


@lru_cache(maxsize=512)
def _bound_to(key_id: str, purpose: str) -> bytes:
    return f"{VERSION}:{key_id}:{purpose}".encode()


def _parts(token: str, purpose: str) -> tuple[str, bytes]:
    version, _, rest = token.partition(":")
    key_id, separator, body = rest.partition(":")
    if version != VERSION or not separator or not _KEY_ID.fullmatch(key_id):
        raise Unreadable(purpose)
    try:
        data = binascii.a2b_base64(body.encode("ascii").translate(_URL_SAFE), strict_mode=True)
    except ValueError:
        raise Unreadable(purpose) from None
    if len(data) <= NONCE_BYTES:
        raise Unreadable(purpose)
    return key_id, data
