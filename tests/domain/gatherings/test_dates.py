"""Dates: rhythms over change-over days, exceptions, who comes, what is counted, and what the window shows."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil import rrule

from lotsenwerk.domain.gatherings.actions.come import come, give, stay_away
from lotsenwerk.domain.gatherings.actions.count import count_table, count_visitors, log_item
from lotsenwerk.domain.gatherings.actions.keep_days import Change, change_day
from lotsenwerk.domain.gatherings.actions.keep_series import Held, change_series, make_series, publish_date
from lotsenwerk.domain.gatherings.actions.show_days import end_what_is_over, extend
from lotsenwerk.domain.gatherings.actions.sign_up import Party
from lotsenwerk.domain.gatherings.calendar_file import Told, calendar_of_series
from lotsenwerk.domain.gatherings.days import When, preview
from lotsenwerk.domain.gatherings.models import CallAbout, Form, Often, Outcome, Series, SignUp, SignUpState, Turn
from lotsenwerk.domain.gatherings.queries.dates import day_of, figures_of, listed, series_for
from lotsenwerk.domain.notifications.actions.outbox import compose
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.publishing.actions.publish import withdraw
from lotsenwerk.domain.publishing.documents import Facts, Words
from lotsenwerk.domain.publishing.models import EntryDay
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, Refused, WrongState
from lotsenwerk.kit.tenancy import tenant
from tests.at_once import at_once
from tests.domain.publishing.scene import Scene, make_scene
from tests.factories import MONDAY, make_town
from tests.fingerprint import nothing_changes

TODAY = date(2026, 11, 16)
THURSDAY = date(2026, 11, 19)
EVENING = When(Often.WEEK, THURSDAY, time(18), time(20))
SEATED, WAITS = SignUpState.SIGNED_UP, SignUpState.WAITING


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def cooking(scene: Scene, held: Held | None = None, when: When = EVENING) -> Series:
    """A published date of the carrier; inside the town's scope."""
    words = Words("Kochabend", "Wir kochen zusammen.")
    held = held or Held(takes_sign_ups=True, seats=2, most_companions=1)
    made = make_series(scene.member, Facts(), words, when, held, carrier=scene.carrier, at=MONDAY)
    publish_date(scene.desk, made.page, number=1, at=MONDAY)
    return series_for(scene.desk, made.pk)


def guest(name: str = "Mina", contact: str = "mina@example.org", companions: int = 0) -> Party:
    return Party(guest_name=name, guest_contact=contact, language="uk", companions=companions)


def visitor(scene: Scene) -> Actor:
    return Actor(came=Came.PUBLIC, organisation_id=scene.town.id, language="uk")


@pytest.mark.parametrize(
    ("when", "begins"),
    [
        (When(Often.ONCE, THURSDAY, time(18), time(20)), ["2026-11-19T17:00"]),
        (When(Often.WEEK, date(2027, 3, 23), time(18), time(20)), ["2027-03-23T17:00", "2027-03-30T16:00"]),
        (When(Often.FORTNIGHT, date(2026, 10, 20), time(18), time(20)), ["2026-10-20T16:00", "2026-11-03T17:00"]),
        (When(Often.MONTH, date(2026, 10, 10), time(10), time(12)), ["2026-10-10T08:00", "2026-11-14T09:00"]),
        (When(Often.MONTH, date(2026, 10, 31), time(10), time(12)), ["2026-10-31T09:00", "2026-11-28T09:00"]),
        (When(Often.WEEK, TODAY, time(18), time(20), last_day=TODAY), ["2026-11-16T17:00"]),
    ],
)
def test_a_rhythm_keeps_the_time_on_the_wall(when: When, begins: list[str]) -> None:
    found = preview(when, since=when.first_day, most=2)
    assert [f"{one.begins:%Y-%m-%dT%H:%M}" for one in found] == begins
    assert {one.ends - one.begins for one in found} == {timedelta(hours=2)}


