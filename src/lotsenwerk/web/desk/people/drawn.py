"""Somebody who was found, as a row: written as text, because somebody waits on the telephone."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lotsenwerk.domain.people.queries import Found
from lotsenwerk.kit import phone_numbers
from lotsenwerk.kit.addresses import address
from lotsenwerk.kit.templatetags.kit import avatar
from lotsenwerk.web.desk.people.around_wording import relation_to


def found_row(hit: Found) -> SafeString:
    """One row of what a search found: who, where, in which part, under which number."""
    person = hit.person
    town = f", {escape(person.town)}" if person.town else ""
    alike = f'<span class="soft small">{escape(_("sounds alike"))}</span>\n' if hit.is_alike else ""
    calls_for = [relation_to(one.relation, one.client.person.name) for one in hit.contact_of]
    parts = [word for word, is_so in ((_("helps"), person.volunteer), (_("is helped"), person.client)) if is_so]
    number = phone_numbers.shown(person.phone or person.mobile)
    phone = f'\n<span class="phone">{escape(number)}</span>' if number else ""
    return mark_safe(  # noqa: S308 - every part is escaped
        f'<li><a class="row-item" href="{address("desk:person", person.id)}" data-list-item>\n'
        f"{avatar(person.name)}\n"
        f'<span class="row-item__main"><strong><bdi>{escape(person.formal_name)}</bdi></strong><br>'
        f'<span class="soft"><bdi>{escape(person.address)}{town}</bdi></span></span>\n'
        f'{alike}<span class="soft small">{escape(", ".join([*parts, *calls_for]))}</span>{phone}\n</a></li>'
    )
