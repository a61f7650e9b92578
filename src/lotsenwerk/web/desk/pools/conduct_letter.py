"""What stands on the letter for the free certificate of conduct. The registration office reads German."""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.models import PoolMember
from lotsenwerk.domain.people.sentences import ROLES
from lotsenwerk.kit import phone_numbers
from lotsenwerk.kit.paper_facts import ConductLetter


def facts_of_letter(member: PoolMember, today: date, *, is_extended: bool) -> ConductLetter:
    """The facts of the paper ``conduct_letter``: who, for what, by whom, and that no fee is due."""
    town, person = this_organisation(), member.volunteer.person
    with translation.override("de"):
        kind = (
            _("an extended certificate of conduct (section 30a BZRG)")
            if is_extended
            else _("a certificate of conduct (section 30 BZRG)")
        )
        what = ROLES[member.pool.kind]
        return {
            "town": town.name,
            "desk_phone": phone_numbers.shown(town.phone) if town.phone else "",
            "day": date_format(today, "DATE_FORMAT"),
            "name": person.name,
            "address": ", ".join(part for part in (person.address, f"{person.postcode} {person.town}".strip()) if part),
            "paragraphs": [
                _("The person named above is to work for us as a volunteer: %(what)s.") % {"what": what},
                _("For this we need %(kind)s. It is asked for by herself at the registration office.") % {"kind": kind},
                _("The task is voluntary. We ask that no fee be charged, as the JVKostG provides for volunteers."),
                _("We look at the certificate and keep no copy of it."),
            ],
        }
