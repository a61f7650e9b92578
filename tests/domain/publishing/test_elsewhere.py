"""A region of Integreat is read: what is new comes, what is gone goes, and a fault changes nothing."""

from collections.abc import Iterator
from datetime import time
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.test import override_settings

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.actions.keep_partner import Facts, change_partner, end_partner
from lotsenwerk.domain.organisations.models import Kind, OpeningHours, Organisation
from lotsenwerk.domain.organisations.queries import partners
from lotsenwerk.domain.publishing.actions.follow import follow_region, stop_following
from lotsenwerk.domain.publishing.jobs import read_regions
from lotsenwerk.domain.publishing.models import Borrowed, Entry, EntryDay, EntryText, Source
from lotsenwerk.domain.publishing.queries.elsewhere import source_for, sources
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere
from tests.domain.publishing.fake_integreat import Integreat, event, place, serving
from tests.factories import MONDAY, Town, make_town
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def integreat() -> Iterator[Integreat]:
    told = Integreat()
    with (
        time_machine.travel(MONDAY, tick=False),
        serving(told) as url,
        override_settings(INTEGREAT_URL=url, INTEGREAT_IS_NEAR=True, INTEGREAT_SECONDS=5.0),
    ):
        yield told


@pytest.fixture
def town() -> Town:
    made = make_town()
    made.organisation.municipality.postcodes.get_or_create(plz="68642")
    with made.open():
        follow_region(made.actor(Role.ADMINISTRATOR), "ried", ["uk", "ar"], at=MONDAY)
    return made


def shown(town: Town) -> list[Any]:
    """All that the reading may have touched, without when it was tried."""
    with town.open():
        return [
            list(Organisation.objects.order_by("pk").values()),
            list(OpeningHours.objects.order_by("pk").values()),
            list(Entry.objects.order_by("pk").values()),
            list(EntryText.objects.order_by("pk").values("entry_id", "language", "title", "summary")),
            list(EntryDay.objects.order_by("pk").values()),
            list(Borrowed.objects.order_by("pk").values()),
        ]


def source(town: Town) -> Source:
    with town.open():
        return Source.objects.get()


def listed(town: Town) -> dict[str, Organisation]:
    with town.open():
        return {one.name: one for one in partners()}


def test_places_come_as_advice_services_with_hours_source_and_link(town: Town, integreat: Integreat) -> None:
    assert read_regions(town.id) == 1
    assert sorted(listed(town)) == ["Kleiderkammer", "Migrationsberatung"]
    one = listed(town)["Migrationsberatung"]
    assert (one.kind, one.street, one.house_number, one.postcode) == ("advice_service", "Mainstraße", "7a", "68642")
    assert (one.phone, one.access, one.lat, one.speaks) == ("+4962067010", "step_free", 49.641, [])
    assert (one.about, one.website) == ("Quelle: Integreat, Stadt Ried", "https://integreat.app/ried/de/locations/1/")
    hours = OpeningHours.objects.filter(of=one).values_list("weekday", "opens", "closes")
    assert list(hours) == [(1, time(9), time(12))]
    assert "words of others" not in str(shown(town))


def test_dates_come_with_their_days_in_the_languages_there_are_with_source_and_link(
    town: Town, integreat: Integreat
) -> None:
    read_regions(town.id)
    entry = Entry.objects.get()
    assert (entry.kind, entry.organisation_id, entry.municipality.name) == ("date", town.id, "Bürstadt")
    assert entry.facts["source"] == "Integreat, Stadt Ried"
    assert entry.facts["source_url"] == "https://integreat.app/ried/de/events/breakfast"
    said = {one.language: (one.title, one.summary) for one in entry.texts.all()}
    assert said["de"] == ("Frauenfrühstück", "Quelle: Integreat, Stadt Ried")
    assert said["uk"][0] == "Сніданок"
    assert said.keys() == {"de", "uk"}
    assert [str(day.regular_day) for day in entry.days.order_by("begins")] == ["2026-11-17", "2026-11-24"]
    assert entry.days.earliest("begins").begins.isoformat() == "2026-11-17T08:30:00+00:00"


