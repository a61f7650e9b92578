"""What stands on a page beside its words: pictures, and what people say."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lotsenwerk.domain.publishing.actions.pictures import add_picture, change_picture, put_first, remove_picture
from lotsenwerk.domain.publishing.actions.testimonials import add_testimonial, note_consent, withdraw_testimonial
from lotsenwerk.domain.publishing.queries.pages import german_of, page_for, picture_for, pictures_of, testimonials_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.writing.door import done, go_to, show
from lotsenwerk.web.writing.forms import ConsentForm, PictureForm, SaysForm, VoiceForm
from lotsenwerk.web.writing.screens import posted


@require_http_methods(["GET", "HEAD", "POST"])
def page_pictures(request: VisitRequest, ref: str) -> HttpResponse:
    """The pictures in their row, and one more."""
    shown = page_for(request.actor, ref)
    form = PictureForm(request.POST, request.FILES) if request.method == "POST" else PictureForm()

    def act() -> None:
        said = {"alt": form.cleaned_data["alt"], "credit": form.cleaned_data["credit"]}
        add_picture(request.actor, shown, form.upload(), **said, at=clock.now())

    if done(request, form, act, _("The picture is kept.")):
        return go_to(request, "page_pictures", ref)
    context = {"page": shown, "form": form, "pictures": pictures_of(shown), "title": german_of(shown).title}
    return show(request, "pictures", context)


@require_safe
def page_picture(request: VisitRequest, ref: str, picture: str) -> HttpResponse:
    """One picture."""
    kept = picture_for(request.actor, ref, picture)
    return HttpResponse(bytes(kept.content), content_type=kept.content_type)


@require_http_methods(["GET", "HEAD", "POST"])
def page_picture_change(request: VisitRequest, ref: str, picture: str) -> HttpResponse:
    """Say anew what it shows."""
    shown, kept = page_for(request.actor, ref), picture_for(request.actor, ref, picture)
    form = SaysForm(posted(request), initial={"alt": kept.alt, "credit": kept.credit})

    def act() -> None:
        change_picture(request.actor, shown, picture, **form.cleaned_data, at=clock.now())

    if done(request, form, act, _("Saved.")):
        return go_to(request, "page_pictures", ref)
    return show(request, "picture", {"page": shown, "form": form, "picture": kept, "title": german_of(shown).title})


@require_POST
def page_picture_first(request: VisitRequest, ref: str, picture: str) -> HttpResponse:
    """It stands on the card and on top."""
    put_first(request.actor, page_for(request.actor, ref), picture, at=clock.now())
    return go_to(request, "page_pictures", ref)


@require_POST
def page_picture_remove(request: VisitRequest, ref: str, picture: str) -> HttpResponse:
    """It goes for good."""
    remove_picture(request.actor, page_for(request.actor, ref), picture, at=clock.now())
    messages.success(request, _("The picture is gone."))
    return go_to(request, "page_pictures", ref)


@require_http_methods(["GET", "HEAD", "POST"])
def page_voices(request: VisitRequest, ref: str) -> HttpResponse:
    """What people say of it, and somebody more."""
    shown, today = page_for(request.actor, ref), clock.local(clock.now()).date()
    fresh = {"agreed_on": today, "shown_until": today + timedelta(days=365)}
    form = VoiceForm(posted(request), initial=fresh)

    def act() -> None:
        add_testimonial(request.actor, shown, form.speaks(), at=clock.now())

    if done(request, form, act, _("Written down.")):
        return go_to(request, "page_voices", ref)
    voices = [(one, one.shown_until is not None and one.shown_until < today) for one in testimonials_of(shown)]
    return show(request, "voices", {"page": shown, "form": form, "voices": voices, "title": german_of(shown).title})


@require_http_methods(["GET", "HEAD", "POST"])
def page_voice_agrees(request: VisitRequest, ref: str, voice: str) -> HttpResponse:
    """She has agreed, for the first time or once more."""
    shown, today = page_for(request.actor, ref), clock.local(clock.now()).date()
    form = ConsentForm(posted(request), initial={"agreed_on": today, "shown_until": today + timedelta(days=365)})

    def act() -> None:
        note_consent(request.actor, shown, voice, **form.cleaned_data, at=clock.now())

    if done(request, form, act, _("Written down.")):
        return go_to(request, "page_voices", ref)
    one = next((one for one in testimonials_of(shown) if one.ref == voice), None)
    if one is None:
        raise Http404
    return show(request, "voice", {"page": shown, "form": form, "voice": one})


@require_POST
def page_voice_withdraw(request: VisitRequest, ref: str, voice: str) -> HttpResponse:
    """She does not agree any more: what she said is gone at once."""
    withdraw_testimonial(request.actor, page_for(request.actor, ref), voice, at=clock.now())
    messages.success(request, _("Her words and her name are gone, from the page and from everywhere."))
    return go_to(request, "page_voices", ref)
