"""Every piece of the look on one page, and three screens put together from them. Only where DEMO is set.

All people and data are invented.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.shortcuts import render
from django.utils import timezone, translation

from lotsenwerk.kit.form_rendering import BigChoice, DatePicker, PhoneInput, TimePicker
from lotsenwerk.kit.styleguide_words import WORDS
from lotsenwerk.kit.toasts import offer_undo

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

KINDS: Final = (
    ("shopping", "basket"),
    ("company", "walking"),
    ("food_bank", "crate"),
    ("errand", "errand"),
    ("office", "office"),
)
# Every drawing of icons.svg that stands for a thing; a test compares.
ICONS: Final = (
    *("phone", "basket", "walking", "crate", "bike", "errand", "office", "talk", "cup", "heart"),
    *(
        "calendar",
        "clock",
        "hourglass",
        "map-pin",
        "route",
        "home",
        "door",
        "bell",
        "key",
        "person",
        "people",
        "person-add",
    ),
    *(
        "book",
        "list",
        "chart",
        "coins",
        "envelope",
        "picture",
        "speaker",
        "check",
        "cross",
        "plus",
        "pencil",
        "undo",
        "arrow",
    ),
    *("chevron", "search", "filter", "menu", "settings", "logout", "download", "lock", "keyboard", "language"),
    *("sun", "moon", "device", "info", "alert", "stop"),
)
STEPS: Final = ("coins", "basket", "door", "check")
TONES: Final = ("open", "waiting", "going", "done", "late", "off")


def sample_form(words: dict[str, str]) -> type[forms.Form]:
    """Make a form with one field of each sort, labelled in one language."""

    class SampleForm(forms.Form):
        kind = forms.ChoiceField(
            label=words["what"],
            choices=[(kind, words[kind]) for kind, _ in KINDS],
            widget=BigChoice(icons=dict(KINDS)),
        )
        name = forms.CharField(label=words["name"], help_text=words["name_hint"], max_length=60)
        phone = forms.CharField(label=words["phone"], widget=PhoneInput)
        day = forms.DateField(label=words["day"], widget=DatePicker)
        time = forms.TimeField(label=words["time"], widget=TimePicker, required=False)
        limit = forms.IntegerField(label=words["limit"], min_value=1, max_value=200, required=False)
        shop = forms.ChoiceField(label=words["shop"], choices=[("1", "Edeka"), ("2", "Rewe"), ("3", "Hofladen Kolb")])
        note = forms.CharField(label=words["note"], widget=forms.Textarea(attrs={"rows": 3}), required=False)
        languages = forms.MultipleChoiceField(
            label=words["languages"],
            choices=[("de", "Deutsch"), ("ar", "العربية"), ("uk", "Українська")],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        way = forms.ChoiceField(
            label=words["way"],
            choices=[("sms", words["sms"]), ("call", words["call"])],
            widget=forms.RadioSelect,
        )
        weekly = forms.BooleanField(label=words["weekly"], required=False)

    return SampleForm


def _spoken(view: Callable[[HttpRequest, dict[str, str]], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Run a view in the language that `?lang=` names, German without."""

    def in_language(request: HttpRequest) -> HttpResponse:
        language = request.GET.get("lang", "de")
        words = WORDS.get(language, WORDS["de"])
        with translation.override(language if language in WORDS else "de"):
            return view(request, words)

    in_language.__name__ = view.__name__
    in_language.__doc__ = view.__doc__
    return in_language


