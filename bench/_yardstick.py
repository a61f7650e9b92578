"""A fixed piece of work of the kind that a page is: what it takes says how quick the machine is at this moment."""

import json
import time
from collections.abc import Callable
from functools import cache

from django import forms
from django.template import Context, Engine, Template

ROWS = [
    {"number": number, "name": f"Name {number * 7919 % 1000}", "town": "Bürstadt", "minutes": number * 13 % 90}
    for number in range(25)
]
LIST = """<ul>{% for row in rows %}<li{% if forloop.first %} class="first"{% endif %}><a href="/rows/{{ row.number }}/">
{{ row.name|upper }}</a> <span>{{ row.town }}{% if row.minutes > 45 %}, {{ row.minutes }} min.{% endif %}</span></li>
{% endfor %}</ul>{{ form.as_p }}"""


class Asked(forms.Form):
    name = forms.CharField(max_length=80)
    kind = forms.ChoiceField(choices=[(str(number), f"Kind {number}") for number in range(10)])
    day = forms.DateField()


def work() -> str:
    """Validate a form, render a list and a form, and turn the rows into JSON and back."""
    form = Asked({"name": "Weber", "kind": "3", "day": "2026-11-19"})
    form.is_valid()
    rows = json.loads(json.dumps(sorted(ROWS, key=lambda row: row["name"])))
    return _template().render(Context({"rows": rows, "form": form}))


@cache
def _template() -> Template:
    return Engine().from_string(LIST)


def spent(do: Callable[[], object] = work) -> float:
    """CPU milliseconds of this process."""
    began = time.process_time()
    do()
    return (time.process_time() - began) * 1000
