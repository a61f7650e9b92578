"""What the desk's templates say of a need, a person, a number: ``{% load desk %}``."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance import permissions
from lotsenwerk.domain.assistance.models import Assignment, Need, Offer, OfferState
from lotsenwerk.domain.assistance.queries.journey import who_goes, who_is_asked, who_was_asked
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.people.models import Level, Person, TravelMode, Volunteer
from lotsenwerk.domain.people.permissions import may_admit_volunteers, may_see_people
from lotsenwerk.domain.people.queries import Found
from lotsenwerk.domain.people.states import VOLUNTEER
from lotsenwerk.domain.privacy.permissions import may_erase, may_export, may_merge
from lotsenwerk.kit import money, phone_numbers
from lotsenwerk.kit.addresses import address
from lotsenwerk.kit.money import Cents
from lotsenwerk.kit.templatetags.kit import SHAPES, icon, pill
from lotsenwerk.web.desk import wording
from lotsenwerk.web.desk.answers import searched
from lotsenwerk.web.desk.letters import wording as letter_wording
from lotsenwerk.web.desk.needs import drawn
from lotsenwerk.web.desk.needs.callers import calls_for_whom, page_of_call
from lotsenwerk.web.desk.people import around_wording
from lotsenwerk.web.desk.people import drawn as people_drawn
from lotsenwerk.web.desk.people import wording as people_wording
from lotsenwerk.web.desk.people.forms import WAYS
from lotsenwerk.web.desk.places import navigation, places_for
from lotsenwerk.web.desk.town.forms import KINDS as PARTNER_KINDS
from lotsenwerk.web.desk.town.forms import ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lotsenwerk.web.desk.today.arranged import Slot
    from lotsenwerk.web.desk.today.week import Cell

register = template.Library()

register.filter("called", wording.called)
register.filter("first_name", wording.first_name)
register.filter("page_of_call", page_of_call)
register.filter("calls_for_whom", calls_for_whom)
register.filter("kind_word", wording.kind_word)
register.filter("need_word", wording.need_word)
register.filter("begins", wording.begins)
register.filter("window", wording.window_in_words)
register.filter("language", language_name)
register.filter("hours", people_wording.hours_in_words)
register.filter("relation", around_wording.relation_in_words)
register.filter("calls_for", around_wording.calls_for_in_words)
register.filter("absence", around_wording.absence_in_words)
register.filter("fact_word", around_wording.fact_in_words)
register.filter("engagement_word", around_wording.engagement_in_words)
register.filter("circumstances", around_wording.circumstances_in_words)
register.filter("most_a_week", around_wording.most_in_words)


@register.filter
def kind_icon(kind: str) -> str:
    """The drawing of a kind."""
    return wording.KINDS[kind][1]


@register.filter
def number(e164: str) -> str:
    """A telephone number as people read it."""
    return phone_numbers.shown(e164)


@register.filter
def euro(cents: int) -> str:
    """An amount as people read it."""
    return money.shown(Cents(cents))


@register.filter
def goes(need: Need) -> Assignment | None:
    """The assignment that counts for a need."""
    return who_goes(need)


@register.filter
def asked(need: Need) -> "list[Offer]":
    """The open offers of a need."""
    return list(who_is_asked(need))


@register.filter
def any_number(person: Person) -> str:
    """The number under which one tries first."""
    return person.phone or person.mobile


@register.filter
def numbers(person: Person) -> list[str]:
    """The numbers under which one reaches somebody."""
    return [number for number in (person.phone, person.mobile) if number]


@register.simple_tag
def state(need: Need, now: datetime) -> SafeString:
    """A need's state as a pill."""
    tone, word = wording.state_of(need, now)
    return pill(tone, word)  # type: ignore[arg-type]


@register.simple_tag
def tone(need: Need, now: datetime) -> str:
    """The tone of a need's state, for the frame around it."""
    return wording.state_of(need, now)[0]


@register.simple_tag
def state_word(need: Need, now: datetime) -> str:
    """A need's state in words."""
    return wording.state_of(need, now)[1]


@register.simple_tag
def shape(tone: str, word: str) -> SafeString:
    """The shape of a tone, which says to a screen reader what it stands for."""
    return icon(SHAPES[tone], label=word)


@register.simple_tag
def need_row(need: Need, now: datetime, *, only_time: bool = False) -> SafeString:
    """A need as a line of a list."""
    return drawn.row(need, now, only_time=only_time)


@register.simple_tag
def job(need: Need, now: datetime) -> SafeString:
    """A need for which somebody is missing, as a card."""
    return drawn.job(need, now)


@register.simple_tag
def found_rows(hits: "Sequence[Found]") -> SafeString:
    """Those who were found, as lines of a list."""
    return people_drawn.found_rows(hits)


@register.simple_tag
def visit(slot: "Slot", now: datetime) -> SafeString:
    """A visit on the board of the day."""
    return drawn.slot(slot.need, now, slot.begin, slot.end, f"at-{slot.column} for-{slot.columns}")


@register.simple_tag
def week_day(cell: "Cell", number: int, days: "list[date]", now: datetime) -> SafeString:
    """One helper's day in the week."""
    return drawn.week_day(cell.needs, cell.more, days[number], now)


