"""What is signed, word by word: every version, and the next one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lotsenwerk.domain.people.actions.declaration_texts import change_text
from lotsenwerk.domain.people.permissions import may_keep_pools
from lotsenwerk.domain.people.queries.becoming import all_texts, newest_texts
from lotsenwerk.domain.people.sentences import DECLARATIONS
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.pools.forms import TextForm
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form


@desk(may_keep_pools)
def declarations(request: VisitRequest) -> HttpResponse:
    """The declarations with all their versions."""
    texts = all_texts(request.actor)
    kinds = [(kind, word, [one for one in texts if one.kind == kind]) for kind, word in DECLARATIONS.items()]
    return render(request, "desk/pools/declarations.html", {"kinds": kinds})


@desk(may_keep_pools)
def declaration(request: VisitRequest, kind: str) -> HttpResponse:
    """Write the next version; who signed an older one stays bound by it."""
    if kind not in DECLARATIONS:
        raise NotThere
    actor, now = request.actor, clock.now()
    today = clock.local(now).date()
    form = TextForm(posted(request), newest=newest_texts(today).get(kind, {}), initial={"valid_from": today})
    if form.is_valid():
        with refusals_at(form):
            begins, texts = form.cleaned_data["valid_from"], form.texts()
            act_once(request, lambda: {"id": change_text(actor, kind, texts, valid_from=begins, at=now)[0].id}, at=now)
            messages.success(request, _("Saved."))
            return redirect("desk:declarations")
    context = {"form": form, "title": DECLARATIONS[kind], "action_id": id_of_form(request)}
    return render(request, "desk/pools/declaration.html", context)
