"""Whoever stores a personal field says how it is forgotten: every stored field is declared, once."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from lotsenwerk.domain.privacy import declarations as laid_down
from lotsenwerk.domain.privacy.declarations import declarations
from lotsenwerk.kit.fields import Encrypted
from lotsenwerk.kit.personal import Declaration, Erased

ROOMS = Path(__file__).parents[2] / "src/lotsenwerk/domain"
KEYS_WITHOUT_A_CONSTRAINT = {"organisation_id"}

FORGOTTEN_ELSEWHERE = {"accounts", "publishing"}
"""Rooms that know no persons. The privacy room calls the first with the login of the person; what the second says of
somebody goes when she withdraws it, or with its time."""


def stored_fields(room: str) -> set[str]:
    """``Model.field`` of everything a room stores but keys."""
    return {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.local_concrete_fields
        if not (field.primary_key or isinstance(field, ForeignKey) or field.name in KEYS_WITHOUT_A_CONSTRAINT)
    }


def faults_of(declared: Declaration, stored: set[str]) -> dict[str, set[str]]:
    """What a declaration forgets to name, names twice or invents. Plain ids, keys without a constraint, are free."""
    personal, impersonal = set(declared.fields), set(declared.impersonal)
    keys = {name for name in stored if name.endswith("_id")}
    return {
        "missing": stored - personal - impersonal - keys,
        "twice": personal & impersonal,
        "invented": (personal | impersonal) - stored,
    }


def test_every_room_has_laid_down_what_it_keeps() -> None:
    folders = {folder.name for folder in ROOMS.iterdir() if (folder / "apps.py").exists()}
    assert set(laid_down.ROOMS) == folders
    assert [declared.room for declared in declarations()] == list(laid_down.ROOMS)


@pytest.mark.parametrize("declared", declarations(), ids=lambda declared: declared.room)
def test_every_stored_field_is_declared_once(declared: Declaration) -> None:
    faults = faults_of(declared, stored_fields(declared.room))
    assert faults["missing"] == set()
    assert faults["twice"] == set()
    assert faults["invented"] == set()


def test_a_planted_field_that_nobody_declared_is_found() -> None:
    [people] = [declared for declared in declarations() if declared.room == "people"]
    stored = stored_fields("people")
    assert faults_of(people, stored | {"Person.shoe_size"})["missing"] >= {"Person.shoe_size"}
    assert faults_of(replace(people, impersonal=people.impersonal | {"Person.phone"}), stored)["twice"] == {
        "Person.phone"
    }
    assert faults_of(people, stored - {"Person.phone"})["invented"] == {"Person.phone"}


@pytest.mark.parametrize("declared", declarations(), ids=lambda declared: declared.room)
def test_what_is_encrypted_is_personal(declared: Declaration) -> None:
    encrypted = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config(declared.room).get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, Encrypted)
    }
    assert encrypted - declared.fields.keys() == set()


@pytest.mark.parametrize("declared", declarations(), ids=lambda declared: declared.room)
def test_who_keeps_something_of_people_can_forget_and_export_it(declared: Declaration) -> None:
    goes = any(personal.erased != Erased.KEPT for personal in declared.fields.values())
    if goes and declared.room not in FORGOTTEN_ELSEWHERE:
        assert declared.erase is not None
        assert declared.export is not None
    assert (declared.due is None) == (declared.expire is None)
    assert all(len(personal.purpose) > 10 for personal in declared.fields.values())