@register.simple_tag(takes_context=True)
def may_confirm(context: Context, assignment: Assignment) -> bool:
    """Whether the visitor may confirm it: the same question that the verb asks."""
    return permissions.may_confirm(context["request"].actor, assignment)


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps the visitor may do with a need now."""

    report: bool
    confirm: bool
    release: bool
    no_show: bool
    cancel: bool

    @property
    def any(self) -> bool:
        """Whether there is one at all."""
        return self.report or self.confirm or self.release or self.no_show or self.cancel


@register.simple_tag(takes_context=True)
def steps_of(context: Context, need: Need) -> Steps:
    """The steps for which there are buttons: the same questions that the verbs ask."""
    actor, going = context["request"].actor, who_goes(need)
    begun = going is not None and going.during.lower <= context["now"]
    return Steps(
        report=going is not None and begun and permissions.may_report(actor, going),
        confirm=going is not None and permissions.may_confirm(actor, going),
        release=going is not None and permissions.may_release(actor, going),
        no_show=going is not None and begun and permissions.may_say_nobody_came(actor, going),
        cancel=permissions.may_cancel(actor, need),
    )


@register.simple_tag(takes_context=True)
def may_note_incident(context: Context) -> bool:
    """Whether the visitor may write down an incident."""
    return permissions.may_note_incident(context["request"].actor)


@register.simple_tag
def stand_ins(need: Need) -> "list[Offer]":
    """Who was asked too when somebody else was quicker: the first to ask where that one does not come after all.

    On top stand those who said yes all the same.
    """
    is_asked = {offer.volunteer_id for offer in who_is_asked(need)}
    closed = [offer for offer in who_was_asked(need) if offer.state == OfferState.CLOSED]
    closed.sort(key=wording.is_ready_all_the_same, reverse=True)
    return [offer for offer in closed if offer.volunteer_id not in is_asked] if who_goes(need) is None else []


@register.filter
def is_ready(offer: Offer) -> bool:
    """Whether somebody said yes when another was going already."""
    return wording.is_ready_all_the_same(offer)


@register.simple_tag
def offer_state(offer: Offer) -> SafeString:
    """What was answered, as a pill."""
    tone, word = wording.answer_of(offer)
    return pill(tone, word)  # type: ignore[arg-type]


@register.simple_tag
def view_tab(url: str, show: str, word: str, shown: str, count: int | None = None) -> SafeString:
    """One tab of a list that is shown in several ways; ``count`` is how much stands in it, where somebody waits."""
    here = mark_safe(' aria-current="page"') if show == shown else ""
    counted = format_html(' <span class="count">{}</span>', count) if count else ""
    return format_html('<a href="{}?show={}"{}>{}{}</a>', url, show, here, word, counted)


@register.filter
def level(code: str) -> str:
    """How well a language is spoken."""
    return _("mother tongue") if code == Level.NATIVE else code


@register.filter
def own_name(code: str) -> str:
    """The name that the speakers of a language give it."""
    return dict(settings.LANGUAGES).get(code, code)


@register.filter
def way(travel_mode: str) -> str:
    """How somebody comes."""
    return str(WAYS[TravelMode(travel_mode)])


@register.filter
def role(code: str) -> str:
    """What a role is called."""
    return str(ROLES[code])


@register.filter
def partner_kind(code: str) -> str:
    """What kind of partner it is."""
    return str(PARTNER_KINDS.get(code, code))


@register.filter
def as_hours(minutes: int) -> str:
    """Minutes as hours and minutes: "12 Std. 5 Min."."""
    return _("%(hours)d hrs %(minutes)d min.") % {"hours": minutes // 60, "minutes": minutes % 60}


@register.simple_tag
def letter_state(letter: Letter) -> SafeString:
    """What became of a letter, as a pill."""
    tone, word = letter_wording.STATES[letter.state]
    return pill(tone, str(word))  # type: ignore[arg-type]


@register.simple_tag
def standing(volunteer: Volunteer) -> SafeString:
    """Where a volunteer stands on the ladder, as a pill."""
    tone, word = people_wording.STATUSES[volunteer.status]
    return pill(tone, str(word))  # type: ignore[arg-type]


@register.simple_tag(takes_context=True)
def moves_of(context: Context, volunteer: Volunteer) -> list[tuple[str, str, str]]:
    """The steps on the ladder that the visitor may do now: route, word, drawing."""
    if not may_admit_volunteers(context["request"].actor):
        return []
    steps = [
        ("activate", "desk:person_activate", _("Make active"), "check"),
        ("pause", "desk:person_pause", _("Takes a break"), "clock"),
        ("leave", "desk:person_leave", _("Leaves"), "logout"),
    ]
    return [(route, word, drawing) for verb, route, word, drawing in steps if VOLUNTEER.allows(verb, volunteer.status)]


@register.simple_tag(takes_context=True)
def rights_of(context: Context) -> bool:
    """Whether the visitor may hand out what is kept, and forget."""
    return may_export(context["request"].actor) and may_erase(context["request"].actor)


@register.simple_tag(takes_context=True)
def may_merge_here(context: Context) -> bool:
    """Whether the visitor may make one person of two rows."""
    return may_merge(context["request"].actor)


@register.simple_tag(takes_context=True)
def may_admit(context: Context) -> bool:
    """Whether the visitor may make somebody active and hand out cards."""
    return may_admit_volunteers(context["request"].actor)


@register.simple_tag(takes_context=True)
def desk_nav(context: Context) -> SafeString:
    """The places that the visitor may see, and no others: written as text, because it stands on every page."""
    request = context["request"]
    return mark_safe(navigation(places_for(request.actor, request.visit.modules), request.path))  # noqa: S308 - every part is escaped


@register.inclusion_tag("desk/_search.html", takes_context=True)
def desk_search(context: Context) -> dict[str, Any]:
    """The search for people, where the visitor may see people."""
    request = context["request"]
    people = address("desk:people")
    query = searched(request) if request.path == people else ""
    token = context.get("csrf_token")
    return {"may": may_see_people(request.actor), "search_url": people, "query": query, "csrf_token": token}
