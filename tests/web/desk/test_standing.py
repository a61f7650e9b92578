"""What comes again at the desk: the list, one with its dates, and asking several."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.assistance.models import Cascade, Need, NeedState, Offer, Rhythm
from tests.domain.assistance.standing.scene import THURSDAY, WEEK, Scene, days
from tests.factories import Town, make_client, make_need, make_volunteer
from tests.web.desk.conftest import LogIn, said

TYPED = {
    "kind": "shop_and_deliver",
    "repeat": "week",
    "day": "2026-11-19",
    "part": "morning",
    "minutes": "60",
    "ceiling": "40",
    "wish": "2 × Milch",
    "money": "client",
}
MOVED = {"day": "2026-11-20", "begins": "14:00", "ends": "16:00"}


@pytest.fixture
def scene(town: Town) -> Scene:
    with town.open():
        return Scene(town, make_client(town), make_volunteer(town), make_volunteer(town, given_name="Tesfay"))


@pytest.fixture
def rhythm(scene: Scene) -> Rhythm:
    with scene.town.open():
        scene.is_regular(scene.amira)
        return scene.every_thursday()


@pytest.fixture
def need(scene: Scene) -> Need:
    with scene.town.open():
        return make_need(scene.town, scene.client)


def test_it_is_made_on_the_persons_page_and_stands_in_the_list(coordinator: Browser, scene: Scene) -> None:
    new = f"/desk/standing/new/{scene.client.person_id}/"
    assert new in said(coordinator.get(f"/desk/people/{scene.client.person_id}/"))
    answer = coordinator.post(new, TYPED)
    with scene.town.open():
        made = Rhythm.objects.get()
        assert days() == [THURSDAY, THURSDAY + WEEK]
        assert (made.ceiling_cents, made.minutes, made.last_day) == (4000, 60, None)
    assert answer.url == f"/desk/standing/{made.id}/"
    for page in ("/desk/standing/", f"/desk/people/{scene.client.person_id}/"):
        assert "every Thursday, 08:00–12:00" in said(coordinator.get(page))


def test_a_form_that_is_sent_twice_makes_one(coordinator: Browser, scene: Scene) -> None:
    new = f"/desk/standing/new/{scene.client.person_id}/"
    typed = {**TYPED, "action_id": coordinator.get(new).context["action_id"]}
    assert coordinator.post(new, typed).url == coordinator.post(new, typed).url
    with scene.town.open():
        assert Rhythm.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": "2026-11-15"}, "Please choose a day from today on"),
        ({"day": "31.02.2026"}, "valid date"),
        ({"last_day": "2026-11-18"}, "The last day lies before the first"),
        ({"part": "morning", "minutes": "300"}, "This takes longer"),
        ({"minutes": "9999999999999"}, "12 hours"),
        ({"repeat": ""}, "required"),
        ({"repeat": "daily"}, "valid choice"),
        ({"wish": "mit EC-Karte Geld holen"}, "we send nobody to a bank"),
    ],
)
def test_what_cannot_be_right_keeps_what_was_typed(
    coordinator: Browser, scene: Scene, wrong: dict[str, str], sentence: str
) -> None:
    answer = coordinator.post(f"/desk/standing/new/{scene.client.person_id}/", {**TYPED, **wrong})
    assert answer.status_code == 200
    assert sentence in said(answer)
    assert wrong.get("wish", "2 × Milch") in said(answer)
    with scene.town.open():
        assert Rhythm.objects.count() == 0


def test_the_next_eight_dates_say_who_comes_and_what_can_be_done(coordinator: Browser, rhythm: Rhythm) -> None:
    page = said(coordinator.get(f"/desk/standing/{rhythm.id}/"))
    assert page.count("Leave out") == 8
    assert page.count("Amira is coming") == 2
    assert page.count("not planned yet") == 6
    # The Thursday between Christmas and New Year is none, New Year's Eve is a Thursday and a working day.
    assert "Christmas" not in page


def test_a_holiday_is_named_with_the_day_instead(coordinator: Browser, scene: Scene) -> None:
    with scene.town.open():
        made = scene.every_thursday(first_day=date(2026, 12, 25))
    page = said(coordinator.get(f"/desk/standing/{made.id}/"))
    assert "Thu 24.12." in page
    assert "instead of Fri 25.12." in page
    assert "(Christmas Day)" in page


def test_a_date_is_left_out_brought_back_and_moved(coordinator: Browser, scene: Scene, rhythm: Rhythm) -> None:
    at = f"/desk/standing/{rhythm.id}/2026-11-19"
    coordinator.post(f"{at}/skip/")
    page = said(coordinator.get(f"/desk/standing/{rhythm.id}/"))
    assert "left out" in page
    assert f"{at}/back/" in page
    coordinator.post(f"{at}/back/")
    with scene.town.open():
        assert days() == [THURSDAY, THURSDAY + WEEK]
    assert '"09:00"' in said(coordinator.get(f"{at}/move/"))
    assert coordinator.post(f"{at}/move/", MOVED).url == f"/desk/standing/{rhythm.id}/"
    with scene.town.open():
        moved = Need.objects.get(for_day=THURSDAY)
    assert moved.earliest.date() == THURSDAY + timedelta(days=1)
    page = said(coordinator.get(f"/desk/needs/{moved.id}/"))
    assert f'href="/desk/standing/{rhythm.id}/"' in page
    assert "every Thursday" in page
    assert "instead of Thu 19.11." in page


def test_a_date_is_moved_to_a_time_that_can_be(coordinator: Browser, rhythm: Rhythm) -> None:
    at = f"/desk/standing/{rhythm.id}/2026-11-19/move/"
    for wrong, sentence in (
        ({"ends": "13:00"}, "The end must be later"),
        ({"ends": "14:30"}, "This takes longer"),
        ({"day": "2027-05-01"}, "within four weeks"),
        ({"begins": "25:00"}, "valid time"),
    ):
        assert sentence in said(coordinator.post(at, {**MOVED, **wrong}))


@pytest.mark.parametrize("day", ["2026-11-20", "2026-02-31", "9999-99-99", "thursday"])
@pytest.mark.parametrize("verb", ["skip", "move", "back"])
def test_a_day_that_is_none_of_its_days_is_not_there(coordinator: Browser, rhythm: Rhythm, day: str, verb: str) -> None:
    assert coordinator.post(f"/desk/standing/{rhythm.id}/{day}/{verb}/", MOVED).status_code == 404


def test_it_is_changed_from_its_next_day_on_and_ended(coordinator: Browser, scene: Scene, rhythm: Rhythm) -> None:
    change = f"/desk/standing/{rhythm.id}/change/"
    form = coordinator.get(change).context["form"]
    assert (form.initial["day"], form.initial["repeat"]) == (THURSDAY, "week")
    answer = coordinator.post(change, {**TYPED, "part": "afternoon"})
    with scene.town.open():
        new = Rhythm.objects.latest("id")
        assert {need.earliest.hour for need in Need.objects.exclude(state=NeedState.CANCELLED)} == {12}
    assert answer.url == f"/desk/standing/{new.id}/"
    assert coordinator.post(f"/desk/standing/{new.id}/end/", {"last_day": "2026-11-15"}).status_code == 200
    assert coordinator.post(f"/desk/standing/{new.id}/end/", {"last_day": "2026-11-16"}).status_code == 302
    assert "This has ended" in said(coordinator.get(f"/desk/standing/{new.id}/"))
    assert "every Thursday" not in said(coordinator.get("/desk/standing/"))
    assert "every Thursday" in said(coordinator.get("/desk/standing/?show=over"))


def test_a_list_of_many_asks_as_often_as_a_list_of_one(
    town: Town, coordinator: Browser, django_assert_max_num_queries: Callable
) -> None:
    def enter(name: str) -> None:
        with town.open():
            made = Scene(town, make_client(town, family_name=name), make_volunteer(town), make_volunteer(town))
            made.is_regular(made.amira)
            made.every_thursday()

    def asked() -> int:
        with django_assert_max_num_queries(30) as seen:
            answer = coordinator.get("/desk/standing/")
        assert len(answer.content) < 40 * 1024
        return len(seen)

    enter("Weber")
    asked()
    one = asked()
    enter("Kolb")
    enter("Gölz")
    assert asked() == one
    assert one <= 12


def test_one_with_its_dates_asks_at_most_twelve_times(
    coordinator: Browser, rhythm: Rhythm, django_assert_max_num_queries: Callable
) -> None:
    coordinator.get(f"/desk/standing/{rhythm.id}/")
    with django_assert_max_num_queries(15):
        coordinator.get(f"/desk/standing/{rhythm.id}/")


# --- asking several ---------------------------------------------------------------------------------------------------


def test_everybody_who_is_ticked_is_asked(coordinator: Browser, scene: Scene, need: Need) -> None:
    page = said(coordinator.get(f"/desk/needs/{need.id}/volunteers/"))
    assert page.count('name="who"') == 2
    who = [scene.amira.person_id, scene.tesfay.person_id]
    answer = coordinator.post(f"/desk/needs/{need.id}/ask/", {"who": who}, follow=True)
    assert "2 people are being asked." in said(answer)
    with scene.town.open():
        assert Offer.objects.filter(need=need).count() == 2


@pytest.mark.parametrize("who", [[], ["x"], ["9" * 30]])
def test_where_nobody_is_ticked_nobody_is_asked(coordinator: Browser, scene: Scene, need: Need, who: list[str]) -> None:
    answer = coordinator.post(f"/desk/needs/{need.id}/ask/", {"who": who}, follow=True)
    assert "Please choose whom to ask." in said(answer)
    with scene.town.open():
        assert Offer.objects.count() == 0


def test_one_after_the_other_is_shown_with_its_next_step_and_stopped(
    coordinator: Browser, scene: Scene, need: Need
) -> None:
    coordinator.post(f"/desk/needs/{need.id}/cascade/", {"wait_minutes": "30", "at_once": "1"})
    page = said(coordinator.get(f"/desk/needs/{need.id}/volunteers/"))
    assert "the next one at 10:30 a.m." in page
    assert "Begin to ask" not in page
    coordinator.post(f"/desk/needs/{need.id}/cascade/stop/")
    with scene.town.open():
        assert Cascade.objects.get().state == "ended"
        assert Offer.objects.count() == 1
    assert "Begin to ask" in said(coordinator.get(f"/desk/needs/{need.id}/volunteers/"))


@pytest.mark.parametrize("typed", [{}, {"wait_minutes": "bald"}, {"wait_minutes": "1", "at_once": "1"}])
def test_a_wait_that_is_none_asks_nobody(coordinator: Browser, scene: Scene, need: Need, typed: dict[str, str]) -> None:
    answer = coordinator.post(f"/desk/needs/{need.id}/cascade/", typed, follow=True)
    assert "Please enter" in said(answer)
    with scene.town.open():
        assert (Offer.objects.count(), Cascade.objects.count()) == (0, 0)


def test_of_the_other_town_nothing_is_there(
    neighbour: Town, log_in: LogIn, scene: Scene, rhythm: Rhythm, need: Need
) -> None:
    stranger = log_in(neighbour)
    for address in (f"/desk/standing/{rhythm.id}/", f"/desk/standing/new/{scene.client.person_id}/"):
        assert stranger.get(address).status_code == 404
    for address in (
        f"/desk/standing/{rhythm.id}/2026-11-19/skip/",
        f"/desk/needs/{need.id}/ask/",
        f"/desk/needs/{need.id}/cascade/",
    ):
        assert stranger.post(address, {"wait_minutes": "30", "at_once": "1"}).status_code == 404