def test_a_published_date_shows_its_days_and_a_draft_none(scene: Scene) -> None:
    with scene.town.open():
        made = make_series(scene.desk, Facts(), Words("Kochabend"), EVENING, at=MONDAY)
        assert not EntryDay.objects.exists()
        publish_date(scene.desk, made.page, number=1, at=MONDAY)
        days = list(EntryDay.objects.order_by("begins"))
        assert days[0].begins == datetime(2026, 11, 19, 17, tzinfo=UTC)
        assert (days[-1].regular_day - TODAY).days in range(394, 401)
        assert extend(MONDAY + timedelta(weeks=1)) == 1
        assert EntryDay.objects.count() == len(days)
        withdraw(scene.desk, made.page, at=MONDAY)
        assert not EntryDay.objects.exists()
        assert extend(MONDAY) == 0


def test_a_day_that_is_cancelled_moved_or_dropped_is_shown_so_at_once(scene: Scene) -> None:
    with scene.town.open():
        series = cooking(scene)
        second, third = THURSDAY + timedelta(weeks=1), THURSDAY + timedelta(weeks=2)
        change_day(scene.member, series, THURSDAY, Change(Turn.CANCELLED, reason="Herd kaputt"), at=MONDAY)
        moved = Change(Turn.MOVED, day=second + timedelta(days=1), begins=time(17), ends=time(19))
        change_day(scene.desk, series, second, moved, at=MONDAY)
        change_day(scene.desk, series, third, Change(Turn.DROPPED), at=MONDAY)
        days = list(EntryDay.objects.order_by("begins")[:3])
        assert [(one.regular_day, one.is_cancelled) for one in days[:2]] == [(THURSDAY, True), (second, False)]
        assert days[1].begins == datetime(2026, 11, 27, 16, tzinfo=UTC)
        assert days[2].regular_day == THURSDAY + timedelta(weeks=3)
        change_day(scene.desk, series, THURSDAY, Change(Turn.AS_ALWAYS), at=MONDAY)
        assert not EntryDay.objects.get(regular_day=THURSDAY).is_cancelled