@_spoken
def styleguide(request: HttpRequest, words: dict[str, str]) -> HttpResponse:
    """Show every component; `?toast=1` adds a message with its way back."""
    if "toast" in request.GET:
        offer_undo(request, words["toast"], "/look/theme/")
    now = timezone.now()
    form_class = sample_form(words)
    refused = form_class({"name": "", "phone": "06206", "day": "", "kind": "company"})
    for left_out in ("time", "limit", "note", "weekly", "languages"):
        del refused.fields[left_out]
    initial = {"kind": "shopping", "way": "sms", "languages": ["de"], "weekly": True}
    context: dict[str, Any] = {
        "words": words,
        "municipality_name": "Bürstadt",
        "form": form_class(initial=initial, auto_id="fresh_%s"),
        "refused": refused,
        "tones": [(tone, words[f"tone_{tone}"]) for tone in TONES],
        "icons": ICONS,
        "steps": [
            (words["step_1"], "coins"),
            (words["step_2"], "basket"),
            (words["step_3"], "door"),
            (words["step_4"], "check"),
        ],
        "since_minutes": now - timedelta(minutes=25),
        "since_hours": now - timedelta(hours=5),
        "since_days": now - timedelta(days=2, hours=3),
        "lines": [
            {"at": now - timedelta(minutes=4), "icon": "check", "text": words["line_1"], "who": "Amira Haddad"},
            {"at": now - timedelta(minutes=31), "icon": "envelope", "text": words["line_2"], "who": "Petra Lang"},
            {
                "at": now - timedelta(minutes=34),
                "icon": "phone",
                "text": words["line_3"],
                "who": "Petra Lang",
                "note": words["line_3_note"],
            },
        ],
        "rows": [
            ("Erna Weber", "Do 19.11., 10:00", words["shopping"], "going", words["tone_going"], "31,40 €"),
            ("Karl-Heinz Brückner", "Do 19.11., 14:30", words["company"], "open", words["tone_open"], "–"),
            ("Ilse Kolb", "Fr 20.11., 09:00", words["food_bank"], "done", words["tone_done"], "12,00 €"),
        ],
    }
    return render(request, "kit/styleguide.html", context)


@_spoken
def styleguide_today(request: HttpRequest, words: dict[str, str]) -> HttpResponse:
    """Show the desk's board of the day, put together from the pieces."""
    now = timezone.now()
    lines = [
        {
            "at": now - timedelta(minutes=4),
            "icon": "envelope",
            "text": "Yusuf Demir wurde gefragt.",
            "who": "Petra Lang",
        },
        {
            "at": now - timedelta(hours=2),
            "icon": "cross",
            "text": "Tesfay Berhane kann heute nicht.",
            "who": "Tesfay Berhane",
            "note": "„Mein Sohn ist krank.“",
        },
        {"at": now - timedelta(hours=20), "icon": "phone", "text": "Ilse Kolb hat angerufen.", "who": "Petra Lang"},
    ]
    context = {
        "words": words,
        "municipality_name": "Bürstadt",
        "since_days": now - timedelta(days=2, hours=1),
        "since_hours": now - timedelta(hours=3),
        "since_minutes": now - timedelta(minutes=40),
        "lines": lines,
        "panel": request.GET.get("panel") == "1",
    }
    return render(request, "kit/styleguide_today.html", context)


@_spoken
def styleguide_intake(request: HttpRequest, words: dict[str, str]) -> HttpResponse:
    """Show the intake of a call, made for the keyboard."""
    form = sample_form(words)(
        initial={"kind": "shopping", "shop": "1", "limit": 40, "day": "2026-11-19", "time": "10:00"}
    )
    context = {"words": words, "municipality_name": "Bürstadt", "form": form}
    return render(request, "kit/styleguide_intake.html", context)


@_spoken
def styleguide_mine(request: HttpRequest, words: dict[str, str]) -> HttpResponse:
    """Show a helper's phone: the question, and with `?step=shop` the way through the errand."""
    context = {
        "words": words,
        "municipality_name": "Bürstadt",
        "step": request.GET.get("step", "ask"),
        "steps": [
            (words["step_1"], "coins"),
            (words["step_2"], "basket"),
            (words["step_3"], "door"),
            (words["step_4"], "check"),
        ],
        "goods": [
            ("2 ×", words["milk"], "Milch 1,5 %"),
            ("1 ×", words["butter"], "Butter, mild"),
            ("1 kg", words["apples"], "Äpfel"),
            ("1 ×", words["bread"], "Brot, geschnitten"),
        ],
    }
    return render(request, "kit/styleguide_mine.html", context)