@pytest.mark.parametrize("path", ["dates/", "dates/{}/", "dates/{}.ics", "dates.ics"])
def test_a_date_of_others_stands_on_the_public_pages_with_its_source(
    town: Town, integreat: Integreat, path: str
) -> None:
    read_regions(town.id)
    entry = Entry.objects.get()
    answer = Browser().get(f"/de/{path.format(entry.slug)}", {"town": town.organisation.slug})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Frauenfr" in page
    if path == "dates/{}/":
        assert f'<a href="{entry.facts["source_url"]}" rel="noreferrer"><bdi>Integreat, Stadt Ried</bdi></a>' in page
        assert "Kommen Sie einfach" not in page


def test_pages_are_counted_and_not_copied(town: Town, integreat: Integreat) -> None:
    read_regions(town.id)
    kept = source(town)
    assert (kept.places, kept.dates, kept.pages, kept.fault) == (2, 1, 2, "")
    assert (kept.name, kept.worked_at) == ("Stadt Ried", MONDAY)
    assert not Entry.objects.exclude(kind="date").exists()


def test_reading_again_changes_nothing_where_nothing_has_changed(town: Town, integreat: Integreat) -> None:
    read_regions(town.id)
    before = shown(town)
    read_regions(town.id)
    assert shown(town) == before


def test_what_has_changed_there_changes_and_what_is_gone_ends(town: Town, integreat: Integreat) -> None:
    read_regions(town.id)
    first = listed(town)["Migrationsberatung"]
    slots = [{"start": "14:00", "end": "16:00"}, {"start": "15:00", "end": "17:30"}, {"start": "20:00", "end": "19:00"}]
    integreat.answers["ried/de/locations/"] = [place(1, "Beratung am Markt", hours=slots)]
    integreat.answers["ried/de/events/"] = []
    integreat.answers["ried/uk/events/"] = []
    read_regions(town.id)
    assert {one.name: one.pk for one in listed(town).values()} == {"Beratung am Markt": first.pk}
    hours = OpeningHours.objects.filter(of=first).values_list("opens", "closes")
    assert list(hours) == [(time(14), time(17, 30))]
    assert Organisation.objects.get(name="Kleiderkammer").ended_at == MONDAY
    entry = Entry.objects.get()
    assert not entry.is_shown
    assert (entry.facts, entry.texts.count(), entry.days.count()) == ({}, 0, 0)


def test_what_people_entered_and_what_the_desk_ended_stays(town: Town, integreat: Integreat) -> None:
    keeper = town.actor(Role.ADMINISTRATOR)
    with town.open():
        own = list_partner(keeper, kind=Kind.ADVICE_SERVICE, name="Migrationsberatung", at=MONDAY)
    read_regions(town.id)
    with town.open():
        mended = Borrowed.objects.get(key="place:1").partner
        change_partner(keeper, mended, Facts("Von Hand"), at=MONDAY)
        end_partner(keeper, Borrowed.objects.get(key="place:2").partner, at=MONDAY)
    integreat.answers["ried/de/locations/"] = [place(1, "Migrationsberatung"), place(2, "Neue Kammer")]
    read_regions(town.id)
    assert sorted(listed(town)) == ["Migrationsberatung", "Von Hand"]
    integreat.answers["ried/de/locations/"] = []
    read_regions(town.id)
    assert [one.pk for one in listed(town).values()] == [own.pk]


def broken(integreat: Integreat, path: str, answer: bytes) -> None:
    integreat.raw[path] = answer


BREAKS = {
    "status": lambda told: told.status.update({"ried/de/events/": 500}),
    "form": lambda told: broken(told, "ried/de/locations/", b'[{"title": "Nothing else"}]'),
    "huge": lambda told: broken(told, "ried/de/pages/", b"[" + b" " * 60_000 + b"]"),
    "slow": lambda told: told.slow.add("ried/languages/"),
    "region": lambda told: told.answers.update({"regions/": [{"path": "other"}]}),
}


