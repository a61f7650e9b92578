"""What was forgotten, and when: figures only."""

from django.db import models

from lotsenwerk.kit.tenancy import Tenanted


class RetentionRun(Tenanted):
    """One night's work: how many things came of age and were forgotten."""

    at = models.DateTimeField()
    forgotten = models.PositiveIntegerField()
