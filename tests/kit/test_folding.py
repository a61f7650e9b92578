"""What is folded into a template says the same as before, in every language."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from lotsenwerk.kit.addresses import address
from lotsenwerk.kit.folding import fold
from lotsenwerk.kit.form_rendering import Renderer


class _Row:
    name = "<i>"

    def call(self) -> str:
        return "called"

    @property
    def list(self) -> list[dict[str, str]]:
        return [{"name": "<i>"}, {"name": "other"}]


PIECES = [
    '{% load i18n %}{% translate "Save" %}',
    '{% load i18n %}{% translate "Save" as word %}{{ word }}!',
    '{% load static %}{% static "kit/icons.svg" %}',
    '{% load kit %}{% icon "check" %}{% icon "cross" label=_("Close") %}',
    '{% url "desk:today" %}',
    '{% url "desk:need" key %}',
    '{% url "desk:need_offer" key 7 as there %}{{ there }}',
    "{{ wild }} {{ wild|safe }} {{ key }} {{ missing }} {{ half }}",
    '{% if key %}{% load i18n %}{% translate "Save" %}{% endif %}',
    '{% include "kit/_brand.html" with home_url="/x/" %}',
    "{{ row.name }} {{ row.gone }} {{ row.name.upper }} {{ row.list.0.name }} {{ row.call }} {{ row.list|length }}",
    "{% for one in row.list %}{% if one.name == row.name and not row.x %}{{ forloop.counter }}{% endif %}{% endfor %}",
    "{% with name=row.name %}{{ name|default:row.call }}{{ row.gone|default:row.list.0.name }}{% endwith %}",
    "{{ thousands }} {{ key.real }}",
    "{% autoescape off %}{{ wild }}{% endautoescape %}",
]


@pytest.mark.parametrize("language", ["de", "en", "ar"])
@pytest.mark.parametrize("source", PIECES)
def test_folded_template_says_what_the_plain_one_says(source: str, language: str) -> None:
    with translation.override(language):
        plain, folded = Template(source), Template(source)
        fold(folded.nodelist)
        facts = {"key": 3, "wild": "<b>'&\"", "half": 0.5, "row": _Row(), "thousands": 1234567}
        assert folded.render(Context(facts)) == plain.render(Context(facts))


def test_each_language_has_its_own_folded_template() -> None:
    words = set()
    for language in ("de", "en"):
        with translation.override(language):
            words.add(Renderer().render("kit/forms/_errors.html", {"form": {"errors": True}}))
    assert len(words) == 2


@pytest.mark.parametrize(("route", "keys"), [("desk:today", ()), ("desk:need", (12,)), ("desk:need_offer", (3, 3))])
def test_address_is_what_reverse_says(route: str, keys: tuple[int, ...]) -> None:
    assert address(route, *keys) == reverse(route, args=keys)


def test_no_row_has_a_key_below_zero() -> None:
    with pytest.raises(NoReverseMatch):
        address("desk:need", -1)


class _Everything(forms.Form):
    text = forms.CharField(initial="<b>\"'&")
    long = forms.CharField(widget=forms.Textarea, initial="a\n</textarea>")
    number = forms.IntegerField(initial=1234567)
    day = forms.DateField(widget=forms.DateInput(attrs={"required": False, "autofocus": True}))
    yes = forms.BooleanField(initial=True)
    one = forms.ChoiceField(choices=[("", "–"), ("a&b", "<A>"), ("Group", [("c", "C")])], initial="a&b")
    big = forms.ChoiceField(widget=forms.RadioSelect, choices=[("x", "<X>"), ("y", "Y")], initial="y")


@pytest.mark.parametrize("name", list(_Everything.base_fields))
def test_written_control_is_the_one_of_the_template(name: str) -> None:
    ours, plain = _Everything(renderer=Renderer()), _Everything(renderer=DjangoTemplates())
    if name == "big":
        written = ["".join(option.tag() for option in form[name].subwidgets) for form in (ours, plain)]
    else:
        written = [str(form[name].as_widget()) for form in (ours, plain)]
    assert _without_breaks(written[0]) == _without_breaks(written[1])


def _without_breaks(markup: str) -> str:
    return "".join(line.strip() for line in markup.split("\n"))