@pytest.mark.parametrize("why", BREAKS)
def test_a_reading_that_fails_leaves_everything_as_it_was_and_says_why(
    town: Town, integreat: Integreat, why: str
) -> None:
    read_regions(town.id)
    before = shown(town)
    integreat.answers["ried/de/locations/"] = []
    BREAKS[why](integreat)
    later = MONDAY.replace(hour=21)
    seconds = 0.3 if why == "slow" else 5.0
    with (
        time_machine.travel(later, tick=False),
        override_settings(INTEGREAT_MOST_BYTES=50_000, INTEGREAT_SECONDS=seconds),
    ):
        assert read_regions(town.id) == 0
    kept = source(town)
    assert (kept.fault, kept.worked_at, kept.tried_at) == (why, MONDAY, later)
    assert shown(town) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"opening_hours": [{"timeSlots": [{"start": "nine", "end": "12:00"}]}]},
        {"title": ""},
        {"title": 7},
        {"location": None},
        {"location": {"id": "1"}},
    ],
)
def test_one_place_in_no_known_form_refuses_the_reading(town: Town, integreat: Integreat, wrong: Any) -> None:
    integreat.answers["ried/de/locations/"].append(place(3, "Drei") | wrong)
    before = shown(town)
    assert read_regions(town.id) == 0
    assert source(town).fault == "form"
    assert shown(town) == before


def test_what_is_missing_or_cannot_be_right_is_left_empty(town: Town, integreat: Integreat) -> None:
    odd = place(1, "A\x00B\ud800 C\n" + "x" * 200, phone_number="ask inside", email="nobody", url="javascript:alert(1)")
    odd["location"] |= {"latitude": 1e300, "postcode": "D-68642", "address": None}
    odd["opening_hours"] = None
    integreat.answers["ried/de/locations/"] = [odd]
    assert read_regions(town.id) == 1
    (one,) = listed(town).values()
    assert one.name.startswith("A B C xxx")
    assert (one.phone, one.email, one.lat, one.postcode, one.street) == ("", "", None, "", "")
    assert one.website == "https://integreat.app/ried/de/"


def test_two_days_of_one_date_are_one_and_the_past_is_not_shown(town: Town, integreat: Integreat) -> None:
    days = ["2026-11-01", "2026-11-24", "2026-11-24", "2028-11-24"]
    integreat.answers["ried/de/events/"] = [event(day) for day in days]
    read_regions(town.id)
    assert [str(day.regular_day) for day in EntryDay.objects.all()] == ["2026-11-24"]


def test_the_neighbour_sees_nothing_of_it_and_gives_up_nothing_of_it(town: Town, integreat: Integreat) -> None:
    read_regions(town.id)
    there = make_town("Lampertheim", "06431013")
    keeper = there.actor(Role.ADMINISTRATOR)
    with there.open():
        assert sources(keeper) == []
        assert not partners().exists()
        with pytest.raises(NotThere):
            source_for(keeper, source(town).pk)
    before = shown(town)
    assert read_regions(there.id) == 0
    assert shown(town) == before


def test_given_up_all_of_it_goes_and_what_people_entered_stays(town: Town, integreat: Integreat) -> None:
    keeper = town.actor(Role.ADMINISTRATOR)
    read_regions(town.id)
    with town.open():
        list_partner(keeper, kind=Kind.CLUB, name="Radverein", at=MONDAY)
        stop_following(keeper, Source.objects.get(), at=MONDAY)
        assert not Source.objects.exists()
        assert not Borrowed.objects.exists()
    assert sorted(listed(town)) == ["Radverein"]
    assert not Entry.objects.filter(is_shown=True).exists()


@pytest.mark.parametrize("region", ["", "two words", "../secrets", "https://integreat.app/ried", "x" * 61])
def test_a_region_that_can_be_none_is_refused_and_nobody_is_asked(town: Town, region: str) -> None:
    with town.open(), nothing_changes(town.id), pytest.raises(BadInput) as refused:
        follow_region(town.actor(Role.ADMINISTRATOR), region, [], at=MONDAY)
    assert refused.value.field == "region"


def test_a_fourth_region_is_refused_and_the_same_one_again_is_no_second(town: Town) -> None:
    keeper = town.actor(Role.ADMINISTRATOR)
    with town.open():
        follow_region(keeper, "/Ried/", [], at=MONDAY)
        assert Source.objects.get().languages == ["de"]
        for name in ("zwei", "drei"):
            follow_region(keeper, name, ["fa"], at=MONDAY)
        with nothing_changes(town.id), pytest.raises(BadInput):
            follow_region(keeper, "vier", [], at=MONDAY)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CLERK])
def test_only_the_administration_reads_of_others(town: Town, role: str) -> None:
    with town.open():
        with nothing_changes(town.id), pytest.raises(NotAllowed):
            follow_region(town.actor(role), "zwei", [], at=MONDAY)
        with nothing_changes(town.id), pytest.raises(NotAllowed):
            stop_following(town.actor(role), Source.objects.get(), at=MONDAY)
