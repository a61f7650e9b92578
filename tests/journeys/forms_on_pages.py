"""The forms that stand on a page, as a browser reads them, and ways to fill them badly."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = frozenset({"text", "search", "email", "tel", "url", "number", "date", "time", "datetime-local", "textarea"})
NOT_SENT = frozenset({"submit", "button", "reset", "image"})
TOO_LONG = "Milch und Brot " * 1400
CSRF = "csrfmiddlewaretoken"


@dataclass
class Field:
    """One field: of which type it is, and what stands in it."""

    name: str
    type: str
    values: list[str] = field(default_factory=list)
    longest: int = 10**6
    """How much a browser lets somebody type."""


@dataclass
class Form:
    """A form that is sent by POST."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)

    def typed(self) -> list[str]:
        """Names of the fields into which somebody types."""
        return [one.name for one in self.fields.values() if one.type in TYPED]

    def can_be_typed(self, sent: dict[str, list[str]]) -> bool:
        """Whether a browser lets somebody type this."""
        return all(len(text) <= self.fields[name].longest for name in self.typed() for text in sent.get(name, []))

    def files(self) -> list[str]:
        return [one.name for one in self.fields.values() if one.type == "file"]

    def as_it_stands(self) -> dict[str, list[str]]:
        return {one.name: list(one.values) for one in self.fields.values() if one.type != "file" and one.values}


class FormReader(HTMLParser):
    """Reads the forms of a page that are sent by POST."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._field: Field | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_posted = known.get("method", "").lower() == "post"
            self._form = Form(known.get("action") or self.address) if is_posted else None
            if self._form is not None:
                self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "option" and self._field is not None and "selected" in known:
            self._field.values.append(known.get("value", ""))
        elif (name := known.get("name", "")) and tag in {"input", "select", "textarea", "button"} and name != CSRF:
            self._add(tag, name, known)

    def _add(self, tag: str, name: str, known: dict[str, str]) -> None:
        assert self._form is not None
        kind = known.get("type", "text").lower() if tag == "input" else tag
        if "readonly" in known or "hidden" in known:
            kind = "not typed"
        if tag == "input" and kind in NOT_SENT:
            return
        one = self._form.fields.setdefault(name, Field(name, kind, longest=int(known.get("maxlength") or 10**6)))
        if tag in {"select", "textarea"}:
            self._field, self._text = one, []
        elif kind in {"checkbox", "radio"}:
            one.values += [known.get("value", "on")] if "checked" in known else []
        elif kind == "button":
            one.values = one.values or [known.get("value", "")]
        else:
            one.values.append(known.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._field is not None and self._field.type == "textarea":
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag in {"select", "textarea"} and self._field is not None:
            if tag == "textarea":
                self._field.values.append("".join(self._text).removeprefix("\n"))
            self._field = None


def forms_of(page: str, address: str) -> list[Form]:
    """The forms of a page that are sent by POST."""
    reader = FormReader(address)
    reader.feed(page)
    return reader.forms


# --- how to fill them -------------------------------------------------------------------------------------------------

_WORDS = {
    "empty": "",
    "too long": TOO_LONG,
    "emoji": "Großeltern 👵🏽🛒",
    "right to left": "\u202eשלום\u202c مرحبا \u200f12",
    "nought": "a\x00b",
    "wrong numbers": "12.34.56",
    "not of the list": "gibt es nicht",
}
_NUMBERS = {"too long": "9" * 400, "wrong numbers": "-1e999"}
_DAYS = {"past": "1900-01-01", "far ahead": "9999-12-31"}
_TIMES = {"past": "00:00", "far ahead": "23:59"}
BAD = (*_WORDS, *_DAYS)
"""Ways to fill a form badly."""


def filled(form: Form, how: str) -> dict[str, list[str]]:
    """What is sent where somebody fills the form in this way."""
    sent = form.as_it_stands()
    for name, one in form.fields.items():
        if how in _WORDS and one.type in TYPED:
            sent[name] = [_NUMBERS.get(how, _WORDS[how]) if one.type == "number" else _WORDS[how]]
        elif how in _DAYS and one.type == "date":
            sent[name] = [_DAYS[how]]
        elif how in _DAYS and one.type == "time":
            sent[name] = [_TIMES[how]]
        elif how in {"empty", "not of the list"} and one.type != "file":
            sent[name] = [_WORDS[how]]
    return sent


def kept(answer: Form, sent: dict[str, list[str]], typed: list[str]) -> list[str]:
    """Names of the fields in which something else stands than was typed; spaces around it may go.

    What a browser does not let anybody type may be cut where the browser would have cut it.
    """
    return [name for name in typed if name in answer.fields and not _is_same(answer.fields[name], sent.get(name, []))]


def _is_same(one: Field, sent: list[str]) -> bool:
    stands = [value.replace("\r\n", "\n").strip() for value in one.values]
    typed = [value.strip() for value in sent]
    cut = [value[: one.longest].strip() for value in typed]
    return stands in (typed, cut) or (not any(sent) and not any(stands))
