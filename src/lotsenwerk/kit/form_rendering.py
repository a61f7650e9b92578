"""Forms as accessible KERN markup: FORM_RENDERER = "lotsenwerk.kit.form_rendering.Renderer"."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Templates

from lotsenwerk.kit.form_drawing import DRAWN, field_group

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest


class Renderer(DjangoTemplates):
    """Renders `{{ form }}` with the templates in kit/forms, `{{ form.name.as_field_group }}` with form_drawing."""

    form_template_name = "kit/forms/form.html"
    field_template_name = "drawn"

    @cached_property
    def engine(self) -> Templates:
        """Our own templates and Django's, folded as those of the pages are."""
        loaders = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
        return Templates(
            {
                "NAME": "forms",
                "APP_DIRS": False,
                "DIRS": [Path(forms.__file__).parent / "templates"],
                "OPTIONS": {"loaders": [("lotsenwerk.kit.folding.Loader", loaders)]},
            },
        )

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """What the template says; fields and the plain controls are written without one."""
        if template_name == self.field_template_name:
            return field_group(context["field"])
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


class BigChoice(forms.RadioSelect):
    """Radio buttons as big cards, the first nine with a digit as their key.

    `icons` maps a choice's value to the name of a drawing.
    """

    big = True

    def __init__(self, *, icons: Mapping[str, str] | None = None, digits: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.icons = dict(icons or {})
        self.digits = digits

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the drawing and the digit to Django's description of one option."""
        option = super().create_option(name, value, *args, **kwargs)
        option["drawing"] = self.icons.get(str(value), "")
        position = int(option["index"]) + 1
        option["digit"] = str(position) if self.digits and position <= 9 else ""  # noqa: PLR2004 - keys 1 to 9
        return option


class QuietSelect(forms.Select):
    """A choice that is made already: nobody has to be told that she may leave it as it is."""

    quiet = True


class DatePicker(forms.DateInput):
    """The browser's own calendar; it needs the ISO form whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimePicker(forms.TimeInput):
    """The browser's own clock, hours and minutes."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class PhoneInput(forms.TelInput):
    """A telephone number: digits on a phone's keyboard, written from left to right everywhere."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "tel", "inputmode": "tel", **(attrs or {})})
