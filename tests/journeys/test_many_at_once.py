"""Many people, one moment: what must hold when two thumbs come down in the same second."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from lotsenwerk.domain.accounts.actions.membership import end_role, give_role
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.accounts.queries import members_of
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer
from lotsenwerk.domain.assistance.actions.finish import confirm, report
from lotsenwerk.domain.assistance.actions.offers import make_offer, withdraw_offer
from lotsenwerk.domain.assistance.actions.turn_back import cancel
from lotsenwerk.domain.assistance.models import (
    Assignment,
    CallBack,
    Confirmation,
    Need,
    NeedState,
    Offer,
    OfferState,
    Report,
)
from lotsenwerk.domain.journal.actions.once import once
from lotsenwerk.domain.journal.actions.seal import broken_places, seal
from lotsenwerk.domain.journal.models import Line, SealedLine
from lotsenwerk.domain.journal.queries import change_stamp
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.domain.privacy.actions.erase_person import erase_person
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere, Refused, WrongState
from tests.at_once import at_once
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer

pytestmark = pytest.mark.usefixtures("committed")

SOON = MONDAY + timedelta(minutes=5)


def saying_yes(town: Town, actor: Actor, offer_id: int) -> Callable[[], int]:
    """Somebody's yes in a transaction of its own; answers the assignment's id."""

    def yes() -> int:
        with town.open():
            return accept_offer(actor, Offer.objects.get(pk=offer_id), at=SOON).id

    return yes


def verbs(town: Town) -> Counter[str]:
    with town.open():
        return Counter(Line.objects.values_list("verb", flat=True))


def test_fifty_yeses_to_one_offer_give_one_assignment_and_49_polite_answers() -> None:
    town = make_town()
    with town.open():
        amira = make_volunteer(town)
        offer = make_offer(town.coordinator, make_need(town, make_client(town)), volunteer=amira, at=MONDAY)
    answers = at_once([saying_yes(town, town.volunteer_actor(amira), offer.id)] * 50)
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(refused) == 49
    assert all(isinstance(answer, WrongState) and answer.sentence for answer in refused)
    with town.open():
        assert Assignment.objects.count() == 1
        assert CallBack.objects.count() == 1
        assert Letter.objects.filter(message="assistance.accepted").count() == 1
        assert Need.objects.get().state == NeedState.STAFFED
    assert verbs(town)["accept_offer"] == 1


def test_of_fifty_rivals_one_goes_and_each_other_is_thanked_exactly_once() -> None:
    town = make_town()
    with town.open():
        need = make_need(town, make_client(town))
        helpers = [make_volunteer(town, given_name=f"Helferin {number}") for number in range(50)]
        offers = [make_offer(town.coordinator, need, volunteer=helper, at=MONDAY) for helper in helpers]
        # The questions have left, so everybody has to hear how it ended.
        Letter.objects.update(state=LetterState.SENT)
    pairs = zip(helpers, offers, strict=True)
    answers = at_once([saying_yes(town, town.volunteer_actor(helper), offer.id) for helper, offer in pairs])
    assert sum(isinstance(answer, int) for answer in answers) == 1
    with town.open():
        goes = Assignment.objects.get()
        assert Counter(Offer.objects.values_list("state", flat=True)) == {
            OfferState.ACCEPTED: 1,
            OfferState.CLOSED: 49,
        }
        thanked = Letter.objects.filter(message="assistance.not_needed").values_list("to_id", flat=True)
        assert sorted(thanked) == sorted(helper.person_id for helper in helpers if helper.id != goes.volunteer_id)
    assert verbs(town)["accept_offer"] == 1


def test_who_is_closed_before_the_question_left_hears_nothing_at_all() -> None:
    town = make_town()
    with town.open():
        need = make_need(town, make_client(town))
        helpers = [make_volunteer(town, given_name=f"Helferin {number}") for number in range(3)]
        offers = [make_offer(town.coordinator, need, volunteer=helper, at=MONDAY) for helper in helpers]
        accept_offer(town.volunteer_actor(helpers[0]), offers[0], at=MONDAY + timedelta(seconds=3))
        assert not Letter.objects.filter(message="assistance.not_needed").exists()
        assert Letter.objects.filter(message="assistance.offer", state=LetterState.WITHDRAWN).count() == 3


def test_one_volunteer_who_says_yes_twice_at_once_is_never_in_two_places() -> None:
    town = make_town()
    with town.open():
        amira = make_volunteer(town)
        offers = [
            make_offer(
                town.coordinator,
                make_need(town, make_client(town, family_name=f"Nachbarin {number}"), window_hours=1),
                volunteer=amira,
                at=MONDAY,
            )
            for number in range(8)
        ]
    answers = at_once([saying_yes(town, town.volunteer_actor(amira), offer.id) for offer in offers])
    assert sum(isinstance(answer, int) for answer in answers) == 1
    with town.open():
        assert Assignment.objects.count() == 1
        assert Need.objects.filter(state=NeedState.OFFERED).count() == 7
        assert Offer.objects.filter(state=OfferState.OPEN).count() == 7


def test_two_yeses_with_room_for_both_do_not_overlap() -> None:
    town = make_town()
    with town.open():
        amira = make_volunteer(town)
        offers = [
            make_offer(
                town.coordinator, make_need(town, make_client(town, family_name=name)), volunteer=amira, at=MONDAY
            )
            for name in ("Weber", "Kolb")
        ]
    answers = at_once([saying_yes(town, town.volunteer_actor(amira), offer.id) for offer in offers])
    with town.open():
        for number, answer in enumerate(answers):
            if isinstance(answer, Refused):
                # Both aimed at the first free stretch; the next try finds the one behind it.
                accept_offer(town.volunteer_actor(amira), offers[number], at=SOON)
        first, second = Assignment.objects.order_by("during")
        assert first.during.upper <= second.during.lower


def test_yes_no_and_withdrawal_in_one_moment_end_in_one_of_the_three() -> None:
    town = make_town()
    for turn in range(4):
        with town.open():
            amira = make_volunteer(town, given_name=f"Amira {turn}")
            need = make_need(town, make_client(town, family_name=f"Weber {turn}"))
            offer = make_offer(town.coordinator, need, volunteer=amira, at=MONDAY)
        herself = town.volunteer_actor(amira)

        def no(actor: Actor = herself, pk: int = offer.id) -> int:
            with town.open():
                return decline_offer(actor, Offer.objects.get(pk=pk), at=SOON).id

        def take_back(pk: int = offer.id) -> int:
            with town.open():
                return withdraw_offer(town.coordinator, Offer.objects.get(pk=pk), at=SOON).id

        def not_any_more(pk: int = need.id) -> int:
            with town.open():
                return cancel(town.coordinator, Need.objects.get(pk=pk), at=SOON).id

        at_once([saying_yes(town, herself, offer.id), no, take_back, not_any_more])
        with town.open():
            need, offer = Need.objects.get(pk=need.pk), Offer.objects.get(pk=offer.pk)
            going = Assignment.objects.filter(need=need, state="accepted").count()
            assert offer.state != OfferState.OPEN
            assert going == (need.state == NeedState.STAFFED)
            assert need.state in {NeedState.CANCELLED, NeedState.STAFFED, NeedState.OPEN}


def test_a_report_and_a_confirmation_that_come_twice_are_written_once() -> None:
    town = make_town()
    with town.open():
        amira = make_volunteer(town)
        offer = make_offer(town.coordinator, make_need(town, make_client(town)), volunteer=amira, at=MONDAY)
        going = accept_offer(town.volunteer_actor(amira), offer, at=SOON).id
    later = MONDAY + timedelta(hours=26)

    def tell(minutes: int) -> Callable[[], int]:
        def step() -> int:
            with town.open():
                return report(
                    town.volunteer_actor(amira), Assignment.objects.get(pk=going), minutes=minutes, at=later
                ).minutes

        return step

    def agree() -> int:
        with town.open():
            return confirm(town.coordinator, Assignment.objects.get(pk=going), at=later).minutes

    told = [answer for answer in at_once([tell(minutes) for minutes in range(30, 40)]) if isinstance(answer, int)]
    agreed = [answer for answer in at_once([agree] * 10) if isinstance(answer, int)]
    assert len(told) == 1
    assert agreed == told
    with town.open():
        assert (Report.objects.count(), Confirmation.objects.count()) == (1, 1)


def test_the_same_action_id_from_twenty_threads_acts_once_and_all_get_the_same_answer() -> None:
    town = make_town()
    with town.open():
        client = make_client(town)
    action_id = uuid4()

    def tap() -> object:
        with town.open():
            return once(action_id, lambda: {"need": make_need(town, client).id}, at=SOON)["need"]

    assert len(set(at_once([tap] * 20))) == 1
    with town.open():
        assert Need.objects.count() == 1


def test_the_change_stamp_rises_by_every_step_of_many_who_work_at_once() -> None:
    town = make_town()
    with town.open():
        clients = [make_client(town, family_name=f"Weber {number}") for number in range(20)]
    with town.open():
        before = change_stamp()

    def work(number: int) -> Callable[[], int]:
        def step() -> int:
            with town.open():
                make_need(town, clients[number])
                make_need(town, clients[-number - 1])
                return 1

        return step

    assert sum(answer for answer in at_once([work(number) for number in range(20)]) if isinstance(answer, int)) == 20
    with town.open():
        assert change_stamp() == before + 20


def test_two_who_seal_at_once_give_every_line_exactly_one_place() -> None:
    town = make_town()
    with town.open():
        for number in range(12):
            make_client(town, family_name=f"Weber {number}")

    def close() -> None:
        with town.open():
            seal(at=SOON, most=5)

    at_once([close] * 8)
    with town.open():
        assert SealedLine.objects.count() == Line.objects.count()
        assert broken_places() == []


def test_a_letter_that_ten_workers_take_in_hand_leaves_once() -> None:
    town = make_town()
    with town.open():
        make_offer(town.coordinator, make_need(town, make_client(town)), volunteer=make_volunteer(town), at=MONDAY)
        letter = Letter.objects.get()

    def take() -> bool:
        with town.open():
            return outbox.begin(letter.id, at=SOON) is not None

    assert sorted(answer for answer in at_once([take] * 10) if isinstance(answer, bool)) == [False] * 9 + [True]


def test_a_letter_is_either_sent_or_withdrawn_and_never_both() -> None:
    town = make_town()
    for turn in range(6):
        with town.open():
            amira = make_volunteer(town, given_name=f"Amira {turn}")
            need = make_need(town, make_client(town, family_name=f"Weber {turn}"))
            offer = make_offer(town.coordinator, need, volunteer=amira, at=MONDAY)
            letter = Letter.objects.get(to=amira.person)

        def take(pk: int = letter.id) -> str:
            with town.open():
                return "leaves" if outbox.begin(pk, at=SOON) else "stays"

        def back(pk: int = offer.id) -> str:
            with town.open():
                withdraw_offer(town.coordinator, Offer.objects.get(pk=pk), at=SOON)
                return "back"

        answers = at_once([take, back])
        with town.open():
            letter.refresh_from_db()
            thanked = Letter.objects.filter(to=amira.person, message="assistance.not_needed").count()
        assert letter.state == (LetterState.SENDING if "leaves" in answers else LetterState.WITHDRAWN)
        assert thanked == ("leaves" in answers)


def test_two_administrators_who_end_each_other_leave_one() -> None:
    town = make_town()
    with town.open():
        administrator = town.actor(Role.ADMINISTRATOR)
        second = give_role(
            administrator, email="zweite@buerstadt.example", display_name="Zweite", role=Role.ADMINISTRATOR, at=MONDAY
        )
    first = town.members[Role.ADMINISTRATOR]

    def end(pk: int) -> Callable[[], int]:
        def step() -> int:
            with town.open():
                end_role(administrator, pk, at=SOON)
                return pk

        return step

    answers = at_once([end(first.id), end(second.id)])
    assert sum(isinstance(answer, int) for answer in answers) == 1
    assert members_of(town.id).filter(role=Role.ADMINISTRATOR).count() == 1


def test_nobody_is_forgotten_in_the_middle_of_a_step() -> None:
    town = make_town()
    for turn in range(4):
        with town.open():
            amira = make_volunteer(town, given_name=f"Amira {turn}")
            need = make_need(town, make_client(town, family_name=f"Weber {turn}"))

        def ask(helper: Volunteer = amira, pk: int = need.id) -> str:
            try:
                with town.open():
                    make_offer(town.coordinator, Need.objects.get(pk=pk), volunteer=helper, at=SOON)
            except NotThere:
                return "not there"
            return "asked"

        def forget(helper: Volunteer = amira) -> str:
            with town.open():
                erase_person(town.coordinator, helper.person, at=SOON)
                return "forgotten"

        asked, forgotten = at_once([ask, forget])
        assert (asked == "asked") == isinstance(forgotten, Refused)
        assert (asked == "not there") == (forgotten == "forgotten")
