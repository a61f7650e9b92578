"""Who helps: in which way, when, and what the desk has seen of her."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lotsenwerk.domain.people.models.person import Circumstance, Person
from lotsenwerk.kit.tenancy import Tenanted


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
    """Somebody who helps. A federal volunteer (Bufdi) is planned like everybody else; her hours are never payable.

    The two ``most`` say how much a week may be asked of her at most; none means that she named no bound.
    ``district`` is the part of the town in which she would like to help, as people there call it.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="volunteer")
    status = models.CharField(max_length=12, choices=VolunteerStatus.choices, default=VolunteerStatus.INTERESTED)
    status_since = models.DateTimeField()
    travel_mode = models.CharField(max_length=10, choices=TravelMode.choices, default=TravelMode.WALK)
    engagement = models.CharField(max_length=20, choices=Engagement.choices, default=Engagement.VOLUNTEER)
    most_visits_a_week = models.PositiveSmallIntegerField(null=True)
    most_hours_a_week = models.PositiveSmallIntegerField(null=True)
    rides_cargo_bicycle = models.BooleanField(default=False)
    avoids = ArrayField(models.CharField(max_length=10, choices=Circumstance.choices), default=list)
    district = models.CharField(max_length=80, blank=True, default="", db_default="")

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "status", "id"], name="people_volunteer_status")]


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


class FactKind(models.TextChoices):
    """What the desk has seen of a volunteer. Of papers only that, when and by whom they were seen is kept."""

    INTRODUCED = "introduced"
    CONFIDENTIALITY = "confidentiality"
    CONDUCT = "conduct"
    DRIVING_LICENCE = "driving_licence"
    FOOD_HYGIENE = "food_hygiene"
    ADULT = "adult"


class SuitabilityFact(Tenanted):
    """One thing that was seen: on which day, by whom, until when it counts. No copy of the paper is kept.

    Of a certificate of conduct it is kept whether an entry matters for what she would do; else ``is_relevant`` is none.
    """

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=20, choices=FactKind.choices)
    issued_on = models.DateField(null=True)
    seen_on = models.DateField()
    seen_by_user_id = models.BigIntegerField(null=True)
    valid_until = models.DateField(null=True)
    is_relevant = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "volunteer", "kind"], name="people_fact_once"),
        ]
