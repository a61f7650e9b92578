"""The journal can grow and be partly forgotten, and everything else is noticed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from lotsenwerk.domain.journal.actions.forget import forget_person
from lotsenwerk.domain.journal.actions.once import once
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.journal.actions.seal import Broken, broken_places, seal
from lotsenwerk.domain.journal.jobs import seal_journal
from lotsenwerk.domain.journal.models import Detail, Done, Line, Seal, SealedLine
from lotsenwerk.domain.journal.queries import change_stamp, lines_about, story_of
from lotsenwerk.kit.errors import BadInput
from lotsenwerk.kit.tenancy import NoScope
from tests.database import TestDatabase
from tests.factories import MONDAY, Town, make_client, make_need, make_town
from tests.fingerprint import nothing_changes


@pytest.fixture
def sealed(committed: None) -> Town:
    """A town with three batches of lines."""
    town = make_town()
    with town.open():
        for number in range(3):
            make_client(town, family_name=f"Weber {number}")
            seal(at=MONDAY + timedelta(hours=number))
    return town


def test_a_sealed_journal_is_whole(sealed: Town) -> None:
    with sealed.open():
        assert Seal.objects.count() == 3
        assert SealedLine.objects.count() == Line.objects.count()
        assert broken_places() == []
        assert seal(at=MONDAY) is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal_line SET verb = 'something_else' WHERE id = %(line)s",
        "UPDATE journal_line SET user_id = 4711 WHERE id = %(line)s",
        "UPDATE journal_line SET at = at - interval '1 day' WHERE id = %(line)s",
        "UPDATE journal_line SET about_person_id = NULL WHERE id = %(line)s",
        "UPDATE journal_sealedline SET position = position + 100 WHERE line_id = %(line)s",
        "DELETE FROM journal_sealedline WHERE line_id = %(line)s",
        "UPDATE journal_seal SET previous = hash WHERE number = 2",
    ],
)
def test_a_line_that_somebody_changed_is_noticed_in_its_seal(
    sealed: Town, test_database: TestDatabase, change: str
) -> None:
    with sealed.open():
        place = SealedLine.objects.filter(seal__number=2, line__verb="register_client").get()
        only_one = SealedLine.objects.filter(seal__number=2).count() == 1
    with test_database.owner() as owner:
        owner.execute(change, {"line": place.line_id})
    with sealed.open():
        found = broken_places()
    if "position" in change and only_one:
        # The only line of its batch stands first wherever it stands.
        assert found == []
    else:
        assert Broken(2, None) in found


def test_a_seal_that_was_made_anew_breaks_the_chain_behind_it(sealed: Town, test_database: TestDatabase) -> None:
    with test_database.owner() as owner:
        owner.execute("UPDATE journal_seal SET hash = sha256('forged') WHERE number = 1")
    with sealed.open():
        assert [place.seal_number for place in broken_places()] == [1, 2]


def test_a_personal_part_that_somebody_changed_is_named_with_its_line(
    sealed: Town, test_database: TestDatabase
) -> None:
    with sealed.open():
        first, second = Detail.objects.filter(line__verb="register_client").order_by("id")[:2]
    with test_database.owner() as owner:
        owner.execute(
            "UPDATE journal_detail SET told = (SELECT told FROM journal_detail WHERE id = %s) WHERE id = %s",
            [second.id, first.id],
        )
    with sealed.open():
        assert [place.line_id for place in broken_places()] == [first.line_id]


def test_a_personal_part_that_nobody_can_read_any_more_is_named_too(sealed: Town, test_database: TestDatabase) -> None:
    with sealed.open():
        detail = Detail.objects.order_by("id")[0]
    with test_database.owner() as owner:
        owner.execute("UPDATE journal_detail SET told = 'v1:demo:AAAA' WHERE id = %s", [detail.id])
    with sealed.open():
        assert [place.line_id for place in broken_places()] == [detail.line_id]


def test_forgetting_a_person_keeps_every_seal_true(sealed: Town) -> None:
    with sealed.open():
        person_id = Line.objects.filter(verb="register_client").order_by("id")[0].about_person_id
        assert person_id is not None
        assert forget_person(person_id) == 1
        assert broken_places() == []
        [line] = lines_about(person_id)
        assert not hasattr(line, "detail")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_line SET verb = ''",
        "DELETE FROM journal_line",
        "DELETE FROM journal_seal",
        "UPDATE journal_sealedline SET position = 0",
        "UPDATE journal_detail SET salt = ''",
        "TRUNCATE journal_line CASCADE",
    ],
)
def test_the_program_itself_cannot_rewrite_it(sealed: Town, statement: str) -> None:
    refused = pytest.raises(DatabaseError, match="permission denied")
    with sealed.open(), nothing_changes(sealed.id), connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute(statement)


@pytest.mark.django_db
def test_the_nightly_job_seals_everything_in_batches() -> None:
    town = make_town()
    with town.open():
        for number in range(4):
            make_client(town, family_name=f"Weber {number}")
    seal_journal.func(organisation_id=town.id)
    with town.open():
        assert SealedLine.objects.count() == Line.objects.count()


@pytest.mark.django_db
def test_each_town_has_a_chain_of_its_own() -> None:
    towns = make_town(), make_town("Lampertheim", "06431013")
    for town in towns:
        with town.open():
            made = seal(at=MONDAY)
            assert made is not None
            assert made.number == 1
    for town in towns:
        with town.open():
            assert broken_places() == []


@pytest.mark.django_db
def test_a_story_is_told_from_its_beginning_with_the_newest_kept() -> None:
    town = make_town()
    with town.open():
        need = make_need(town, make_client(town))
        for number in range(5):
            story = ("assistance", "need", need.id)
            record(town.coordinator, f"step_{number}", ("assistance", "offer", number), story=story, at=MONDAY)
        told = [line.verb for line in story_of(("assistance", "need", need.id), most=3)]
        assert told == ["step_2", "step_3", "step_4"]


@pytest.mark.django_db
def test_a_line_outside_of_every_scope_is_refused() -> None:
    town = make_town()
    with pytest.raises(NoScope):
        record(town.coordinator, "take_in", ("assistance", "need", 1), at=MONDAY)


@pytest.mark.django_db
def test_the_stamp_rises_with_a_verb_and_stays_where_nothing_was_done() -> None:
    town = make_town()
    with town.open():
        before = change_stamp()
    with town.open():
        assert change_stamp() == before
        make_client(town)
    with town.open():
        assert change_stamp() == before + 1


@pytest.mark.django_db
def test_a_step_that_fails_leaves_no_line_and_no_stamp() -> None:
    town = make_town()
    with town.open():
        before = change_stamp()
    with town.open(), nothing_changes(town.id), pytest.raises(ZeroDivisionError), town.open():  # noqa: PT012 - one step
        make_client(town)
        raise ZeroDivisionError
    with town.open():
        assert change_stamp() == before


# --- once -------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_second_tap_gets_the_first_answer_and_acts_no_more() -> None:
    town, action_id = make_town(), uuid4()
    with town.open():
        first = once(action_id, lambda: {"client": make_client(town).id}, at=MONDAY)
        with nothing_changes(town.id):
            assert once(action_id, lambda: {"client": make_client(town).id}, at=MONDAY) == first


@pytest.mark.django_db
def test_the_same_id_in_two_towns_is_two_actions() -> None:
    here, there, action_id = make_town(), make_town("Lampertheim", "06431013"), uuid4()
    with here.open():
        once(action_id, lambda: {"town": here.id}, at=MONDAY)
    with there.open():
        assert once(action_id, lambda: {"town": there.id}, at=MONDAY) == {"town": there.id}


@pytest.mark.django_db
def test_a_refusal_that_the_caller_shows_leaves_the_next_try_free() -> None:
    town, action_id = make_town(), uuid4()

    def refuse() -> dict[str, object]:
        make_client(town)
        raise BadInput("no")

    with town.open():
        with nothing_changes(town.id), pytest.raises(BadInput):
            once(action_id, refuse, at=MONDAY)
        assert not Done.objects.exists()
        assert once(action_id, lambda: {"ok": True}, at=MONDAY) == {"ok": True}


@pytest.mark.django_db
def test_without_an_id_every_try_acts() -> None:
    town = make_town()
    with town.open():
        for number in range(2):
            once(None, lambda number=number: {"n": make_client(town, family_name=str(number)).id}, at=MONDAY)
        assert Line.objects.filter(verb="register_client").count() == 2
