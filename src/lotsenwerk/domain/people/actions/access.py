"""How one gets to a client's door, and whom she trusts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.people.actions.entering import Contact, enter_person
from lotsenwerk.domain.people.actions.limits import known_circumstances
from lotsenwerk.domain.people.models import Client, ContactPerson, Gender, Person, Relation
from lotsenwerk.domain.people.search_keys import write_keys
from lotsenwerk.kit.errors import BadInput
from lotsenwerk.kit.typed import in_one_form, refuse_too_long

_WORDS: Mapping[str, Relation] = {
    "tochter": Relation.DAUGHTER,
    "sohn": Relation.SON,
    "ehefrau": Relation.PARTNER,
    "ehemann": Relation.PARTNER,
    "partner": Relation.PARTNER,
    "partnerin": Relation.PARTNER,
    "schwester": Relation.FAMILY,
    "bruder": Relation.FAMILY,
    "enkel": Relation.FAMILY,
    "enkelin": Relation.FAMILY,
    "nichte": Relation.FAMILY,
    "neffe": Relation.FAMILY,
    "schwiegertochter": Relation.FAMILY,
    "schwiegersohn": Relation.FAMILY,
    "nachbar": Relation.NEIGHBOUR,
    "nachbarin": Relation.NEIGHBOUR,
    "pflegedienst": Relation.CARER,
    "betreuer": Relation.CARER,
    "betreuerin": Relation.CARER,
}
"""The word before a name by which people say on the telephone who somebody is: "Tochter Sabine Kolb"."""

_MOBILE_BEGINS = ("+4915", "+4916", "+4917")


@dataclass(frozen=True, slots=True)
class Access:
    """How one gets to a client's door, who is to come, and whom to call if something is wrong.

    ``contact_name`` and ``contact_phone`` make the first contact person while somebody is entered in a call.
    """

    notes: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    floor: str = ""
    bell_name: str = ""
    walking_aid: str = ""
    who_opens: str = ""
    gender_wish: str = ""
    circumstances: Sequence[str] = ()

    @property
    def names_somebody(self) -> bool:
        """Whether a contact person is named, or at least a number for the worst."""
        return bool(self.contact_name.strip() or self.contact_phone.strip())

    def trusted(self) -> tuple[Contact, Relation]:
        """Who is named: the word for the relation, then given and family name, as one says it on the telephone."""
        words = self.contact_name.split()
        relation = _WORDS.get(words[0].lower().strip(",:"), Relation.OTHER) if words else Relation.OTHER
        names = words[1:] if relation != Relation.OTHER and len(words) > 1 else words
        number = in_one_form(self.contact_phone, "contact_phone")
        is_mobile = number.startswith(_MOBILE_BEGINS)
        contact = Contact(
            given_name=" ".join(names[:-1]),
            family_name=names[-1] if names else str(_("In an emergency")),
            phone="" if is_mobile else number,
            mobile=number if is_mobile else "",
        )
        return contact, relation


ACCESS_FIELDS = ("access_notes", "floor", "bell_name", "walking_aid", "who_opens", "gender_wish", "circumstances")
_LONGEST_LINE = 120
_LONGEST_NOTES = 2000


def fill_access(client: Client, access: Access) -> None:
    """Put what was typed into the client's row, without saving it."""
    if access.gender_wish not in {Gender.UNSAID, Gender.FEMALE, Gender.MALE}:
        raise BadInput(_("Please choose one of the list."), field="gender_wish")
    client.circumstances = known_circumstances(access.circumstances, "circumstances")
    refuse_too_long(access.notes, _LONGEST_NOTES, "access_notes")
    client.access_notes = access.notes.strip()
    client.gender_wish = access.gender_wish
    for name in ("floor", "bell_name", "walking_aid", "who_opens"):
        typed = getattr(access, name).strip()
        refuse_too_long(typed, _LONGEST_LINE, name)
        setattr(client, name, typed)


def trust(
    client: Client,
    contact: Contact,
    relation: Relation = Relation.OTHER,
    *,
    in_emergency: bool = True,
    told_since: date | None = None,
    person: Person | None = None,
    at: datetime,
) -> ContactPerson:
    """Lay the row of a contact person: somebody new, or ``person`` who is known already."""
    if person is None:
        person = enter_person(contact, at=at)
        write_keys(person)
    return ContactPerson.objects.create(
        client=client, person=person, relation=relation, in_emergency=in_emergency, told_since=told_since, added_at=at
    )
