"""Fields and controls of forms, written as text: a form of the desk has a dozen, and a template an option is slow."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lotsenwerk.kit.templatetags.kit import choice_widget, icon, widget

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.forms.boundfield import BoundField

Widget = dict[str, Any]
"""What a widget says of itself: Django's ``Widget.get_context``."""


def _escaped(value: Any) -> str:
    """As Django's ``conditional_escape``, without a look whether each is lazy: a list of languages has hundreds."""
    return str(value.__html__()) if hasattr(value, "__html__") else escape(str(value))


def _attributes(widget: Widget) -> str:
    written = []
    for name, value in widget["attrs"].items():
        if value is True:
            written.append(f" {name}")
        elif value is not False:
            written.append(f' {name}="{_escaped(value)}"')
    return "".join(written)


def input_control(widget: Widget) -> SafeString:
    """``<input>`` of any type; options of a group with their label around them where that is wanted."""
    value = widget["value"]
    said = "" if value is None else f' value="{_escaped(value)}"'
    name = _escaped(widget["name"])
    return mark_safe(f'<input type="{widget["type"]}" name="{name}"{said}{_attributes(widget)}>')  # noqa: S308 - escaped


def input_option(widget: Widget) -> SafeString:
    """One radio button or checkbox of a group."""
    control = input_control(widget)
    if not widget.get("wrap_label"):
        return control
    key = widget["attrs"].get("id")
    target = f' for="{_escaped(key)}"' if key else ""
    return mark_safe(f"<label{target}>{control} {_escaped(widget['label'])}</label>")  # noqa: S308 - escaped


def textarea(widget: Widget) -> SafeString:
    """``<textarea>``; the line break after the tag belongs to HTML and not to the text."""
    text = _escaped(widget["value"]) if widget["value"] else ""
    name = _escaped(widget["name"])
    return mark_safe(f'<textarea name="{name}"{_attributes(widget)}>\n{text}</textarea>')  # noqa: S308 - escaped


def select(widget: Widget) -> SafeString:
    """``<select>`` with its options, in groups where there are some."""
    lines = [f'<select name="{_escaped(widget["name"])}"{_attributes(widget)}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            lines.append(f'<optgroup label="{_escaped(group)}">')
        lines += [
            f'<option value="{_escaped(option["value"])}"{_attributes(option)}>{_escaped(option["label"])}</option>'
            for option in options
        ]
        if group:
            lines.append("</optgroup>")
    lines.append("</select>")
    return mark_safe("\n".join(lines))  # noqa: S308 - every part is escaped


def field_group(field: BoundField) -> SafeString:
    """A field with its label, its hint and what is wrong with it: in a frame, as a box to tick, or under its label."""
    if field.use_fieldset:
        return mark_safe(_framed(field))  # noqa: S308 - every part is escaped
    if field.widget_type == "checkbox":
        return mark_safe(_to_tick(field))  # noqa: S308 - every part is escaped
    return mark_safe(_under_its_label(field))  # noqa: S308 - every part is escaped


def _framed(field: BoundField) -> str:
    wrong = " kern-fieldset--error" if field.errors else ""
    described = f' aria-describedby="{field.aria_describedby}"' if field.aria_describedby else ""
    label = f'<legend class="kern-label">{_escaped(field.label)}{_optional(field)}</legend>'
    if getattr(field.field.widget, "big", False):
        options = f'<div class="big-choices">{_big_choices(field)}</div>'
    else:
        options = f'<div class="kern-fieldset__body">{_choices(field)}</div>'
    return (
        f'<fieldset class="field kern-fieldset{wrong} {field.css_classes()}"{described}>'
        f"{label if field.label else ''}{_hint(field)}{options}{_what_is_wrong(field)}</fieldset>"
    )


def _big_choices(field: BoundField) -> str:
    drawn = []
    for option in field:
        digit, drawing = option.data["digit"], option.data["drawing"]
        key = f'<kbd aria-hidden="true">{digit}</kbd>' if digit else ""
        drawn.append(
            f'<label class="big-choice">{choice_widget(option, field, key=digit)}{icon(drawing) if drawing else ""}'
            f"<span>{_escaped(option.choice_label)}</span>{key}"
            f'<span class="big-choice__mark">{icon("check")}</span></label>'
        )
    return "".join(drawn)


def _choices(field: BoundField) -> str:
    return "".join(
        f'<div class="kern-form-check">{choice_widget(option, field)}'
        f"{_label(option.id_for_label, option.choice_label)}</div>"
        for option in field
    )


def _to_tick(field: BoundField) -> str:
    wrong = " kern-form-check--error" if field.errors else ""
    return (
        f'<div class="field{wrong} {field.css_classes()}"><div class="kern-form-check">{widget(field)}'
        f"{_label(field.id_for_label, field.label)}</div>{_hint(field)}{_what_is_wrong(field)}</div>"
    )


def _under_its_label(field: BoundField) -> str:
    control, shown = widget(field), field.field.widget
    if getattr(shown, "input_type", "") == "select" and not getattr(shown, "allow_multiple_selected", False):
        control = SafeString(f'<div class="kern-form-input__select-wrapper">{control}</div>')
    label = _label(field.id_for_label, field.label, _optional(field)) if field.label else ""
    return (
        f'<div class="field kern-form-input {field.css_classes()}">{label}{_hint(field)}{control}'
        f"{_what_is_wrong(field)}</div>"
    )


def _label(target: str, words: Any, more: str = "") -> str:
    return f'<label class="kern-label" for="{_escaped(target)}">{_escaped(words)}{more}</label>'


def _optional(field: BoundField) -> str:
    if field.field.required or getattr(field.field.widget, "quiet", False):
        return ""
    return f' <span class="kern-label__optional">({_escaped(_("optional"))})</span>'


def _hint(field: BoundField) -> str:
    if not field.help_text:
        return ""
    key = f' id="{field.auto_id}_helptext"' if field.auto_id else ""
    # Words of our own, some with a link in them.
    return f'<div class="kern-hint"{key}>{field.help_text}</div>'


def _what_is_wrong(field: BoundField) -> str:
    return field.form.renderer.render("kit/forms/_field_error.html", {"field": field}) if field.errors else ""


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
