"""Controls of forms, written as text: the same markup as Django's templates for them, without a template an option."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Widget = dict[str, Any]
"""What a widget says of itself: Django's ``Widget.get_context``."""


def _attributes(widget: Widget) -> str:
    written = []
    for name, value in widget["attrs"].items():
        if value is True:
            written.append(f" {name}")
        elif value is not False:
            written.append(f' {name}="{conditional_escape(value)}"')
    return "".join(written)


def input_control(widget: Widget) -> SafeString:
    """``<input>`` of any type; options of a group with their label around them where that is wanted."""
    value = widget["value"]
    said = "" if value is None else f' value="{conditional_escape(value)}"'
    name = conditional_escape(widget["name"])
    return mark_safe(f'<input type="{widget["type"]}" name="{name}"{said}{_attributes(widget)}>')  # noqa: S308 - escaped


def input_option(widget: Widget) -> SafeString:
    """One radio button or checkbox of a group."""
    control = input_control(widget)
    if not widget.get("wrap_label"):
        return control
    key = widget["attrs"].get("id")
    target = f' for="{conditional_escape(key)}"' if key else ""
    return mark_safe(f"<label{target}>{control} {conditional_escape(widget['label'])}</label>")  # noqa: S308 - escaped


def textarea(widget: Widget) -> SafeString:
    """``<textarea>``; the line break after the tag belongs to HTML and not to the text."""
    text = conditional_escape(widget["value"]) if widget["value"] else ""
    name = conditional_escape(widget["name"])
    return mark_safe(f'<textarea name="{name}"{_attributes(widget)}>\n{text}</textarea>')  # noqa: S308 - escaped


def select(widget: Widget) -> SafeString:
    """``<select>`` with its options, in groups where there are some."""
    lines = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget)}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            lines.append(f'<optgroup label="{conditional_escape(group)}">')
        lines += [
            f'<option value="{conditional_escape(option["value"])}"{_attributes(option)}>'
            f"{conditional_escape(option['label'])}</option>"
            for option in options
        ]
        if group:
            lines.append("</optgroup>")
    lines.append("</select>")
    return mark_safe("\n".join(lines))  # noqa: S308 - every part is escaped


_INPUTS: Final = ("text", "number", "email", "url", "password", "hidden", "date", "time", "datetime", "checkbox")
DRAWN: Final[Mapping[str, Callable[[Widget], SafeString]]] = {
    "django/forms/widgets/input.html": input_control,
    **{f"django/forms/widgets/{kind}.html": input_control for kind in (*_INPUTS, "tel")},
    "django/forms/widgets/radio_option.html": input_option,
    "django/forms/widgets/checkbox_option.html": input_option,
    "django/forms/widgets/textarea.html": textarea,
    "django/forms/widgets/select.html": select,
}
"""Which of Django's templates are written here."""