@pytest.mark.parametrize(
    ("day", "change", "wrong"),
    [
        (THURSDAY, Change(Turn.CANCELLED), BadInput),
        (THURSDAY, Change(Turn.CANCELLED, reason="x" * 201), BadInput),
        (THURSDAY, Change(Turn.MOVED), BadInput),
        (THURSDAY, Change(Turn.MOVED, day=THURSDAY, begins=time(18), ends=time(18)), BadInput),
        (THURSDAY, Change(Turn.MOVED, day=date(2026, 11, 1), begins=time(18), ends=time(19)), BadInput),
        (THURSDAY, Change("burned"), BadInput),
        (THURSDAY, Change(Turn.DROPPED), WrongState),
        (TODAY, Change(Turn.CANCELLED, reason="Krank"), NotThere),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_changes_nothing(
    scene: Scene, day: date, change: Change, wrong: type[Refused]
) -> None:
    with scene.town.open():
        series = cooking(scene)
        come(scene.desk, series, THURSDAY, guest(), at=MONDAY)
    with nothing_changes(scene.town.id), pytest.raises(wrong), scene.town.open():
        change_day(scene.desk, series, day, change, at=MONDAY)


def test_a_full_day_makes_people_wait_and_whoever_moves_up_is_written_to(scene: Scene) -> None:
    with scene.town.open():
        series, public = cooking(scene), visitor(scene)
        first = come(public, series, THURSDAY, guest(companions=1), at=MONDAY)
        second = come(public, series, THURSDAY, guest("Lina", "+49 30 23125 050"), at=MONDAY)
        third = come(public, series, THURSDAY, guest("Olga", "olga@example.org"), at=MONDAY)
        assert [one.state for one in (first, second, third)] == [SEATED, WAITS, WAITS]
        assert EntryDay.objects.get(regular_day=THURSDAY).seats_left == 0
        stay_away(public, first, at=MONDAY)
        rows = {one.guest_name: one for one in SignUp.objects.all()}
        assert (rows["Lina"].state, rows["Lina"].call_about) == (SEATED, CallAbout.MOVED_UP)
        assert rows["Olga"].call_about == CallAbout.NOTHING
        letter = Letter.objects.get()
        assert "Kochabend" in compose(letter, at=MONDAY).body
        assert letter.receiver == "Olga"


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_for_the_last_seat() -> None:
    scene = make_scene(make_town())
    with scene.town.open():
        series = cooking(scene, Held(takes_sign_ups=True, seats=1))

    def ask(number: int) -> str:
        with tenant(scene.town.id):
            return come(visitor(scene), series, THURSDAY, guest(f"Gast {number}"), at=MONDAY).state

    assert sorted(at_once([lambda: ask(1), lambda: ask(2)])) == [SEATED, WAITS]
    with scene.town.open():
        assert EntryDay.objects.get(regular_day=THURSDAY).seats_left == 0


def test_nobody_comes_to_what_is_over_cancelled_or_only_counted(scene: Scene) -> None:
    with scene.town.open():
        series, public = cooking(scene), visitor(scene)
        dropped_in = cooking(scene, Held())
        change_day(scene.desk, series, THURSDAY, Change(Turn.CANCELLED, reason="Krank"), at=MONDAY)
    later = MONDAY + timedelta(weeks=3)
    tries = [
        (public, series, THURSDAY, guest(), MONDAY, WrongState),
        (public, series, THURSDAY + timedelta(weeks=1), guest(), later, WrongState),
        (public, series, TODAY, guest(), MONDAY, NotThere),
        (public, dropped_in, THURSDAY, guest(), MONDAY, WrongState),
        (public, series, THURSDAY + timedelta(weeks=1), guest(contact=" "), MONDAY, BadInput),
        (public, series, THURSDAY + timedelta(weeks=1), guest(name=" "), MONDAY, BadInput),
        (public, series, THURSDAY + timedelta(weeks=1), guest(companions=9), MONDAY, BadInput),
        (scene.stranger, series, THURSDAY + timedelta(weeks=1), guest(), MONDAY, NotAllowed),
    ]
    for actor, asked, day, party, at, wrong in tries:
        with nothing_changes(scene.town.id), pytest.raises(wrong), scene.town.open():
            come(actor, asked, day, party, at=at)


def test_another_partner_and_another_town_see_and_change_nothing(scene: Scene) -> None:
    other = make_scene(make_town("Lampertheim", "06431013"))
    with scene.town.open():
        series = cooking(scene)
        signed = come(scene.desk, series, THURSDAY, guest(), at=MONDAY)
        assert listed(scene.stranger, at=MONDAY) == []
        with pytest.raises(NotThere):
            series_for(scene.stranger, series.pk)
    for verb in (
        lambda: change_day(scene.stranger, series, THURSDAY, Change(Turn.CANCELLED, reason="x"), at=MONDAY),
        lambda: count_visitors(scene.stranger, series, THURSDAY, more=1, at=MONDAY + timedelta(days=3)),
        lambda: stay_away(scene.stranger, signed, at=MONDAY),
        lambda: give(scene.stranger, signed, at=MONDAY),
    ):
        with nothing_changes(scene.town.id), pytest.raises(NotAllowed), scene.town.open():
            verb()
    with other.town.open(), pytest.raises(NotThere):
        series_for(other.desk, series.pk)


def test_a_rhythm_does_not_leave_somebody_standing(scene: Scene) -> None:
    with scene.town.open():
        series = cooking(scene)
        come(scene.desk, series, THURSDAY, guest(), at=MONDAY)
    friday = When(Often.WEEK, THURSDAY + timedelta(days=1), time(18), time(20))
    with nothing_changes(scene.town.id), pytest.raises(WrongState), scene.town.open():
        change_series(scene.desk, series, friday, Held(takes_sign_ups=True), at=MONDAY)
    with scene.town.open():
        later = When(Often.WEEK, THURSDAY, time(19), time(21))
        change_series(scene.desk, series, later, Held(takes_sign_ups=True, seats=5), at=MONDAY)
        assert EntryDay.objects.get(regular_day=THURSDAY).begins == datetime(2026, 11, 19, 18, tzinfo=UTC)


def test_visitors_tables_and_things_are_counted_without_names(scene: Scene) -> None:
    evening = datetime(2026, 11, 19, 18, tzinfo=UTC)
    with scene.town.open():
        cafe = cooking(scene, Held(Form.LANGUAGE_CAFE))
        count_visitors(scene.member, cafe, THURSDAY, more=2, at=evening)
        count_visitors(scene.member, cafe, THURSDAY, more=-5, at=evening)
        count_table(scene.member, cafe, THURSDAY, level="A1", more=4, at=evening)
        shown = day_of(cafe, THURSDAY)
        assert (shown.row.visitors if shown.row else None, dict(shown.tables)) == (0, {"A1": 4})
        repair = cooking(scene, Held(Form.REPAIR))
        for what, grams, outcome in (
            ("Toaster", 1200, Outcome.FIXED),
            ("Lampe", 800, Outcome.HALF),
            ("Uhr", None, "not"),
        ):
            log_item(scene.member, repair, THURSDAY, what=what, grams=grams, outcome=outcome, at=evening)
        figures = figures_of(repair)
        assert (figures.items, figures.fixed, figures.grams) == (3, 1, 1200)
    wrong = [
        lambda: count_visitors(scene.desk, cafe, THURSDAY, more=1, at=MONDAY),
        lambda: count_table(scene.desk, repair, THURSDAY, level="A1", more=1, at=evening),
        lambda: count_table(scene.desk, cafe, THURSDAY, level="Z9", more=1, at=evening),
        lambda: log_item(scene.desk, cafe, THURSDAY, what="Rad", grams=1, outcome="fixed", at=evening),
        lambda: log_item(scene.desk, repair, THURSDAY, what=" ", grams=1, outcome="fixed", at=evening),
        lambda: log_item(scene.desk, repair, THURSDAY, what="Rad", grams=-1, outcome="fixed", at=evening),
        lambda: log_item(scene.desk, repair, THURSDAY, what="Rad", grams=1, outcome="gone", at=evening),
    ]
    for verb in wrong:
        with nothing_changes(scene.town.id), pytest.raises((WrongState, BadInput)), scene.town.open():
            verb()


def test_lists_of_days_that_are_over_end_so_that_names_are_forgotten(scene: Scene) -> None:
    with scene.town.open():
        series = cooking(scene)
        signed = come(scene.desk, series, THURSDAY, guest(), at=MONDAY)
        assert end_what_is_over(MONDAY) == 0
        assert end_what_is_over(MONDAY + timedelta(weeks=1)) == 1
        signed.list.refresh_from_db()
        assert signed.list.ended_at == datetime(2026, 11, 19, 19, tzinfo=UTC)


def test_the_calendar_file_says_the_same_days_to_another_reader(scene: Scene) -> None:
    with scene.town.open():
        series = cooking(scene)
        change_day(scene.desk, series, THURSDAY, Change(Turn.DROPPED), at=MONDAY)
        second = THURSDAY + timedelta(weeks=1)
        change_day(scene.desk, series, second, Change(Turn.CANCELLED, reason="Herd, kaputt"), at=MONDAY)
        text = calendar_of_series(series, Told("Kochen; backen", "Ä" * 90, "Rathaus", "https://x.example/"), at=MONDAY)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")
    head = [line for line in lines if line.startswith(("DTSTART;", "RRULE:FREQ=WEEKLY", "EXDATE"))][:3]
    rule = rrule.rrulestr("\n".join(line.replace(";TZID=Europe/Berlin", "") for line in head))
    begins = [rule[0], rule[1]]
    assert begins == [datetime(2026, 11, 26, 18), datetime(2026, 12, 3, 18)]  # noqa: DTZ001 - wall times
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20261126T180000" in lines
    assert lines.count("STATUS:CANCELLED") == 1
    assert "SUMMARY:Kochen\\; backen" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert "BEGIN:VTIMEZONE" in lines


def test_a_list_costs_the_same_for_one_and_for_three(scene: Scene, django_assert_num_queries: object) -> None:
    with scene.town.open():
        for _number in range(3):
            come(scene.desk, cooking(scene), THURSDAY, guest(), at=MONDAY)
            with django_assert_num_queries(4):  # type: ignore[operator]
                assert listed(scene.desk, at=MONDAY)[0].comes == 1
