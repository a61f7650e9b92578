"""Who is on the telephone: a client herself, or somebody who calls for her."""

from collections.abc import Sequence

from lotsenwerk.domain.people.models import ContactPerson
from lotsenwerk.domain.people.queries import Found
from lotsenwerk.kit.addresses import address
from lotsenwerk.web.desk.people.around_wording import relation_in_words, relation_to


def page_of_call(found: Found) -> str:
    """Where the call of somebody goes on; empty for somebody for whom nothing can be taken in.

    A client's own page, or that of the client for whom a contact calls, with the contact as the one who calls.
    """
    if found.person.client:
        return address("desk:needs_new_for", found.person.id)
    if found.contact_of:
        return f"{address('desk:needs_new_for', found.contact_of[0].client.person_id)}?caller={found.person.id}"
    return ""


def the_one_meant(found: Sequence[Found]) -> Found | None:
    """Whom Enter takes: who was found alone, or alone under the very letters that were typed; none where it is open.

    Nor is it clear where somebody calls for several.
    """
    meant = [one for one in found if not one.is_alike] or found
    if len(meant) == 1 and (meant[0].person.client or len(meant[0].contact_of) == 1):
        return meant[0]
    return None


def calls_in_words(contact: ContactPerson) -> str:
    """A contact as one of those who may be on the telephone: "Tochter, Petra Kolb"."""
    return f"{relation_in_words(contact.relation)}, {contact.person.name}"


def calls_for_whom(contact: ContactPerson) -> str:
    """For whom a contact calls: "Tochter von Erna Weber"."""
    return relation_to(contact.relation, contact.client.person.name)
