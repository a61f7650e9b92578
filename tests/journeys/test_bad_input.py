"""Every form on every page, filled badly: a clear answer, nothing typed is lost, and the other town is not touched."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import NoReverseMatch, reverse
from PIL import Image

from tests.fingerprint import question
from tests.house.conftest import two_towns as two_towns  # noqa: PLC0414 - a fixture
from tests.house.test_doors import ADDRESSES, ANONYMOUS, OF_ALLAUTH, PAGES, PUBLIC, browser
from tests.house.test_doors import sessions as sessions  # noqa: PLC0414 - a fixture
from tests.journeys.forms_on_pages import BAD, Form, filled, forms_of, kept
from tests.story import Story

pytestmark = pytest.mark.django_db
ROLES = ("coordinator", "administrator", "volunteer", "partner")
AT_THE_ENTRANCE = (ANONYMOUS, "volunteer", "operator")
ANSWERS = {200, 204, 302, 404, 409, 413, 422}
TOO_OFTEN = 429
OF_THE_DEMONSTRATION = ("entrance:landing", "entrance:become", "entrance:tour", "look:styleguide")
"""Where one becomes somebody invented, and samples whose forms lead nowhere: a real town has none of them."""
TAKES_TEXTS = frozenset({"/desk/old-pages/"})
"""Forms whose file is a text, and no photo."""
Known = list[tuple[str, str, Form]]


@pytest.fixture(scope="module")
def forms(two_towns: tuple[Story, Story], sessions: dict[str, str], django_db_blocker: Any) -> Known:
    """(role, page, form): every form that one of the roles finds on a page of the table, each once."""
    here, _ = two_towns
    found: dict[tuple[str, str], tuple[str, str, Form]] = {}
    with django_db_blocker.unblock(), transaction.atomic():
        for role, url in [*guarded_pages(here), *pages_of_the_entrance()]:
            answer = browser(sessions, role).get(url)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                for form in forms_of(answer.content.decode(), url):
                    found.setdefault((form.action, " ".join(sorted(form.fields))), (role, url, form))
        transaction.set_rollback(True)
    connection.close()
    return list(found.values())


def guarded_pages(here: Story) -> Iterator[tuple[str, str]]:
    """Every page of the table, with the first of the roles that may come in."""
    for name, page in PAGES.items():
        for role in [role for role in ROLES if role in page.may][:1]:
            yield role, reverse(name, kwargs=page.keys(here))


def pages_of_the_entrance() -> Iterator[tuple[str, str]]:
    """Every page that nobody guards and that needs no parameter, as a stranger, a volunteer and the operator."""
    for one in ADDRESSES:
        if one.name.startswith(OF_THE_DEMONSTRATION):
            continue
        if one.name in PUBLIC or one.name.startswith(OF_ALLAUTH):
            try:
                url = one.name if one.name.startswith("/") else reverse(one.name)
            except NoReverseMatch:
                continue
            yield from ((role, url) for role in AT_THE_ENTRANCE)


def send(sessions: dict[str, str], role: str, page: str, form: Form, sent: dict[str, Any]) -> Any:
    return browser(sessions, role).post(form.action, sent, headers={"referer": f"http://testserver{page}"})


def look(story: Story) -> list[Any]:
    with story.town.open(), connection.cursor() as cursor:
        cursor.execute(f"EXECUTE other_{story.town.id}")
        return cursor.fetchall()


@pytest.fixture
def untouched(two_towns: tuple[Story, Story], db: None) -> Story:
    """The other town; looking at it is prepared, as it is looked at after each form."""
    _, there = two_towns
    with there.town.open(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_prepared_statements WHERE name = %s", [f"other_{there.town.id}"])
        if not cursor.fetchone():
            cursor.execute(f"PREPARE other_{there.town.id} AS {question(there.town.id)}")
    return there


def faults_of(answer: Any, form: Form, sent: dict[str, Any]) -> list[str]:
    """What is wrong with an answer."""
    if answer.status_code == TOO_OFTEN:
        return []
    if answer.status_code not in ANSWERS:
        return [f"answers {answer.status_code}"]
    words = answer.content.decode(errors="replace")
    faults = ["shows a stack trace"] if "Traceback" in words else []
    if answer.status_code == 302:
        levels = {one.level_tag for one in get_messages(answer.wsgi_request)}
        is_typed = any(any(sent.get(name, [])) for name in form.typed())
        if "error" in levels and is_typed and form.can_be_typed(sent):
            faults.append("refuses with a message, and what was typed is lost")
    if answer.status_code in {200, 422} and "<form" in words:
        same = [one for one in forms_of(words, form.action) if set(form.typed()) <= set(one.fields)]
        # The page may show several forms of one kind; it is enough that one of them holds what was typed.
        lost = [kept(one, sent, form.typed()) for one in same]
        if lost and all(lost):
            faults.append(f"loses {min(lost, key=len)}")
    return faults


def test_there_are_forms_at_every_door(forms: Known) -> None:
    roles = [role for role, _page, _form in forms]
    assert len(forms) > 90
    assert set(roles) == {*ROLES, ANONYMOUS, "operator"}
    asked = {form.action for role, _page, form in forms if role in AT_THE_ENTRANCE}
    assert {"/account/login/", "/account/login/code/", "/check/", "/support/"} <= asked


@pytest.mark.parametrize("how", BAD)
def test_a_form_filled_badly_is_answered_clearly_and_loses_nothing(
    forms: Known, sessions: dict[str, str], untouched: Story, how: str
) -> None:
    before, faults = look(untouched), []
    for role, page, form in forms:
        sent = filled(form, how)
        if sent == form.as_it_stands() and how != BAD[0]:
            continue
        with transaction.atomic():
            answer = send(sessions, role, page, form, sent)
            faults += [f"{role} {page} {form.action}: {fault}" for fault in faults_of(answer, form, sent)]
            if look(untouched) != before:
                faults.append(f"{role} {form.action} changed the other town")
            transaction.set_rollback(True)
    assert not faults, "\n".join(faults)


def large_photo() -> bytes:
    """A picture of a little more than 10 MB."""
    file = BytesIO()
    Image.effect_noise((3400, 3400), 120).save(file, "BMP")
    return file.getvalue()


def says_no(answer: Any) -> bool:
    """Whether an answer says that something was not taken: in a message, or beside the field."""
    words = answer.content.decode(errors="replace")
    refused = "error" in {one.level_tag for one in get_messages(answer.wsgi_request)}
    return refused or 'aria-invalid="true"' in words or "kern-error" in words or "alert--warning" in words


@pytest.mark.parametrize("what", ["10 MB", "text", "nothing", "half"])
def test_what_is_no_photo_is_refused_and_a_large_one_is_answered(
    forms: Known, sessions: dict[str, str], untouched: Story, what: str
) -> None:
    large = large_photo() if what in {"10 MB", "half"} else b""
    content = {"10 MB": large, "text": b"kein Bild " * 50, "nothing": b"", "half": large[: len(large) // 99]}
    before, faults = look(untouched), []
    uploading = [known for known in forms if known[2].files() and known[2].action not in TAKES_TEXTS]
    assert len(uploading) >= 3
    for role, page, form in uploading:
        sent: dict[str, Any] = form.as_it_stands()
        for name in form.files():
            sent[name] = SimpleUploadedFile("foto.jpg", content[what], "image/jpeg")
        with transaction.atomic():
            answer = send(sessions, role, page, form, sent)
            if answer.status_code not in ANSWERS or b"Traceback" in answer.content:
                faults.append(f"{role} {form.action} answers {answer.status_code}")
            elif not says_no(answer) and what != "10 MB":
                faults.append(f"{role} {form.action} says nothing about what is no photo")
            assert look(untouched) == before
            transaction.set_rollback(True)
    assert not faults, "\n".join(faults)
