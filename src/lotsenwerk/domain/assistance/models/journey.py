"""The journey of one need: each step adds a row, and no step edits the facts of an earlier one."""

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models

from lotsenwerk.domain.assistance.models.standing import MoneyFrom, NeedKind, Rhythm
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models import Client, Engagement, Level, Person, Pool, Volunteer
from lotsenwerk.kit.fields import EncryptedTextField
from lotsenwerk.kit.tenancy import Tenanted


class NeedState(models.TextChoices):
    OPEN = "open"
    OFFERED = "offered"
    STAFFED = "staffed"
    DONE = "done"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Need(Tenanted):
    """What somebody asked for, and when it would suit. ``wish`` is the shopping list or the way to go, as told.

    ``caller`` is who told it where that is not the client herself. What a rhythm laid ahead names it and the day of the
    rhythm for which it was laid, so that no day is laid twice. What was asked of a ``pool`` is for its members, who
    speak ``language`` (ISO 639-3) at ``level`` at least; it is at ``lat`` and ``lon`` where not at the client's.
    """

    ref = models.CharField(max_length=10)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="needs")
    kind = models.CharField(max_length=20, choices=NeedKind.choices)
    earliest = models.DateTimeField()
    latest = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    shop = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    wish = EncryptedTextField(blank=True)
    ceiling_cents = models.PositiveIntegerField(null=True)
    money = models.CharField(max_length=10, choices=MoneyFrom.choices, default=MoneyFrom.CLIENT)
    caller = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    rhythm = models.ForeignKey(Rhythm, on_delete=models.PROTECT, null=True, related_name="needs")
    for_day = models.DateField(null=True)
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, null=True, related_name="needs")
    language = models.CharField(max_length=3, blank=True)
    level = models.CharField(max_length=6, choices=Level.choices, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    state = models.CharField(max_length=10, choices=NeedState.choices, default=NeedState.OPEN)
    taken_at = models.DateTimeField()
    taken_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="assistance_need_ref"),
            models.UniqueConstraint(fields=["organisation_id", "rhythm", "for_day"], name="assistance_laid_once"),
            models.CheckConstraint(condition=models.Q(earliest__lt=models.F("latest")), name="assistance_window"),
            models.CheckConstraint(condition=models.Q(minutes__gte=5, minutes__lte=720), name="assistance_minutes"),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "state", "earliest"], name="assistance_need_board"),
            models.Index(fields=["organisation_id", "client", "-earliest"], name="assistance_need_client"),
            models.Index(fields=["organisation_id", "earliest"], name="assistance_need_when"),
            models.Index(fields=["organisation_id", "latest"], name="assistance_need_until"),
        ]


class OfferState(models.TextChoices):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class AnsweredBy(models.TextChoices):
    """The way in which an answer came."""

    LOGIN = "login"
    LINK = "link"
    TELEPHONE = "telephone"
    STANDING = "standing"


class Offer(Tenanted):
    """A volunteer was asked. ``closed`` means that somebody else was quicker, which the volunteer is told at once.

    What a published plan asks belongs to the ``day`` that she was asked for, and would begin at ``begins_at``.
    """

    ref = models.CharField(max_length=10)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="offers")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="offers")
    state = models.CharField(max_length=10, choices=OfferState.choices, default=OfferState.OPEN)
    made_at = models.DateTimeField()
    made_by_user_id = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=10, choices=AnsweredBy.choices, blank=True)
    day = models.ForeignKey("assistance.DayOffer", on_delete=models.PROTECT, null=True, related_name="offers")
    begins_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="assistance_offer_ref"),
            models.UniqueConstraint(
                fields=["organisation_id", "need", "volunteer"],
                condition=models.Q(state__in=["open", "accepted"]),
                name="assistance_asked_once",
            ),
        ]
        indexes = [models.Index(fields=["organisation_id", "volunteer", "state"], name="assistance_offers_of")]


class AssignmentState(models.TextChoices):
    ACCEPTED = "accepted"
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    RELEASED = "released"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class Assignment(Tenanted):
    """A volunteer goes. ``during`` is when; the database refuses two at once for one volunteer."""

    ref = models.CharField(max_length=10)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="assignments")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="assignments")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, related_name="+")
    during = DateTimeRangeField()
    code_word = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=AssignmentState.choices, default=AssignmentState.ACCEPTED)
    accepted_at = models.DateTimeField()
    released_because = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="assistance_assignment_ref"),
            models.UniqueConstraint(
                fields=["organisation_id", "need"],
                condition=models.Q(state__in=["accepted", "reported", "confirmed"]),
                name="assistance_one_goes",
            ),
        ]
        indexes = [models.Index(fields=["organisation_id", "volunteer", "state"], name="assistance_assignments_of")]


class Outcome(models.TextChoices):
    """What became of a visit."""

    DONE = "done"
    PARTLY = "partly"
    NOT_AT_HOME = "not_at_home"
    NOT_NEEDED = "not_needed"


class Reached(models.TextChoices):
    """Whether what was to be reached was."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class WhatNext(models.TextChoices):
    """What comes next after a guide's appointment."""

    NOTHING = "nothing"
    APPOINTMENT = "appointment"
    SIGNPOST = "signpost"
    ALONE = "alone"
    CALL_US = "call_us"


class Report(Tenanted):
    """What the volunteer (or the desk for her) said afterwards.

    A guide says by ticks what she ``did``, whether it was ``reached`` and ``what_next``, and nothing of anybody's life.
    """

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="report")
    minutes = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.DONE)
    note = EncryptedTextField(blank=True)
    did = ArrayField(models.CharField(max_length=20), default=list)
    reached = models.CharField(max_length=6, choices=Reached.choices, blank=True)
    what_next = models.CharField(max_length=12, choices=WhatNext.choices, blank=True)
    reported_at = models.DateTimeField()
    reported_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(minutes__gte=1, minutes__lte=1440), name="assistance_reported"),
        ]


class Confirmation(Tenanted):
    """The frozen facts of one assignment, without a client: the ground of every proof. Rows are never changed.

    ``engagement`` is what the volunteer was on that day; only a volunteer's hours can be payable.
    """

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="confirmation")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")
    engagement = models.CharField(max_length=20, choices=Engagement.choices, default=Engagement.VOLUNTEER)
    kind = models.CharField(max_length=20, choices=NeedKind.choices)
    on = models.DateField()
    minutes = models.PositiveIntegerField()
    confirmed_at = models.DateTimeField()
    confirmed_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "on"], name="assistance_confirmed_on")]


class CallBackReason(models.TextChoices):
    WHO_COMES = "who_comes"
    SOMEBODY_ELSE_COMES = "somebody_else_comes"
    CANCELLED = "cancelled"
    NOBODY_CAME = "nobody_came"


class CallBackState(models.TextChoices):
    DUE = "due"
    DONE = "done"
    NEEDLESS = "needless"


class CallBack(Tenanted):
    """A client without a phone that reads has to hear something from a person."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="call_backs")
    reason = models.CharField(max_length=20, choices=CallBackReason.choices)
    state = models.CharField(max_length=10, choices=CallBackState.choices, default=CallBackState.DUE)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "state", "made_at"], name="assistance_call_list")]
