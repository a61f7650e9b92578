"""The addresses of the writing, for the table of contents of each door that has it."""

from collections.abc import Callable, Mapping, Sequence

from django.http import HttpResponse
from django.urls import URLPattern, path

from lotsenwerk.kit.entry import Guard
from lotsenwerk.web.writing import history, languages, pieces, placing, screens


def paths(guard: Guard) -> Sequence[URLPattern]:
    """Every address below ``pages/``, behind the guard of its door; the list itself is the door's own."""
    views: Mapping[str, Callable[..., HttpResponse]] = {
        "pages/new/<slug:kind>/": screens.page_new,
        "pages/<str:ref>/": screens.page,
        "pages/<str:ref>/write/": screens.page_write,
        "pages/<str:ref>/draft/": screens.page_draft,
        "pages/<str:ref>/draft/drop/": screens.page_draft_drop,
        "pages/<str:ref>/hand-in/": screens.page_submit,
        "pages/<str:ref>/take-back/": screens.page_take_back,
        "pages/<str:ref>/withdraw/": screens.page_withdraw,
        "pages/<str:ref>/still-true/": screens.page_still_true,
        "pages/<str:ref>/end/": screens.page_end,
        "pages/<str:ref>/contact/": screens.page_contact,
        "pages/<str:ref>/place/": placing.page_place,
        "pages/<str:ref>/pictures/": pieces.page_pictures,
        "pages/<str:ref>/pictures/<str:picture>/": pieces.page_picture,
        "pages/<str:ref>/pictures/<str:picture>/change/": pieces.page_picture_change,
        "pages/<str:ref>/pictures/<str:picture>/first/": pieces.page_picture_first,
        "pages/<str:ref>/pictures/<str:picture>/remove/": pieces.page_picture_remove,
        "pages/<str:ref>/voices/": pieces.page_voices,
        "pages/<str:ref>/voices/<str:voice>/agrees/": pieces.page_voice_agrees,
        "pages/<str:ref>/voices/<str:voice>/withdraw/": pieces.page_voice_withdraw,
        "pages/<str:ref>/languages/": languages.page_languages,
        "pages/<str:ref>/languages/<slug:language>/": languages.page_language,
        "pages/<str:ref>/history/": history.page_history,
        "pages/<str:ref>/history/<int:number>/": history.page_version,
        "pages/<str:ref>/history/<int:number>/restore/": history.page_restore,
        "pages/<str:ref>/preview/<int:number>/": history.page_preview,
    }
    return [path(address, guard(view), name=view.__name__) for address, view in views.items()]
