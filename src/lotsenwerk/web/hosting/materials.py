"""What is handed out with a date: files that those who keep it lay beside it."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lotsenwerk.domain.gatherings.actions.hand_out import LARGEST, LONGEST_TITLE, File, add_material, remove_material
from lotsenwerk.domain.gatherings.queries.dates import material_of, materials_of, series_for
from lotsenwerk.domain.publishing.queries.pages import german_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.writing.door import done, go_to, show
from lotsenwerk.web.writing.screens import posted


class MaterialForm(forms.Form):
    """A PDF, its name, and who may read it."""

    title = forms.CharField(label=gettext_lazy("What is it called?"), max_length=LONGEST_TITLE)
    file = forms.FileField(
        label=gettext_lazy("PDF file"),
        help_text=gettext_lazy("At most 3 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Everybody may read it"),
        required=False,
        help_text=gettext_lazy("Otherwise only those who are signed up."),
    )

    def given(self) -> File:
        """The file as the verb wants to know it; of one that is too large just enough to be refused."""
        data = self.cleaned_data
        return File(data["title"], data["file"].read(LARGEST + 1), data["is_public"])


@require_http_methods(["GET", "HEAD", "POST"])
def gathering_materials(request: VisitRequest, series_id: int) -> HttpResponse:
    """What lies there, and the form for one more."""
    series = series_for(request.actor, series_id)
    form = MaterialForm(posted(request), request.FILES or None)

    def act() -> None:
        add_material(request.actor, series, form.given(), at=clock.now())

    if done(request, form, act, _("Saved.")):
        return go_to(request, "gathering_materials", series.pk)
    context = {"form": form, "series": series, "title": german_of(series.page).title, "rows": materials_of(series)}
    return show(request, "materials", context, of="hosting")


@require_safe
def gathering_material(request: VisitRequest, series_id: int, ref: str) -> HttpResponse:
    """The file itself."""
    found = material_of(series_for(request.actor, series_id), ref)
    return HttpResponse(bytes(found.content), content_type="application/pdf")


@require_POST
def gathering_material_remove(request: VisitRequest, series_id: int, ref: str) -> HttpResponse:
    """Nobody reads it any more."""
    series = series_for(request.actor, series_id)
    remove_material(request.actor, material_of(series, ref), at=clock.now())
    return go_to(request, "gathering_materials", series.pk)
