"""What is typed for a page: its words and facts, who can be asked, pictures, what people say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lotsenwerk.domain.people.languages import choices as languages
from lotsenwerk.domain.places.queries import municipality_by_ags, search_municipalities
from lotsenwerk.domain.publishing.actions.testimonials import Said
from lotsenwerk.domain.publishing.actions.write import Contact
from lotsenwerk.domain.publishing.documents import HAS_GOALS, MORE, MOST_ITEMS, SECTIONS, Facts, Item, Words
from lotsenwerk.domain.publishing.models import PageKind
from lotsenwerk.domain.publishing.sentences import FIELDS
from lotsenwerk.kit.errors import BadInput, NotThere
from lotsenwerk.kit.form_rendering import DatePicker, PhoneInput
from lotsenwerk.kit.pictures import MAX_UPLOAD_BYTES
from lotsenwerk.web.shown.times import TIMES
from lotsenwerk.web.writing.wording import FACTS, HINTS, KINDS, PARTS

SPARE: Final = 2
"""So many empty rows stand below the goals and the milestones."""
_PLACE: Final = ("town", "place")
_FACTS: Final[Mapping[str, Sequence[str]]] = {
    PageKind.PROJECT: ("field", *_PLACE, "starts_on", "ended_on", "times", "speaks", "seeks_helpers", "is_digital"),
    PageKind.OFFER: ("field", *_PLACE, "times", "speaks", "is_digital"),
    PageKind.PROFILE: (*_PLACE, "speaks"),
    PageKind.SITE: (*_PLACE, "speaks"),
    PageKind.NEWS: (),
    PageKind.TEXT: (),
}
"""Which facts each kind asks for, beside its own."""
_LINES: Final = {"summary": 3, "detail": 10}
_GERMAN: Final = [("", "–"), ("A1", "A1"), ("A2", "A2"), ("B1", "B1"), ("B2", "B2"), ("C1", "C1")]


def _text(name: str, **more: Any) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": _LINES.get(name, 5)})
    return forms.CharField(label=PARTS[name], help_text=HINTS.get(name, ""), required=False, widget=box, **more)


def _fact(name: str) -> forms.Field:
    label = FACTS.get(name)
    match name:
        case "field":
            return forms.ChoiceField(label=label, choices=[("", "–"), *FIELDS.items()], required=False)
        case "town":
            hint = _("Leave it empty where it is in your own town. The name or the postcode is enough.")
            return forms.CharField(label=_("Town or village"), help_text=hint, required=False)
        case "times":
            ticks = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(label=label, choices=list(TIMES.items()), required=False, widget=ticks)
        case "speaks":
            ticks = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(label=label, choices=languages, required=False, widget=ticks)
        case "starts_on" | "ended_on":
            return forms.DateField(label=label, required=False, widget=DatePicker)
        case _:
            return forms.CharField(label=label, required=False)


def _own_fact(name: str, kind: type) -> forms.Field:
    if kind is bool:
        return forms.BooleanField(label=FACTS[name], required=False)
    if kind is int:
        return forms.IntegerField(label=FACTS[name], required=False, min_value=0, max_value=100_000)
    return _level("")


def _level(known: str) -> forms.Field:
    more = [(known, known)] if known and known not in dict(_GERMAN) else []
    return forms.ChoiceField(label=FACTS["german_level"], choices=[*_GERMAN, *more], required=False)


class WordsForm(forms.Form):
    """The words of a page in one language; of each list the rows that there are and some to spare."""

    title = forms.CharField(label=PARTS["title"], help_text=HINTS["title"])
    summary = _text("summary")

    def __init__(self, kind: str, data: Mapping[str, Any] | None = None, *, words: Words | None = None) -> None:
        super().__init__(data, initial=typed_words(words) if words is not None else None)
        self.kind = kind
        for name in SECTIONS[kind]:
            self.fields[name] = _text(name)
        self.rows = {name: self._rows(name) for name in ("goals", "milestones") if kind in HAS_GOALS}
        self.fields["partners"] = _text("partners")

    def _rows(self, name: str) -> int:
        known = self.data if self.is_bound else self.initial
        places = [int(part[1]) for key in known if (part := key.split("-"))[0] == name and _is_place(part)]
        rows = min(max(places, default=-1) + 1 + (0 if self.is_bound else SPARE), MOST_ITEMS + SPARE)
        for place in range(rows):
            heading = _("When") if name == "milestones" else _("Heading")
            self.fields[f"{name}-{place}-heading"] = forms.CharField(label=heading, required=False)
            words = forms.Textarea(attrs={"rows": 2})
            self.fields[f"{name}-{place}-text"] = forms.CharField(
                label=pgettext_lazy("milestone or goal", "What"), required=False, widget=words
            )
        return rows

    def items(self) -> Sequence[tuple[str, Sequence[tuple[Any, Any]]]]:
        """Goals and milestones as pairs of controls, for the template."""
        return [
            (name, [(self[f"{name}-{place}-heading"], self[f"{name}-{place}-text"]) for place in range(rows)])
            for name, rows in self.rows.items()
        ]

    def words(self) -> Words:
        """The words as the verbs want them."""
        given = self.cleaned_data
        sections = {name: given[name].replace("\r\n", "\n") for name in SECTIONS[self.kind] if given[name]}
        partners = tuple(line.strip() for line in given["partners"].splitlines() if line.strip())
        lists: dict[str, Any] = {name: self._items(name) for name in self.rows}
        return Words(given["title"], given["summary"], sections, partners=partners, **lists)

    def _items(self, name: str) -> Sequence[Item]:
        given = self.cleaned_data
        rows = [(given[f"{name}-{n}-heading"], given[f"{name}-{n}-text"]) for n in range(self.rows[name])]
        return tuple(Item(heading, text.replace("\r\n", "\n")) for heading, text in rows if heading or text)


class PageForm(WordsForm):
    """A whole page: its German words, and what is so in every language."""

    def __init__(
        self,
        kind: str,
        data: Mapping[str, Any] | None = None,
        *,
        words: Words | None = None,
        facts: Facts | None = None,
    ) -> None:
        super().__init__(kind, data, words=words)
        self.before = facts or Facts()
        if not self.is_bound:
            self.initial = {**self.initial, **typed_facts(self.before)}
        self.facts_asked = _FACTS[kind]
        for name in self.facts_asked:
            self.fields[name] = (
                forms.BooleanField(label=FACTS[name], required=False)
                if name in {"seeks_helpers", "is_digital"}
                else _fact(name)
            )
        for name, of in MORE[kind].items():
            self.fields[name] = _own_fact(name, of)
        if "german_level" in MORE[kind] and (level := self.before.more.get("german_level")):
            # A level in words, from an older page, stays what it is.
            self.fields["german_level"] = _level(str(level))
        hint = _("Beginning with https://")
        self.fields["website"] = forms.CharField(label=FACTS["website"], help_text=hint, required=False)
        for field in self.fields.values():
            # All but the title may stay empty; it is said once, above.
            field.widget.quiet = True

    def clean_town(self) -> str:
        """The key of the municipality that was named."""
        typed = self.cleaned_data["town"].strip()
        if not typed:
            return ""
        found = search_municipalities(typed, most=1)
        if not found:
            raise forms.ValidationError(_("We do not know this place in Hessen. Please check how it is written."))
        return found[0].ags

    def facts(self) -> Facts:
        """The facts as the verbs want them; what this form does not ask for stays as it was."""
        given = self.cleaned_data
        more = {name: given[name] for name in MORE[self.kind] if given[name] not in {None, ""}}
        asked: dict[str, Any] = {name: given[name] for name in self.facts_asked if name != "town"}
        asked |= {name: tuple(asked[name]) for name in ("speaks", "times") if name in asked}
        if "town" in given:
            asked["ags"] = given["town"]
        if self.kind == PageKind.OFFER:
            asked["seeks_helpers"] = True
        return replace(self.before, **asked, website=given["website"].strip(), more=more)

    def own_facts(self) -> Sequence[Any]:
        """The controls of the facts that only this kind has, for the template."""
        return [self[name] for name in MORE[self.kind]]


def _is_place(parts: Sequence[str]) -> bool:
    return len(parts) == 3 and parts[1].isdigit() and len(parts[1]) < 3  # noqa: PLR2004 - name, place, part


def typed_words(words: Words) -> dict[str, Any]:
    """Words as they stand in the form."""
    items = {
        f"{name}-{place}-{part}": getattr(one, part)
        for name in ("goals", "milestones")
        for place, one in enumerate(getattr(words, name))
        for part in ("heading", "text")
    }
    return {"title": words.title, "summary": words.summary, "partners": "\n".join(words.partners)} | {
        **words.sections,
        **items,
    }


def typed_facts(facts: Facts) -> dict[str, Any]:
    """Facts as they stand in the form."""
    names = ("field", "place", "times", "speaks", "is_digital", "seeks_helpers", "starts_on", "ended_on", "website")
    return {name: getattr(facts, name) for name in names} | {**facts.more, "town": _town(facts.ags)}


def _town(ags: str) -> str:
    try:
        return municipality_by_ags(ags).name if ags else ""
    except NotThere:
        return ""


class NewPageForm(forms.Form):
    """A page begins with its title; all else can wait."""

    title = forms.CharField(label=PARTS["title"], help_text=HINTS["title"])
    summary = _text("summary")


class ContactForm(forms.Form):
    """Who can be asked."""

    contact_name = forms.CharField(label=_("Name"), required=False)
    contact_role = forms.CharField(label=_("What she does with you"), required=False)
    contact_phone = forms.CharField(label=_("Telephone"), required=False, widget=PhoneInput)
    contact_email = forms.CharField(label=_("E-mail address"), required=False)
    agrees = forms.BooleanField(label=_("She agrees to stand here"), required=False)

    def clean(self) -> None:
        """Nobody stands on a public page who has not said yes."""
        given = self.cleaned_data
        if given.get("contact_name", "").strip() and not given.get("agrees"):
            self.add_error("agrees", _("Please ask her first. Then tick this."))

    def contact(self) -> Contact:
        """As the verb wants it."""
        return Contact(*(self.cleaned_data[f"contact_{name}"] for name in ("name", "role", "phone", "email")))


class EndForm(forms.Form):
    """Until when it is shown."""

    shown_until = forms.DateField(
        label=_("Show it until"),
        help_text=_("Leave it empty to show it until somebody withdraws it."),
        required=False,
        widget=DatePicker,
    )


class SaysForm(forms.Form):
    """What a picture shows, and whose it is."""

    alt = forms.CharField(
        label=_("What can be seen"),
        help_text=_("For people who do not see it: “Two women sort bread at a long table.”"),
        required=False,
    )
    credit = forms.CharField(
        label=_("Who made it"),
        help_text=_("For example: Photo: Maria Sommer. Whoever can be recognised has to agree."),
        required=False,
    )


class PictureForm(SaysForm):
    """A picture to be kept, with its words."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP. We make it small, and nothing of the place stays in it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("Please choose a picture.")},
    )
    field_order = ("picture", "alt", "credit")

    def upload(self) -> bytes:
        """The bytes of the picture; a file that is far too large is not read at all."""
        found = self.cleaned_data["picture"]
        if found.size > MAX_UPLOAD_BYTES:
            raise BadInput(_("This picture has more than 10 MB. Please choose a smaller one."), field="picture")
        content: bytes = found.read()
        return content


