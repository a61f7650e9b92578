"""What the operator of the installation lays over the shipped rules. It is the law's, not a town's: no wall.

Rows are only added. A version may be withdrawn before it counts; the row stays and says when and by whom.
"""

from django.db import models

from lotsenwerk.engines.funding.rulebook import Confidence

LONGEST_WORDS = 300


class RuleVersion(models.Model):
    """One rule has other figures from a day on. ``figures`` are whole numbers by name, as in the files."""

    rule = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True)
    figures = models.JSONField()
    source = models.CharField(max_length=LONGEST_WORDS)
    source_dated = models.CharField(max_length=10)
    source_address = models.CharField(max_length=LONGEST_WORDS)
    confidence = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Confidence])
    reason = models.CharField(max_length=LONGEST_WORDS)
    written_at = models.DateTimeField()
    written_by_user_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "since"], condition=models.Q(withdrawn_at__isnull=True), name="rules_one_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="rules_count_forward",
            ),
        ]


class RuleFile(models.Model):
    """The file of a programme that was taken in: the newest of a programme counts, also instead of the shipped one."""

    programme = models.CharField(max_length=40)
    text = models.TextField()
    taken_in_at = models.DateTimeField()


class RulesStamp(models.Model):
    """One row: another value whenever something was laid over, withdrawn or taken in."""

    value = models.UUIDField()
