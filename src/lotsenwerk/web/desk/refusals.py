"""What a verb refuses stands beside the field it is about."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from lotsenwerk.kit.errors import Refused
from lotsenwerk.kit.tenancy import all_or_nothing


@contextmanager
def refusals_at(*shown: forms.BaseForm, places: Mapping[str, str] | None = None) -> Iterator[None]:
    """Do one step; if it is refused, nothing of it stays and its sentence goes to the form that has the field.

    ``places`` maps fields of the verb to fields of the forms where their names differ. A sentence without a field
    stands above the first form.
    """
    try:
        with all_or_nothing():
            yield
    except Refused as refused:
        field = (places or {}).get(refused.field or "", refused.field)
        for form in shown:
            if field in form.fields:
                form.add_error(field, refused.sentence)
                return
        shown[0].add_error(None, refused.sentence)


def one_step(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[], object],
    *,
    said: str,
    then: tuple[str | int, ...],
    places: Mapping[str, str] | None = None,
) -> HttpResponse | None:
    """Do the step of a form that is filled in, say so and go on to ``then``, a route and its numbers.

    None where nothing was sent yet, something is missing or the step is refused: then the form is to be shown.
    """
    if form.is_valid():
        with refusals_at(form, places=places):
            act()
            messages.success(request, said)
            return redirect(str(then[0]), *then[1:])
    return None


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent with a POST, for a form that is empty otherwise."""
    return request.POST if request.method == "POST" else None
