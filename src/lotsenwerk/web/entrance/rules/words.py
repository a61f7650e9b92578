"""What the figures of rules are called, and how they are written."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.engines.funding.rulebook import Confidence
from lotsenwerk.kit import money
from lotsenwerk.kit.errors import Sentence

CONFIDENCE: Final[dict[Confidence, tuple[str, Sentence]]] = {
    Confidence.OFFICIAL: ("done", _("read at an office")),
    Confidence.SECONDARY: ("open", _("second hand, not verified")),
    Confidence.OLDER: ("open", _("older, not verified")),
    Confidence.RECKONED: ("waiting", _("reckoned")),
}
FIGURES: Final[dict[str, Sentence]] = {
    "cents": _("Amount"),
    "cents_a_child": _("Amount for each child"),
    "cents_a_deployment": _("Amount for each deployment"),
    "cents_a_person": _("Amount for each person"),
    "cents_a_strategy": _("Amount at most"),
    "cents_a_unit": _("Amount for each unit and person"),
    "cents_a_year": _("Amount a year"),
    "cents_an_hour": _("Amount for each hour"),
    "project_cents_a_year": _("Small project, a year"),
    "mini_job_cents_a_year": _("Mini-job, a year"),
    "usual_cents": _("Otherwise"),
    "day": _("Day"),
    "days": _("Days"),
    "degree": _("Degree of kinship"),
    "fewest_guides": _("Guides at least"),
    "fewest_inhabitants": _("Inhabitants at least"),
    "fewest_interpreters": _("Interpreters at least"),
    "fewest_languages": _("Languages at least"),
    "fewest_months": _("Months at least"),
    "fewest_partners": _("Partners at least"),
    "fewest_people": _("People at least"),
    "fewest_units": _("Units at least"),
    "first_month": _("First month"),
    "last_month": _("Last month"),
    "further_languages": _("Further languages at least"),
    "hours_a_week": _("Hours a week"),
    "hours_a_year": _("Hours a year"),
    "minutes_a_unit": _("Minutes of a unit"),
    "month": _("Month"),
    "months": _("Months"),
    "most_a_client": _("Deployments for one person at most"),
    "most_inhabitants": _("Inhabitants at most"),
    "most_months": _("Months at most"),
    "most_partners": _("Partners at most"),
    "most_people": _("People at most"),
    "most_posts": _("Posts at most"),
    "most_units": _("Units at most"),
    "most_years": _("Years at most"),
    "number_of_bodies": _("Bodies in the state"),
    "percent": _("Percent"),
    "saturdays": _("Saturdays"),
    "units": _("Units at least"),
    "years": _("Years"),
    "youngest": _("Age at least"),
}


def name_of(figure: str) -> str:
    """What a figure is called; one of another programme by the name that its file gives it."""
    return str(FIGURES.get(figure, figure.replace("_", " ")))


def is_money(figure: str) -> bool:
    """Whether it is an amount: then its name says cents."""
    return "cents" in figure.split("_")


def shown(figure: str, value: int) -> str:
    """A figure as people write it."""
    return money.shown(money.Cents(value)) if is_money(figure) else str(value)