class ConsentForm(forms.Form):
    """When she agreed, and until when."""

    agreed_on = forms.DateField(label=_("She agreed on"), widget=DatePicker)
    shown_until = forms.DateField(
        label=_("Show it until"), help_text=_("Three years at most; then please ask her again."), widget=DatePicker
    )


class VoiceForm(ConsentForm):
    """What somebody says, and her consent."""

    field_order = ("said", "name", "role", "agreed_on", "shown_until")

    said = forms.CharField(
        label=_("What she says"),
        help_text=_("In her own words, two or three sentences."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    name = forms.CharField(label=_("Her name, as she wants it to stand there"), required=False)
    role = forms.CharField(label=_("Who she is"), help_text=_("For example: volunteer since 2024"), required=False)

    def speaks(self) -> Said:
        """As the verb wants it."""
        return Said(**self.cleaned_data)


class LanguageForm(WordsForm):
    """The words in another language, and who vouches for them."""

    def __init__(self, kind: str, data: Mapping[str, Any] | None = None, *, words: Words, reviewed_by: str) -> None:
        super().__init__(kind, data, words=words)
        self.initial["reviewed_by"] = reviewed_by
        self.fields["reviewed_by"] = forms.CharField(
            label=_("Read and found right by"),
            help_text=_("The name of somebody who speaks the language well. Leave it empty if nobody has read it yet."),
            required=False,
        )


class BecauseForm(forms.Form):
    """What is still to be done."""

    because = forms.CharField(
        label=_("What is still to be done?"),
        help_text=_("Those who wrote it read this sentence: “Please add a picture and say who can be asked.”"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def kinds_to_make(*, at_the_desk: bool) -> Sequence[tuple[str, Any]]:
    """The kinds of pages that can be made here, with their words."""
    kinds = [PageKind.PROJECT, PageKind.OFFER, PageKind.NEWS, PageKind.PROFILE]
    more = [PageKind.TEXT, PageKind.SITE] if at_the_desk else []
    return [(kind, KINDS[kind]) for kind in [*kinds, *more]]
