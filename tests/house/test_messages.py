"""What the house says to people: routes resolve, subjects tell nothing, every text is complete."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from lotsenwerk.domain.notifications import catalogue
from lotsenwerk.domain.notifications.catalogue import messages
from lotsenwerk.domain.privacy.declarations import ROOMS
from lotsenwerk.kit.message import Message

PLACE = re.compile(r"%\((\w+)\)")
ALL = list(messages().values())


def test_every_room_that_lays_down_messages_is_read() -> None:
    from importlib.util import find_spec

    speaking = {room for room in ROOMS if find_spec(f"lotsenwerk.domain.{room}.messages")}
    assert set(catalogue.ROOMS) == speaking


def test_keys_are_given_once_and_begin_with_their_room() -> None:
    from importlib import import_module

    declared = [
        (room, message.key)
        for room in catalogue.ROOMS
        for message in import_module(f"lotsenwerk.domain.{room}.messages").MESSAGES
    ]
    assert len({key for _, key in declared}) == len(declared)
    assert [key for room, key in declared if not key.startswith(f"{room}.")] == []


@pytest.mark.parametrize("message", ALL, ids=lambda message: message.key)
def test_its_page_exists(message: Message) -> None:
    if message.route:
        assert reverse(message.route, kwargs={"ref": "0123456789"})


@pytest.mark.parametrize("message", ALL, ids=lambda message: message.key)
def test_its_subject_tells_nothing_of_a_person(message: Message) -> None:
    assert "%" not in str(message.subject)
    assert str(message.subject)


@pytest.mark.parametrize("message", ALL, ids=lambda message: message.key)
def test_it_says_its_link_if_and_only_if_it_has_a_page(message: Message) -> None:
    assert ("link" in PLACE.findall(str(message.body))) == bool(message.route)


@pytest.mark.parametrize("language", ["de", "en", "ar"])
@pytest.mark.parametrize("message", ALL, ids=lambda message: message.key)
def test_its_translation_has_the_same_places(message: Message, language: str) -> None:
    with translation.override("en"):
        wanted = sorted(PLACE.findall(str(message.body)))
    with translation.override(language):
        assert sorted(PLACE.findall(str(message.body))) == wanted
