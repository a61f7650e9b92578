"""What stands on the confirmation sheet: in German, as institutions read it, and no more than the terms allow."""

from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.bodies import SUBJECTS, WAYS
from lotsenwerk.domain.assistance.queries.inquiries import Sheet, inquiry_for, sheet_for
from lotsenwerk.domain.assistance.slip_paper import shown_ref
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.engines.scope.interpreting import Way
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.paper import make_pdf
from lotsenwerk.kit.paper_facts import ConfirmationSheet


def sheet_paper_for(actor: Actor, ref: str, *, at: datetime) -> bytes:
    """The confirmation sheet of a request as PDF; ``NotThere`` while nobody goes, and for whom it does not concern."""
    found = sheet_for(actor, inquiry_for(actor, ref), at=at)
    if found is None:
        raise NotThere
    return make_pdf("confirmation_sheet", dict(facts_of_sheet(found)), "de")


def facts_of_sheet(sheet: Sheet) -> ConfirmationSheet:
    """The facts of the paper ``confirmation_sheet``."""
    begins, ends = clock.local(sheet.begins), clock.local(sheet.ends)
    contact = [phone_numbers.shown(sheet.helper_phone) if sheet.helper_phone else "", sheet.helper_email]
    with translation.override("de"):
        return {
            "town": this_organisation().name,
            "desk_phone": phone_numbers.shown(sheet.pool_phone) if sheet.pool_phone else "",
            "pool": sheet.pool,
            "institution": sheet.institution,
            "day": date_format(begins, _("l, j F Y")),
            "time": f"{begins:%H:%M}–{ends:%H:%M}",
            "what": language_name(sheet.language) if sheet.language else _("A guide goes along"),
            "subject": str(SUBJECTS.get(sheet.subject, "")),
            "way": "" if sheet.way == Way.ON_THE_SPOT else str(WAYS[sheet.way]),
            "place": ", ".join(part for part in (sheet.street, f"{sheet.postcode} {sheet.town}".strip()) if part),
            "meeting_point": sheet.meeting_point,
            "helper": sheet.helper,
            "helper_contact": " · ".join(part for part in contact if part),
            "code_word": sheet.code_word,
            "ref": shown_ref(sheet.ref),
        }
