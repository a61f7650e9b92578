"""Words of letters are emptied after 90 days as the list said; links and answers of forms go after 30."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.journal.actions.once import once
from lotsenwerk.domain.journal.models import Done
from lotsenwerk.domain.notifications import personal_data
from lotsenwerk.domain.notifications.actions.again import send_again
from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.domain.people.actions.links import LIFETIME, make_link
from lotsenwerk.domain.people.models import Link
from lotsenwerk.domain.privacy.actions.run_retention import run_retention
from lotsenwerk.domain.privacy.jobs import housekeeping
from lotsenwerk.domain.privacy.queries import due_for_retention
from lotsenwerk.kit.actor import system
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer

pytestmark = pytest.mark.django_db

QUARTER = timedelta(days=90)
MONTH = timedelta(days=30)
MOMENT = timedelta(seconds=1)


def letters_in(town: Town, *states: LetterState) -> list[int]:
    """One letter in each state, moved there on Monday."""
    ids = []
    amira, client = make_volunteer(town), make_client(town)
    for state in states:
        offer = make_offer(town.coordinator, make_need(town, client), volunteer=amira, at=MONDAY)
        letters = Letter.objects.filter(subject_id=offer.id)
        letters.update(state=state, moved_at=None if state == LetterState.WAITING else MONDAY)
        ids.append(letters.get().id)
    return ids


def test_the_list_of_letters_is_what_is_emptied_and_nothing_beside_it() -> None:
    town = make_town()
    with town.open():
        ids = dict(zip(LetterState, letters_in(town, *LetterState), strict=True))
        ended = {ids[state] for state in LetterState} - {ids[LetterState.WAITING], ids[LetterState.SENDING]}
        assert due_for_retention(town.coordinator, MONDAY + QUARTER) == []
        listed = due_for_retention(town.coordinator, MONDAY + QUARTER + MOMENT)
        assert {due.subject[2] for due in listed} == ended
        assert {(due.rule, due.who, due.on) for due in listed} == {
            ("notifications.words", "Haddad, Amira", (MONDAY + QUARTER).date())
        }
        run = run_retention(system(town.id), at=MONDAY + QUARTER + MOMENT)
        assert run.forgotten == len(listed)
        assert set(Letter.objects.filter(told__isnull=True).values_list("id", flat=True)) == ended
        assert Letter.objects.count() == len(ids)
        assert due_for_retention(town.coordinator, MONDAY + QUARTER + MOMENT) == []


def test_a_letter_that_was_sent_again_since_the_list_was_made_keeps_its_words() -> None:
    town = make_town()
    with town.open():
        [letter_id] = letters_in(town, LetterState.FAILED)
        at = MONDAY + QUARTER + MOMENT
        [listed] = due_for_retention(town.coordinator, at)
        send_again(town.coordinator, Letter.objects.get(), at=at)
        personal_data.expire(listed, at)
        assert Letter.objects.get(pk=letter_id).told is not None


def link_of(town: Town) -> None:
    make_link(person_id=1, purpose="go", subject_id=1, route="mine:assignment", ref="ABC", at=MONDAY)


@pytest.mark.parametrize(("after", "left"), [(MONTH, 1), (MONTH + MOMENT, 0)])
def test_links_go_30_days_after_they_expired_and_those_of_other_towns_stay(after: timedelta, left: int) -> None:
    town, other = make_town(), make_town("Lampertheim", "06431013")
    for one in (town, other):
        with one.open():
            link_of(one)
    with time_machine.travel(MONDAY + LIFETIME + after, tick=False):
        housekeeping.func(organisation_id=town.id)
    assert Link.objects.filter(organisation_id=town.id).count() == left
    assert Link.objects.filter(organisation_id=other.id).count() == 1


@pytest.mark.parametrize(("after", "left"), [(MONTH, 1), (MONTH + MOMENT, 0)])
def test_answers_of_forms_go_30_days_after_they_were_made(after: timedelta, left: int) -> None:
    town = make_town()
    with town.open():
        once(uuid4(), lambda: {"ok": True}, at=MONDAY)
    with time_machine.travel(MONDAY + after, tick=False):
        housekeeping.func(organisation_id=town.id)
    with town.open():
        assert Done.objects.count() == left
