"""Pools: who belongs to the guides or the interpreters, on which rung of the ladder, and what a pool asks of her."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models.helping import Volunteer
from lotsenwerk.domain.people.models.person import Level
from lotsenwerk.kit.fields import EncryptedTextField
from lotsenwerk.kit.tenancy import Tenanted


class PoolKind(models.TextChoices):
    """What the members of a pool do."""

    NEIGHBOURS = "neighbours"
    GUIDES = "guides"
    INTERPRETERS = "interpreters"


class DeclarationKind(models.TextChoices):
    """What somebody signs before she begins."""

    CONFIDENTIALITY = "confidentiality"
    NEUTRALITY = "neutrality"
    DATA_PROTECTION = "data_protection"


class QualificationKind(models.TextChoices):
    """What a course grants."""

    BASIC_GUIDE = "basic_guide"
    INTERPRETER = "interpreter"
    HEALTH_GUIDE = "health_guide"
    PARENT_GUIDE = "parent_guide"
    SEMINAR = "seminar"


class Pool(Tenanted):
    """People who do the same for a place. No ``carrier``: the town itself carries it.

    ``answer_days`` is the promise to whoever shows interest: so many working days until somebody calls.
    """

    kind = models.CharField(max_length=20, choices=PoolKind.choices)
    name = models.CharField(max_length=80)
    sort_key = models.CharField(max_length=340, db_collation="C")
    carrier = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    answer_days = models.PositiveSmallIntegerField(default=3)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "kind", "name"],
                condition=models.Q(ended_at__isnull=True),
                name="people_pool_once",
            ),
            models.CheckConstraint(
                condition=models.Q(answer_days__gte=1, answer_days__lte=30), name="people_pool_answers"
            ),
        ]


class PoolRule(Tenanted):
    """What a pool requires before anybody is deployed, from a day on; the newest that has begun counts.

    ``german`` is the level at least, empty for none; ``other`` the same for each language somebody interprets.
    """

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="rules")
    valid_from = models.DateField()
    needs_talk = models.BooleanField(default=True)
    needs_adult = models.BooleanField(default=True)
    german = models.CharField(max_length=6, choices=Level.choices, blank=True)
    other = models.CharField(max_length=6, choices=Level.choices, blank=True)
    needs_conduct = models.BooleanField(default=False)
    qualification = models.CharField(max_length=20, choices=QualificationKind.choices, blank=True)
    declarations = ArrayField(models.CharField(max_length=20, choices=DeclarationKind.choices), default=list)
    changed_at = models.DateTimeField()
    changed_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "pool", "valid_from"], name="people_pool_rule_once"),
        ]


class Rung(models.TextChoices):
    """The ladder from the first interest to the deployment, and away again."""

    INTERESTED = "interested"
    TALK = "talk"
    SUITABILITY = "suitability"
    COURSE = "course"
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"


class NextAction(models.TextChoices):
    """What has to happen next for somebody on the ladder."""

    CALL = "call"
    MEET = "meet"
    SEE_PAPERS = "see_papers"
    FIND_COURSE = "find_course"
    ATTEND = "attend"
    BEGIN = "begin"
    ASK_AGAIN = "ask_again"
    NOTHING = "nothing"


class PoolMember(Tenanted):
    """Somebody is on the way into a pool, or in it. A lead guide coordinates: her yearly cap is another one."""

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="members")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="pools")
    rung = models.CharField(max_length=12, choices=Rung.choices, default=Rung.INTERESTED)
    rung_since = models.DateTimeField()
    next_action = models.CharField(max_length=12, choices=NextAction.choices, default=NextAction.CALL)
    next_due = models.DateField(null=True)
    is_lead = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "pool", "volunteer"], name="people_in_pool_once"),
        ]


class LadderStep(Tenanted):
    """One step on the ladder, with its day: rows are only added."""

    member = models.ForeignKey(PoolMember, on_delete=models.CASCADE, related_name="steps")
    rung = models.CharField(max_length=12, choices=Rung.choices)
    note = EncryptedTextField(blank=True)
    at = models.DateTimeField()
    by_user_id = models.BigIntegerField(null=True)


class DeclarationText(Tenanted):
    """What is signed, word by word, in one language: a text is never changed, only followed by another."""

    kind = models.CharField(max_length=20, choices=DeclarationKind.choices)
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=10)
    text = models.TextField()
    valid_from = models.DateField()
    made_at = models.DateTimeField()
    made_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "kind", "version", "language"], name="people_declaration_once"
            ),
        ]


class SignedWay(models.TextChoices):
    PAPER = "paper"
    TAP = "tap"


class SignedDeclaration(Tenanted):
    """Somebody signed a text: which, on which day, in which way."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="declarations")
    kind = models.CharField(max_length=20, choices=DeclarationKind.choices)
    text = models.ForeignKey(DeclarationText, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=5, choices=SignedWay.choices)
    signed_on = models.DateField()
    seen_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "volunteer", "text"], name="people_signed_once"),
        ]


class Qualification(Tenanted):
    """What somebody has learned, since when, until when it counts.

    ``room``, ``source`` and ``source_id`` name the course, where it was one of ours.
    """

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="qualifications")
    kind = models.CharField(max_length=20, choices=QualificationKind.choices)
    title = models.CharField(max_length=120, blank=True)
    granted_on = models.DateField()
    valid_until = models.DateField(null=True)
    room = models.CharField(max_length=30, blank=True)
    source = models.CharField(max_length=30, blank=True)
    source_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "volunteer", "kind", "granted_on"], name="people_qualified_once"
            ),
        ]
