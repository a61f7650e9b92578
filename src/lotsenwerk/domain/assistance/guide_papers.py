"""What stands on the sheet for whoever is accompanied, in her language: on paper and behind the link of a letter."""

from django.utils import translation

from lotsenwerk.domain.assistance.bodies import BODIES
from lotsenwerk.domain.assistance.guide_words import documents
from lotsenwerk.domain.assistance.models import Assignment, Inquiry
from lotsenwerk.domain.assistance.visit_papers import day_on_paper, number_of
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.paper_facts import GuideSheet


def facts_of_guide_sheet(going: Assignment, asked: Inquiry | None, language: str) -> GuideSheet:
    """The facts of the paper ``guide_sheet``. Of the guide it says her first name alone, and nobody's number but ours.

    ``asked`` is what was asked for this appointment; without it only when, who and the code word are known.
    """
    town, helper = this_organisation(), going.volunteer.person
    begin, end = clock.local(going.during.lower), clock.local(going.during.upper)
    with translation.override(language):
        return {
            "town": town.name,
            "desk_phone": phone_numbers.shown(town.phone) if town.phone else "",
            "day": day_on_paper(begin.date(), language),
            "time": f"{begin:%H:%M}–{end:%H:%M}",
            "place": str(BODIES[asked.body]) if asked and asked.body and asked.body != "other" else "",
            "where": _where(asked) if asked else "",
            "helper": helper.given_name or helper.name,
            "code_word": going.code_word,
            "bring": [{"sign": one.sign, "name": str(one.name)} for one in documents(asked.bring if asked else ())],
            "ref": number_of(going),
        }


def _where(asked: Inquiry) -> str:
    street = f"{asked.street} {asked.house_number}".strip()
    # What a newcomer's form knows of the place is where she lives, not where it is.
    town = f"{asked.postcode} {asked.town}".strip() if street or asked.town else ""
    return ", ".join(part for part in (asked.meeting_point, street, town) if part)
