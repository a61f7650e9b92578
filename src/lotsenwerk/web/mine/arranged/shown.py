"""What stands of an appointment with an institution on the page of the visit."""

from collections.abc import Mapping

from lotsenwerk.domain.assistance.bodies import SUBJECTS, WAYS
from lotsenwerk.domain.assistance.models import Assignment, AssignmentState
from lotsenwerk.domain.assistance.queries.inquiries import inquiry_of_assignment, sheet_for
from lotsenwerk.engines.scope.interpreting import Way
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.actor import Actor
from lotsenwerk.web.mine.arranged.forms import CannotForm


def arranged(actor: Actor, going: Assignment, pool_phone: str) -> Mapping[str, object]:
    """Her part of the confirmation sheet, while she goes there; nothing for visits that no pool was asked for."""
    if going.need.pool_id is None:
        return {}
    asked = inquiry_of_assignment(actor, going)
    if asked is None or asked.cooperation_id is None:
        return {}
    goes = going.state == AssignmentState.ACCEPTED
    sheet = sheet_for(actor, asked, at=clock.now(), going=going, pool_phone=pool_phone) if goes else None
    return {
        "is_arranged": True,
        "sheet_of_pool": sheet,
        "about": SUBJECTS.get(asked.subject, ""),
        "remote": WAYS[asked.way] if asked.way != Way.ON_THE_SPOT else "",
        "on_site_phone": phone_numbers.shown(sheet.on_site_phone) if sheet and sheet.on_site_phone else "",
        "cannot": CannotForm(),
    }
