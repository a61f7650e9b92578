"""One request with all that its page at the desk shows, in few queries."""

from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, ExtractYear, JSONObject

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.assistance.findings import findings_of
from lotsenwerk.domain.assistance.models import (
    Assignment,
    AssignmentState,
    Deployment,
    DeploymentState,
    Feedback,
    Inquiry,
    InquiryChange,
    Offer,
)
from lotsenwerk.domain.assistance.permissions import may_run_inquiries
from lotsenwerk.domain.assistance.queries.inquiries import Story
from lotsenwerk.domain.assistance.queries.journey import GOES
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere

_WITH = ("pool", "number", "need__client", "client__person", "cooperation__client__person")
_CHANGE = ("kind", "side", "reason", "was", "becomes", "at", "by_user_id")


def request_on_page(actor: Actor, ref: str) -> Inquiry:
    """One request for the desk, with how often its number or institution was served in its year. One query."""
    found = _whole(Inquiry.objects.filter(ref=ref)).first() if may_run_inquiries(actor) else None
    if found is None:
        raise NotThere
    return found


def counted_before(inquiry: Inquiry) -> int:
    """Deployments of the year for the same number, or without one for the same institution (IP5)."""
    many: int = inquiry.__dict__["for_body" if inquiry.number_id is None else "for_number"]
    return many


def story_on_page(inquiry: Inquiry) -> Story:
    """What happened to a request of ``request_on_page``: one query, three more where it is a need, one for feedback."""
    lines = list(_lines(inquiry))
    changes = [InquiryChange(inquiry=inquiry, **_read(one)) for one in inquiry.__dict__["changed"]]
    if inquiry.need_id is None:
        return Story(inquiry, findings_of(inquiry), changes, [], None, None, [], lines)
    going = Assignment.objects.filter(need_id=inquiry.need_id, state__in=GOES)
    goes = going.select_related("volunteer__person", "deployment").first()
    if goes is not None and inquiry.need is not None:
        goes.need = inquiry.need
    offers = Offer.objects.filter(need_id=inquiry.need_id).select_related("volunteer__person").order_by("id")
    is_over = goes is not None and goes.state != AssignmentState.ACCEPTED
    said = Feedback.objects.filter(assignment__need_id=inquiry.need_id).order_by("given_at") if is_over else []
    given: Deployment | None = getattr(goes, "deployment", None)
    return Story(inquiry, findings_of(inquiry), changes, list(offers), goes, given, list(said), lines)


def author_of_line(line: Line) -> str:
    """Who did it, of a line that came from here."""
    name: str = line.__dict__["author"]
    return name


def _whole(rows: QuerySet[Inquiry]) -> QuerySet[Inquiry]:
    changes = InquiryChange.objects.filter(inquiry=OuterRef("pk")).order_by("at", "id")
    as_json = JSONObject(**{name: name for name in _CHANGE})
    return (
        rows.select_related(*_WITH)
        .annotate(year=ExtractYear("begins", tzinfo=clock.BERLIN))
        .annotate(
            changed=ArraySubquery(changes.values(one=as_json)),
            for_number=_counted("number_id"),
            for_body=_counted("cooperation_id"),
        )
    )


def _counted(of: str) -> Coalesce:
    """How many deployments of the request's year have the same ``of``, refused ones left out."""
    given = Deployment.objects.exclude(state=DeploymentState.REFUSED).annotate(in_year=ExtractYear("on"))
    same = given.filter(**{of: OuterRef(of)}, in_year=OuterRef("year")).order_by().values(of)
    counted = same.annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def _lines(inquiry: Inquiry) -> QuerySet[Line]:
    """The lines about the request, and those of the need that it became."""
    which = Q(room="assistance", kind="inquiry", subject_id=inquiry.pk)
    if inquiry.need_id is not None:
        which |= Q(story_room="assistance", story_kind="need", story_id=inquiry.need_id)
    author = User.objects.filter(pk=OuterRef("user_id")).values("display_name")[:1]
    rows = Line.objects.filter(which).annotate(author=Coalesce(Subquery(author), Value("")))
    return rows.select_related("detail").order_by(F("at"), F("pk"))


def _read(one: dict[str, str | int | None]) -> dict[str, object]:
    """A change as the database gave it, with its instants."""
    instants = {name: datetime.fromisoformat(str(one[name])) for name in ("was", "at")}
    becomes = datetime.fromisoformat(str(one["becomes"])) if one["becomes"] else None
    return {**one, **instants, "becomes": becomes}
