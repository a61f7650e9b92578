"""The pieces of a page: states speak by word and shape, messages carry their way back, choices are remembered."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import RequestFactory

from lotsenwerk.kit import appearance
from lotsenwerk.kit.templatetags.kit import SHAPES, avatar, icon, pill, waits
from lotsenwerk.kit.toasts import offer_undo, undo_address

NOW = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)


def rendered(source: str, **context: object) -> str:
    return Template("{% load kit %}" + source).render(Context(context))


def request_to(path: str, **cookies: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    return request


def test_every_state_has_a_shape_of_its_own_beside_its_word() -> None:
    assert len(set(SHAPES.values())) == len(SHAPES)
    assert "tone-going" in pill("going", "Amira kommt")
    assert "#shape-dot" in pill("going", "Amira kommt")
    assert "Amira kommt</span>" in pill("going", "Amira kommt")


def test_an_unknown_state_is_an_error_and_not_a_grey_pill() -> None:
    with pytest.raises(KeyError):
        pill("unheard", "?")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("passed", "number", "tone"),
    [
        (timedelta(seconds=59), "eben", "tone-open"),
        (timedelta(minutes=1), "1", "tone-open"),
        (timedelta(minutes=59), "59", "tone-open"),
        (timedelta(hours=23, minutes=59), "23", "tone-open"),
        (timedelta(hours=24), "1", "tone-late"),
        (timedelta(days=2, hours=23), "2", "tone-late"),
        (timedelta(minutes=-5), "eben", "tone-open"),
    ],
)
def test_waiting_is_told_in_the_largest_whole_unit(passed: timedelta, number: str, tone: str) -> None:
    badge = waits(NOW - passed, now=NOW)
    assert number in badge.replace("</span>", " ").split()
    assert tone in badge


def test_a_drawing_is_silent_unless_it_stands_alone() -> None:
    assert 'aria-hidden="true"' in icon("phone")
    assert 'role="img" aria-label="Telefon"' in icon("phone", label="Telefon")


@pytest.mark.parametrize(
    ("name", "initials"), [("Amira Haddad", ">AH<"), ("Karl Heinz von Brück", ">KB<"), ("Osei", ">O<"), ("", "><")]
)
def test_initials_come_from_the_first_and_the_last_name(name: str, initials: str) -> None:
    assert initials in avatar(name)


def test_names_are_escaped_in_every_piece() -> None:
    mark = "<b>x</b>"
    assert mark not in pill("open", mark)
    assert mark not in rendered(
        "{% page_head title=name below=name %}{% endpage_head %}{% story lines %}",
        name=mark,
        lines=[{"at": NOW, "text": mark, "who": mark}],
    )
    assert mark not in rendered(
        '{% notice "info" title=name %}{{ name }}{% endnotice %}{% card title=name %}{% endcard %}', name=mark
    )


def test_the_link_to_this_page_is_marked_as_current() -> None:
    source = '{% nav_link "/desk/needs/" "Needs" "list" %}{% nav_link "/desk/people/" "People" "people" %}'
    html = rendered(source, request=request_to("/desk/needs/12/"))
    assert html.count("aria-current") == 1
    assert html.index("aria-current") < html.index("People")


def test_a_path_marks_what_lies_behind_and_where_one_stands() -> None:
    html = rendered("{% path steps 1 %}", steps=[("Geld", "coins"), ("Laden", "basket"), ("Tür", "door")])
    assert html.count("is-done") == 1
    assert html.count('aria-current="step"') == 1


def test_an_undo_travels_with_its_message_and_becomes_a_form() -> None:
    request = request_to("/desk/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    offer_undo(request, "Amira wurde gefragt.", "/desk/offers/7/withdraw/")
    (message,) = get_messages(request)
    assert undo_address(message) == "/desk/offers/7/withdraw/"

    offer_undo(request, "Amira wurde gefragt.", "/desk/offers/7/withdraw/")
    html = rendered("{% toasts %}", request=request, csrf_token="t")
    assert '<form method="post" action="/desk/offers/7/withdraw/">' in html
    assert "csrfmiddlewaretoken" in html


def posted(address: str, **data: str) -> HttpResponse:
    view = appearance.set_theme if "theme" in data else appearance.set_shortcuts
    return view(RequestFactory().post(address, data))


def test_the_theme_is_remembered_and_leads_back() -> None:
    answer = posted("/look/theme/", theme="dark", next="/mine/?tab=1")
    assert answer.cookies[appearance.THEME_COOKIE].value == "dark"
    assert answer["Location"] == "/mine/?tab=1"


def test_a_made_up_theme_is_forgotten_and_a_foreign_address_not_followed() -> None:
    answer = posted("/look/theme/", theme='"><script>', next="https://elsewhere.example/")
    assert answer.cookies[appearance.THEME_COOKIE].value == ""
    assert answer["Location"] == "/"


def test_a_visit_changes_no_choice() -> None:
    answer = appearance.set_theme(RequestFactory().get("/look/theme/?theme=dark"))
    assert answer.status_code == 405
    assert not answer.cookies


def test_the_page_wears_the_chosen_theme_and_no_other_word() -> None:
    assert rendered("{% page_attributes %}", request=request_to("/", lotsenwerk_theme="dark")) == ' data-theme="dark"'
    assert rendered("{% page_attributes %}", request=request_to("/", lotsenwerk_theme='"x')) == ""
    off = posted("/look/shortcuts/", shortcuts="off", next="/").cookies[appearance.SHORTCUTS_COOKIE].value
    assert (
        rendered("{% page_attributes %}", request=request_to("/", lotsenwerk_shortcuts=off)) == ' data-shortcuts="off"'
    )
