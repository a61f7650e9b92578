"""The login of a volunteer follows the e-mail address in her file."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.accounts.actions.forget import forget_login
from lotsenwerk.domain.accounts.actions.membership import admit_volunteer
from lotsenwerk.domain.accounts.queries import user_by_email
from lotsenwerk.domain.people.models import Person, Volunteer, VolunteerStatus
from lotsenwerk.kit.errors import BadInput


def open_login(person: Person, *, at: datetime) -> None:
    """Open the login of the person's address, without password."""
    person.user_id = admit_volunteer(email=person.email, display_name=person.name, language=person.language, at=at)
    person.save(update_fields=["user"])


def logs_in(person: Person) -> bool:
    """Whether the person has a login, or would have one with an address: an active volunteer."""
    is_active = Volunteer.objects.filter(person=person, status=VolunteerStatus.ACTIVE).exists()
    return person.user_id is not None or is_active


def move_login(person: Person, *, at: datetime) -> None:
    """The address has changed: the login of the new one opens, and the old one opens nothing here any more.

    The address of the old login is never rewritten: it may be somebody's who also works for another town, and who
    changes an address here must not come in there.
    """
    before = person.user_id
    if before is not None:
        person.user_id = None
        person.save(update_fields=["user"])
        forget_login(before, at=at)
    if person.email:
        open_login(person, at=at)


def refuse_a_shared_address(person: Person) -> None:
    """One login is one volunteer: a couple that shares an address needs a second one, or one of them none."""
    user = user_by_email(person.email) if person.email else None
    if user is not None and Person.objects.filter(user=user).exclude(pk=person.pk).exists():
        raise BadInput(
            _("Somebody else logs in with this e-mail address already. Please enter another one, or none."),
            field="email",
        )
