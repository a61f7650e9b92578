"""The shopping list on a helper's phone: German and her language, and nothing that nobody said."""

import re

import pytest

from lotsenwerk.domain.assistance.goods.table import table
from lotsenwerk.domain.assistance.models import Assignment, NeedKind
from lotsenwerk.web.mine.visits.shopping import LATEST_EMOJI, Item, shopping_list, written_lines
from tests.web.mine.conftest import MOST_QUERIES, Stage, queries_of

SHOP = NeedKind.SHOP_AND_DELIVER
LONG = "Milch\nButter\nQuark\nSahne\nÄpfel\nBananen\nBirnen\nKartoffeln\nMöhren\nGurke"


def names(wish: str, language: str = "ar", kind: str = SHOP) -> list[str]:
    goods = shopping_list(wish, kind, language)
    assert goods
    return [item.named.german for shelf in goods.shelves for item in shelf.items]


@pytest.mark.parametrize("language", ["de", "de-simple", "xx"])
def test_whoever_reads_german_reads_german_only(language: str) -> None:
    goods = shopping_list("2 × Milch 1,5 %, höchstens 3 Euro\nButter, sonst egal", SHOP, language)
    assert goods
    assert (goods.lang, goods.reviewed) == ("", True)
    [shelf] = goods.shelves
    assert [(item.named.other, item.more.other) for item in shelf.items] == [("", ""), ("", "")]
    assert shelf.items[0].more.german == "höchstens 3,00\u00a0€"
    assert goods.if_missing.german
    assert not goods.if_missing.other


def test_price_and_rule_stand_in_both_languages() -> None:
    goods = shopping_list("Milch, höchstens 3 Euro, sonst egal", SHOP, "fr")
    assert goods
    [item] = goods.shelves[0].items
    assert item.named.other == "lait"
    assert item.more.german == "höchstens 3,00\u00a0€ · Die Sorte ist egal."
    assert "3,00\u00a0€" in item.more.other
    assert " · " in item.more.other
    assert not goods.if_missing.german, "the list says of everything what to do"


def test_what_the_table_does_not_know_is_said_once() -> None:
    goods = shopping_list("3 × Dingsbums", SHOP, "ar")
    assert goods
    [item] = goods.shelves[0].items
    assert (item.named.german, item.named.other, item.picture, item.drawing) == ("3 × Dingsbums", "", "", "basket")


def test_no_picture_is_newer_than_an_old_phone() -> None:
    for good in table().goods.values():
        goods = shopping_list(f"1 × {good.german}", SHOP, "de")
        assert goods
        for item in goods.shelves[0].items:
            known = {one.picture for one in table().goods.values() if float(one.picture_since or 99) <= LATEST_EMOJI}
            assert item.picture in known | {""}
            assert item.picture or item.drawing
    assert [item.picture for item in _items("Butter\nBrot")] == ["", "🍞"], "butter came with Emoji 12"


def test_a_long_list_goes_the_way_through_the_shop() -> None:
    goods = shopping_list(LONG, SHOP, "tr")
    assert goods
    assert [shelf.heading.german for shelf in goods.shelves] == [
        table().names["de"][f"group.{group}"].text for group in ("vegetables", "fruit", "dairy")
    ]
    assert all(shelf.heading.other for shelf in goods.shelves)
    assert sorted(names(LONG)) == sorted(LONG.splitlines()), "nothing is lost"


@pytest.mark.parametrize("added", ["\ndavon eins für die Nachbarin", "\nBeim Bäcker:", "\n2 × Dingsbums"])
def test_a_line_that_belongs_to_others_keeps_the_written_order(added: str) -> None:
    goods = shopping_list(LONG + added, SHOP, "ar")
    assert goods
    assert [shelf.heading.german for shelf in goods.shelves] == [""]
    assert names(LONG + added)[:10] == LONG.splitlines()


def test_few_things_and_things_of_many_shelves_keep_the_written_order() -> None:
    assert names("Milch\nÄpfel\nButter") == ["Milch", "Äpfel", "Butter"]
    mixed = "Milch\nÄpfel\nBrot\nKartoffeln\nKaffee\nHonig\nZahnpasta\nSeife"
    assert names(mixed) == mixed.splitlines()


