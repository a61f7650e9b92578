"""Pages as they are written: each saved version stays, and one of them is what the public sees."""

from django.db import models

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.kit.files import StoredFile
from lotsenwerk.kit.tenancy import Tenanted


class PageKind(models.TextChoices):
    """What a page tells of. What of it is said in words and what in facts stands in ``documents.py``."""

    PROJECT = "project"
    OFFER = "offer"
    DATE = "date"
    NEWS = "news"
    TEXT = "text"
    SITE = "site"
    PROFILE = "profile"
    COURSE = "course"


class Field(models.TextChoices):
    """The field of activity: by it visitors look for what suits them."""

    NONE = "", "–"
    ENCOUNTER = "encounter"
    LANGUAGE = "language"
    EVERYDAY_HELP = "everyday_help"
    GUIDANCE = "guidance"
    SCHOOL = "school"
    WORK = "work"
    REPAIR = "repair"
    GARDEN = "garden"
    FOOD = "food"
    SPORT = "sport"
    CULTURE = "culture"
    HEALTH = "health"
    LEARNING = "learning"


class PageState(models.TextChoices):
    """How far a page is. What changed since the publication is a newer version of a published page."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Page(Tenanted):
    """A page of the town itself, or of a partner (``carrier``). Texts and facts stand in its versions.

    ``number`` is its newest version, ``published_number`` the one that the public sees. Who can be asked stands on the
    page alone, so that no old version keeps a name. ``check_by`` is when somebody has to look whether all of it is
    still true; after ``shown_until`` nobody sees it any more. ``mirrors`` is the ref of the page elsewhere from which
    this one was taken, ``mirrors_digest`` what it said then; with ``follows`` it takes over by itself what changes
    there. ``sent_back_because`` is what the desk asks of those who wrote it, until they hand it in again.
    """

    ref = models.CharField(max_length=10)
    kind = models.CharField(max_length=8, choices=PageKind.choices)
    slug = models.SlugField(max_length=80)
    carrier = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=PageState.choices, default=PageState.DRAFT)
    number = models.PositiveIntegerField(default=1)
    published_number = models.PositiveIntegerField(null=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_role = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    contact_email = models.EmailField(blank=True)
    shown_until = models.DateField(null=True)
    check_by = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    mirrors = models.CharField(max_length=10, blank=True)
    mirrors_digest = models.CharField(max_length=64, blank=True)
    follows = models.BooleanField(default=False)
    sent_back_because = models.CharField(max_length=400, blank=True)
    made_at = models.DateTimeField()
    made_by_user_id = models.BigIntegerField(null=True)
    submitted_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="publishing_page_ref"),
            models.UniqueConstraint(fields=["organisation_id", "kind", "slug"], name="publishing_page_slug"),
        ]


class Version(Tenanted):
    """What a page said at a moment: ``facts`` and German ``words`` in the form of ``documents.py``. Never changed.

    Who published it when is written beside it.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    facts = models.JSONField()
    words = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by_user_id = models.BigIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "page", "number"], name="publishing_version_number"),
        ]


class Translation(Tenanted):
    """The words of a page in another language. ``of_digest`` says which German words were translated.

    Whoever read it and vouches for it stands in ``reviewed_by``; Leichte Sprache is shown only with a name there.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=10)
    words = models.JSONField()
    of_digest = models.CharField(max_length=64)
    saved_at = models.DateTimeField()
    saved_by_user_id = models.BigIntegerField(null=True)
    reviewed_by = models.CharField(max_length=120, blank=True)
    reviewed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "page", "language"], name="publishing_translated_once"),
        ]


class Testimonial(Tenanted):
    """What somebody says of a project under her name. She agreed on a day, and it is shown until another.

    Without these days nobody has asked her yet, and nobody sees it. It stands beside the versions: withdrawn or expired
    it is gone from the page and from every old version.
    """

    ref = models.CharField(max_length=10)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="testimonials")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    said = models.TextField()
    language = models.CharField(max_length=10, default="de")
    agreed_on = models.DateField(null=True)
    shown_until = models.DateField(null=True)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="publishing_testimonial_ref"),
            models.CheckConstraint(
                condition=models.Q(agreed_on__isnull=True, shown_until__isnull=True)
                | models.Q(agreed_on__isnull=False, shown_until__isnull=False),
                name="publishing_agreed_until",
            ),
        ]


class PagePicture(Tenanted, StoredFile):
    """A picture of a page: what it shows in words (German), whose it is, and where it stands in the row."""

    ref = models.CharField(max_length=10)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="pictures")
    alt = models.CharField(max_length=200)
    credit = models.CharField(max_length=120)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(StoredFile.Meta):
        pass
