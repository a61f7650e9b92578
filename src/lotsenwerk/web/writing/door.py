"""Through which door somebody writes: the desk's or the partner's. Only the frame of the pages is the door's."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lotsenwerk.kit.errors import Refused
from lotsenwerk.kit.tenancy import all_or_nothing

FRAMES: Final = {"desk": "desk/base.html", "partner": "partner/frame.html"}


def door_of(request: HttpRequest) -> str:
    """The name of the door through which a request came."""
    match = request.resolver_match
    return match.namespace if match is not None else ""


def show(request: HttpRequest, template: str, context: Mapping[str, Any], *, of: str = "writing") -> HttpResponse:
    """One page of the writing, or of what else doors share (``of``), in the frame of its door."""
    door = door_of(request)
    return render(request, f"{of}/{template}.html", {**context, "door": door, "frame": FRAMES[door]})


def go_to(request: HttpRequest, name: str, *keys: object, anchor: str = "") -> HttpResponse:
    """Lead on to another page of the writing, behind the same door."""
    return redirect(reverse(f"{door_of(request)}:{name}", args=keys) + anchor)


def done(request: HttpRequest, form: forms.BaseForm, act: Callable[[], object], said: str) -> bool:
    """Do the step of a form that is filled in, and say so. What is refused stands at the form; nothing stays."""
    if not form.is_valid():
        return False
    try:
        with all_or_nothing():
            act()
    except Refused as refused:
        field = refused.field if refused.field in form.fields else None
        form.add_error(field, refused.sentence)
        return False
    messages.success(request, said)
    return True
