"""People: nobody needs an account, and the same human being in two towns is two rows."""

from django.db import models

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.kit.fields import EncryptedTextField
from lotsenwerk.kit.files import StoredFile
from lotsenwerk.kit.tenancy import Tenanted


class Circumstance(models.TextChoices):
    """What a helper may meet at a door, and may rather not."""

    DOG = "dog"
    CAT = "cat"
    SMOKE = "smoke"
    STAIRS = "stairs"


class Gender(models.TextChoices):
    UNSAID = "", "–"
    FEMALE = "female"
    MALE = "male"
    DIVERSE = "diverse"


class Person(Tenanted):
    """A person in one town. The same human being in two towns is two rows that nobody joins."""

    ref = models.CharField(max_length=10)
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    sort_key = models.CharField(max_length=340, db_collation="C")
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    language = models.CharField(max_length=10, default="de")
    phone = EncryptedTextField(blank=True)
    mobile = EncryptedTextField(blank=True)
    email = EncryptedTextField(blank=True)
    street = models.CharField(max_length=120, blank=True)
    house_number = models.CharField(max_length=12, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=80, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    notice_given_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="people_ref_once"),
            models.UniqueConstraint(
                fields=["organisation_id", "user"],
                condition=models.Q(user__isnull=False),
                name="people_login_once",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "sort_key", "id"], name="people_by_name"),
            models.Index(fields=["organisation_id", "lat", "lon"], name="people_by_place"),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def name(self) -> str:
        """Given and family name, as one says it."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def formal_name(self) -> str:
        """The name as a list shows it: family name first."""
        return ", ".join(part for part in (self.family_name, self.given_name) if part)

    @property
    def address(self) -> str:
        """Street and house number in one line."""
        return f"{self.street} {self.house_number}".strip()


class Level(models.TextChoices):
    """How well a language is spoken: the levels of the Common European Framework, and the mother tongue."""

    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"
    NATIVE = "native"


class LanguageSkill(Tenanted):
    """A person speaks a language; ``language`` is its code of ISO 639-3."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(max_length=3)
    level = models.CharField(max_length=6, choices=Level.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "person", "language"], name="people_language_once"),
        ]


class AbsenceReason(models.TextChoices):
    HOLIDAY = "holiday"
    HOSPITAL = "hospital"
    ILL = "ill"
    OTHER = "other"


class Absence(Tenanted):
    """Whole days on which a client needs nothing or a volunteer cannot be asked; no last day: until further notice."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    reason = models.CharField(max_length=10, choices=AbsenceReason.choices, default=AbsenceReason.OTHER)
    noted_at = models.DateTimeField()
    noted_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__isnull=True) | models.Q(last_day__gte=models.F("first_day")),
                name="people_absence_ends_later",
            ),
        ]


class SearchKey(Tenanted):
    """One key under which a person is found: behind the wall only leakproof operators use an index, so no LIKE."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="search_keys")
    key = models.CharField(max_length=100, db_collation="C")

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "key", "person"], name="people_search")]


class Portrait(Tenanted, StoredFile):
    """A volunteer's picture, so that a client knows who stands at the door."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="portrait")

    class Meta(StoredFile.Meta):
        pass
