"""People: nobody needs an account. Clients phone; volunteers may log in once they are active."""

from django.db import models

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.kit.fields import EncryptedTextField
from lotsenwerk.kit.files import StoredFile
from lotsenwerk.kit.tenancy import Tenanted


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


class ClientStatus(models.TextChoices):
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class Client(Tenanted):
    """Somebody who is helped. ``access_notes`` say how one gets to the door; they are encrypted at rest."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="client")
    status = models.CharField(max_length=10, choices=ClientStatus.choices, default=ClientStatus.ACTIVE)
    access_notes = EncryptedTextField(blank=True)
    contact_name = EncryptedTextField(blank=True)
    contact_phone = EncryptedTextField(blank=True)
    floor = EncryptedTextField(blank=True)
    bell_name = EncryptedTextField(blank=True)
    walking_aid = EncryptedTextField(blank=True)
    who_opens = EncryptedTextField(blank=True)
    gender_wish = models.CharField(max_length=10, choices=Gender.choices, blank=True)


class Relation(models.TextChoices):
    """What somebody is to a client."""

    DAUGHTER = "daughter"
    SON = "son"
    PARTNER = "partner"
    FAMILY = "family"
    NEIGHBOUR = "neighbour"
    CARER = "carer"
    OTHER = "other"


class ContactPerson(Tenanted):
    """Somebody whom a client trusts: she may call for the client, and hears what happens once the client agreed to it.

    ``told_since`` is the day of the client's consent to telling her; without it she is called in an emergency only.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_of")
    relation = models.CharField(max_length=10, choices=Relation.choices, default=Relation.OTHER)
    in_emergency = models.BooleanField(default=True)
    told_since = models.DateField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "client", "person"], name="people_contact_once"),
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
        indexes = [models.Index(fields=["organisation_id", "person", "first_day"], name="people_absences_of")]


class VolunteerStatus(models.TextChoices):
    INTERESTED = "interested"
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"


class TravelMode(models.TextChoices):
    WALK = "walk"
    BICYCLE = "bicycle"
    CAR = "car"
    TRANSIT = "transit"


class Engagement(models.TextChoices):
    """In which way somebody helps. Only volunteers' hours can ever be paid an allowance for."""

    VOLUNTEER = "volunteer"
    FEDERAL_VOLUNTEER = "federal_volunteer"
    STAFF = "staff"


class Volunteer(Tenanted):
    """Somebody who helps. A federal volunteer (Bufdi) is planned like everybody else; her hours are never payable."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="volunteer")
    status = models.CharField(max_length=12, choices=VolunteerStatus.choices, default=VolunteerStatus.INTERESTED)
    status_since = models.DateTimeField()
    travel_mode = models.CharField(max_length=10, choices=TravelMode.choices, default=TravelMode.WALK)
    engagement = models.CharField(max_length=20, choices=Engagement.choices, default=Engagement.VOLUNTEER)

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "status"], name="people_volunteer_status")]


class Side(models.TextChoices):
    """Who does not want to meet the other. The other side is never told."""

    CLIENT = "client"
    VOLUNTEER = "volunteer"
    DESK = "desk"


class Veto(Tenanted):
    """These two are never brought together. Always a wall in matching, and never shown to the other side."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="vetoes")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="vetoes")
    said_by = models.CharField(max_length=10, choices=Side.choices)
    note = EncryptedTextField(blank=True)
    since = models.DateTimeField()
    noted_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "client", "volunteer"], name="people_veto_once"),
        ]


class StandingYes(Tenanted):
    """A volunteer has said yes beforehand: to her regular client she goes without being asked each time."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="regulars")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="regulars")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "client", "volunteer"],
                condition=models.Q(ended_at__isnull=True),
                name="people_standing_yes_once",
            ),
        ]


class FactKind(models.TextChoices):
    """What the desk has seen of a volunteer. Of papers only that, when and by whom they were seen is kept."""

    INTRODUCED = "introduced"
    CONFIDENTIALITY = "confidentiality"
    CONDUCT = "conduct"
    DRIVING_LICENCE = "driving_licence"
    FOOD_HYGIENE = "food_hygiene"


class SuitabilityFact(Tenanted):
    """One thing that was seen: on which day, by whom, until when it counts. No copy of the paper is kept."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=20, choices=FactKind.choices)
    issued_on = models.DateField(null=True)
    seen_on = models.DateField()
    seen_by_user_id = models.BigIntegerField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "volunteer", "kind"], name="people_fact_once"),
        ]


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


class Availability(Tenanted):
    """A stretch of every week in which a volunteer can be asked; Monday is 0, wall time of Europe/Berlin."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="availability")
    weekday = models.PositiveSmallIntegerField()
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="people_weekday"),
            models.CheckConstraint(condition=models.Q(begins__lt=models.F("ends")), name="people_begins_first"),
            models.UniqueConstraint(
                fields=["organisation_id", "volunteer", "weekday", "begins"], name="people_stretch_once"
            ),
        ]


class OtherHours(Tenanted):
    """One day that differs from the week: an hour in which a volunteer can be asked after all, or cannot."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="other_hours")
    on = models.DateField()
    begins = models.TimeField()
    ends = models.TimeField()
    is_free = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(begins__lt=models.F("ends")), name="people_other_begins_first"),
            models.UniqueConstraint(fields=["organisation_id", "volunteer", "on", "begins"], name="people_other_once"),
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


class Link(models.Model):
    """A one-time link. It stands outside the wall, as it opens the scope; it holds a hash and ids, nothing of a person.

    It never acts on GET and never logs in: it allows one purpose on one subject, shown at ``route`` with ``ref``, until
    it expires.
    """

    token_hash = models.BinaryField(max_length=32, unique=True)
    organisation_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    purpose = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    route = models.CharField(max_length=60)
    ref = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "person_id"], name="people_links_of_person")]


class HelperCard(models.Model):
    """A card that a volunteer shows at the door. It stands outside the wall, as anybody may check its number by page.

    It holds a hash and ids, nothing of a person; what the page says is read behind the wall.
    """

    number_hash = models.BinaryField(max_length=32, unique=True)
    organisation_id = models.BigIntegerField()
    volunteer_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    valid_until = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "volunteer_id"], name="people_cards_of")]