@pytest.mark.parametrize("kind", [NeedKind.ERRAND, NeedKind.ACCOMPANY, NeedKind.FOOD_BANK])
def test_a_note_that_is_no_list_stays_as_it_was_written(kind: str) -> None:
    note = "Zum Hausarzt, 10 Uhr.\n\n  Der Hund ist lieb. "
    assert shopping_list(note, kind, "ar") is None
    assert written_lines(note) == ["Zum Hausarzt, 10 Uhr.", "Der Hund ist lieb."]
    assert names("Milch\nButter", kind=kind) == ["Milch", "Butter"]


@pytest.mark.parametrize("wish", ["", " \n ", ",,,"])
def test_an_empty_note_is_no_list(wish: str) -> None:
    assert shopping_list(wish, SHOP, "ar") is None


def test_marks_tell_items_apart_and_survive_a_line_put_in_front() -> None:
    marks = [item.mark for item in _items("Milch\nMilch\nButter")]
    assert len(set(marks)) == 3
    assert [item.mark for item in _items("Brot\nMilch\nMilch\nButter")][1:] == marks
    assert all(re.fullmatch(r"[0-9a-f]+-\d", mark) for mark in marks), "no word of the list stays on the phone"


def _items(wish: str) -> list[Item]:
    goods = shopping_list(wish, SHOP, "de")
    assert goods
    return [item for shelf in goods.shelves for item in shelf.items]


def wishes(stage: Stage, wish: str, kind: str = SHOP) -> Assignment:
    going = stage.send(in_hours=-1)
    with stage.town.open():
        going.need.wish, going.need.kind = wish, kind
        going.need.save()
    return going


@pytest.mark.django_db
def test_both_halves_have_their_language_and_direction(stage: Stage) -> None:
    going = wishes(stage, "2 × Milch 1,5 %\nButter, sonst egal")
    page = stage.log_in().get(f"/mine/visits/{going.ref}/?step=1").content.decode()
    assert '<span class="goods__german" lang="de" dir="ltr">2 × Milch (1,5 %)</span>' in page
    assert '<span lang="ar" dir="rtl">\u20662\u2069 × حليب (\u20661,5 %\u2069)</span>' in page
    assert page.count("الترجمة غير مُراجَعة") == 1
    assert page.count('type="checkbox"') == 2
    assert f'data-list="{going.ref}"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "step"), [(NeedKind.ACCOMPANY, 1), (NeedKind.FOOD_BANK, 0), (NeedKind.ERRAND, 1), (SHOP, 1)]
)
def test_the_list_stands_where_it_is_needed_and_on_the_whole_page(stage: Stage, kind: str, step: int) -> None:
    going = wishes(stage, "Milch\nButter", kind)
    phone = stage.log_in()
    for place in (f"?step={step}", ""):
        assert "goods__german" in phone.get(f"/mine/visits/{going.ref}/{place}").content.decode()
    assert "goods__german" not in phone.get(f"/mine/visits/{going.ref}/?step={step + 1}").content.decode()


@pytest.mark.django_db
def test_what_is_typed_is_never_markup(stage: Stage) -> None:
    going = wishes(stage, '<script>alert(1)</script>\n\u202eMilch "><b>')
    page = stage.log_in().get(f"/mine/visits/{going.ref}/").content.decode()
    assert "<script>alert" not in page
    assert "<b>" not in page


@pytest.mark.django_db
def test_a_done_visit_lets_the_phone_forget_the_ticks(stage: Stage) -> None:
    going = wishes(stage, "Milch")
    phone = stage.log_in()
    phone.post(f"/mine/visits/{going.ref}/report/", {"minutes": "60"})
    page = phone.get(f"/mine/visits/{going.ref}/").content.decode()
    assert f'data-list-over="{going.ref}"' in page
    assert "goods__german" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["", "?step=1"])
def test_forty_lines_cost_no_more_queries_and_at_most_40_kib(stage: Stage, place: str) -> None:
    going = wishes(stage, "Milch")
    phone = stage.log_in()
    short = queries_of(phone, f"/mine/visits/{going.ref}/{place}")
    things = list(table().goods.values())[:240:6]
    with stage.town.open():
        going.need.wish = "\n".join(f"2 × {good.german}, höchstens 3 Euro, sonst nichts" for good in things)
        going.need.save()
    assert queries_of(phone, f"/mine/visits/{going.ref}/{place}") == short <= MOST_QUERIES
    assert phone.get(f"/mine/visits/{going.ref}/{place}").content.decode().count('class="goods__german"') == 40
