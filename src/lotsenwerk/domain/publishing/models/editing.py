"""What belongs to the writing of pages and is never shown: what is half typed, and which proposals are answered."""

from django.db import models

from lotsenwerk.domain.publishing.models.pages import Page
from lotsenwerk.kit.tenancy import Tenanted


class PageDraft(Tenanted):
    """A page's form as one writer has typed it so far; ``after`` is the version that she has changed.

    No fact of the town: it goes when the page is saved, and after two weeks.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="drafts")
    user_id = models.BigIntegerField()
    after = models.PositiveIntegerField()
    typed = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "page", "user_id"], name="publishing_one_draft"),
        ]


class AnsweredProposal(Tenanted):
    """A proposed milestone that somebody has put on a ``page`` or turned down (none): it does not come back."""

    key = models.CharField(max_length=60)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, null=True, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "key"], name="publishing_answered_once"),
        ]
