"""People who were found, as rows: written as text, because somebody waits on the telephone."""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lotsenwerk.domain.people.queries import Found
from lotsenwerk.kit import phone_numbers
from lotsenwerk.kit.addresses import address
from lotsenwerk.kit.templatetags.kit import avatar
from lotsenwerk.web.desk.people.around_wording import relation_to


def found_rows(hits: Sequence[Found]) -> SafeString:
    """A row for each: who, where, in which part, under which number."""
    helps, is_helped = _("helps"), _("is helped")
    alike = f'<span class="soft small">{escape(_("sounds alike"))}</span>\n'
    rows = []
    for hit in hits:
        parts = [word for word, is_so in ((helps, hit.person.volunteer), (is_helped, hit.person.client)) if is_so]
        parts += [relation_to(one.relation, one.client.person.name) for one in hit.contact_of]
        rows.append(_row(hit, alike if hit.is_alike else "", ", ".join(parts)))
    return mark_safe("".join(rows))  # noqa: S308 - every part is escaped


def _row(hit: Found, alike: str, parts: str) -> str:
    person = hit.person
    town = f", {escape(person.town)}" if person.town else ""
    number = phone_numbers.shown(person.phone or person.mobile)
    phone = f'\n<span class="phone">{escape(number)}</span>' if number else ""
    return (
        f'<li><a class="row-item" href="{address("desk:person", person.id)}" data-list-item>\n'
        f"{avatar(person.name)}\n"
        f'<span class="row-item__main"><strong><bdi>{escape(person.formal_name)}</bdi></strong><br>'
        f'<span class="soft"><bdi>{escape(person.address)}{town}</bdi></span></span>\n'
        f'{alike}<span class="soft small">{escape(parts)}</span>{phone}\n</a></li>'
    )
