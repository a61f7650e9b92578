import hashlib
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.test.utils import isolate_apps
from django.utils.translation import override
from PIL import Image

from lotsenwerk.domain.people.models import Person, Portrait
from lotsenwerk.kit.files import MAX_STORED_BYTES, FileTooLarge, StoredFile
from lotsenwerk.kit.pictures import Picture, reencode
from lotsenwerk.kit.tenancy import Tenanted, tenant
from tests.factories import MONDAY, make_town, make_volunteer


@pytest.fixture(scope="module", autouse=True)
def in_english() -> Iterator[None]:
    """The sentences are compared as they stand in the source."""
    with override("en"):
        yield


pytestmark = pytest.mark.django_db


@pytest.fixture
def amira() -> Iterator[Person]:
    town = make_town()
    with tenant(town.id):
        yield make_volunteer(town).person


def red_square() -> Picture:
    out = BytesIO()
    Image.new("RGB", (50, 50), "red").save(out, "PNG")
    return reencode(out.getvalue())


def test_picture_is_kept_as_it_is_with_its_length_and_hash(amira: Person) -> None:
    picture = red_square()
    Portrait.of(picture, at=MONDAY, person=amira).save()
    kept = Portrait.objects.get(person=amira)
    assert bytes(kept.content) == picture.content
    assert (kept.size, kept.content_type, kept.made_at) == (len(picture.content), "image/jpeg", MONDAY)
    assert kept.sha256 == hashlib.sha256(picture.content).hexdigest()


def test_file_above_the_limit_is_refused(amira: Person) -> None:
    with pytest.raises(FileTooLarge, match="500 KB"):
        Portrait.of(Picture(bytes(MAX_STORED_BYTES + 1), "image/jpeg", 1, 1), at=MONDAY, person=amira)
    assert not Portrait.objects.exists()


def test_largest_file_is_kept(amira: Person) -> None:
    Portrait.of(Picture(bytes(MAX_STORED_BYTES), "image/jpeg", 1, 1), at=MONDAY, person=amira).save()
    assert Portrait.objects.get().size == MAX_STORED_BYTES


@pytest.mark.parametrize("wrong", [{"content": bytes(MAX_STORED_BYTES + 1), "size": MAX_STORED_BYTES + 1}, {"size": 3}])
def test_database_itself_refuses_what_is_too_large_or_of_another_length(
    amira: Person, wrong: dict[str, object]
) -> None:
    Portrait.of(red_square(), at=MONDAY, person=amira).save()
    before = Portrait.objects.values_list().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Portrait.objects.update(**wrong)
    assert Portrait.objects.values_list().get() == before


def test_table_that_has_lost_the_limits_is_refused_by_the_checks() -> None:
    with isolate_apps("lotsenwerk.kit"):

        class Careless(Tenanted, StoredFile):
            class Meta:
                app_label = "kit"

        assert "kit.E002" in {problem.id for problem in Careless.check()}
    assert "kit.E002" not in {problem.id for problem in Portrait.check()}
