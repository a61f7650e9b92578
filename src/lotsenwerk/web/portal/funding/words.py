"""What the public reads about funding: bodies, lines, questions and the sentences of the rules, in plain words.

A sentence says what a rule asks; whether it is so stands beside it as a sign. Figures come from the rules alone.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lotsenwerk.engines.funding.answers import Outcome, Verdict
from lotsenwerk.kit.errors import Sentence

BODIES: Final[dict[str, Sentence]] = {
    "municipality": _("A town or municipality"),
    "county": _("A county (Landkreis)"),
    "free_city": _("A city that belongs to no county (kreisfreie Stadt)"),
    "special_status_city": _("A city with special status (Sonderstatusstadt)"),
    "association": _("A registered association (e. V.)"),
    "non_profit": _("Another non-profit body: charity, foundation, gGmbH"),
    "church": _("A church or religious community"),
    "other_public": _("Another public body: school, university, agency"),
    "group": _("A group or initiative that is not registered"),
    "company": _("A company"),
    "private_person": _("I ask for myself, as a private person"),
}
WISHES: Final[dict[str, tuple[Sentence, Sentence]]] = {
    "diversity_centre": (
        _("Diversity centre (WIR-Vielfaltszentrum)"),
        _("Posts in the administration that work for diversity and taking part"),
    ),
    "pilot_project": (_("Pilot project"), _("Trying out something new from which others can learn")),
    "guides": (_("Integration guides"), _("Train volunteers who show newcomers the way, and pay their expenses")),
    "interpreters": (_("Lay interpreters"), _("Volunteers who interpret in talks, and a pool of them")),
    "migrant_organisation": (
        _("Migrant organisation"),
        _("A small project of an association of migrants, with a mini-job"),
    ),
    "strategy": (
        _("Strategy of a municipality"),
        _("Working out together how to live well with diversity"),
    ),
}
PARTS: Final[dict[str, Sentence]] = {
    "diversity_centre/coordination_post": _("Coordination post"),
    "diversity_centre/assistant_post": _("Assistant's post"),
    "diversity_centre/micro_fund": _("Pot for small projects of others"),
    "pilot_project/project": _("The project"),
    "guides/qualification": _("Basic course for guides"),
    "guides/seminars": _("Further seminars and group talks"),
    "guides/deployment": _("Expenses of the guides"),
    "guides/coordination_lump_sum": _("Lump sum for coordinating"),
    "interpreters/qualification": _("Course for interpreters"),
    "interpreters/deployment": _("Deployments of the interpreters"),
    "migrant_organisation/micro_project": _("Small project"),
    "migrant_organisation/mini_job": pgettext_lazy("funding", "Mini-job"),
    "strategy/strategy": _("The strategy"),
}
QUESTIONS: Final[dict[str, Sentence]] = {
    "inhabitants": _("How many inhabitants?"),
    "continues": _("Does it go on from the year before?"),
    "started": _("Has it begun already?"),
    "begins": _("When will it begin?"),
    "months": _("How many months will it take?"),
    "posts": _("How many coordination posts?"),
    "new_approach": _("Is the idea new, and can others learn from it?"),
    "guides": _("How many guides are in the pool?"),
    "units": _("How many units of 45 minutes has the course?"),
    "participants": _("How many people take the course?"),
    "interpreters": _("How many interpreters are in the pool?"),
    "languages": _("How many different languages do they speak?"),
    "for_others": _("Do they interpret for others too, not only for you?"),
    "deployments": _("How many deployments in a year?"),
    "non_profit": _("Is the body recognised as non-profit?"),
    "in_hessen": _("Is its seat in Hesse?"),
    "professional_staff": _("Do you have employed staff already?"),
    "led_by_migrants": _("Do most members and the board have a history of migration?"),
    "only_purpose": _("Is the association for one of these things alone?"),
    "mini_job": _("Do you also apply for a mini-job?"),
    "partners": _("How many other municipalities take part?"),
}
PURPOSES: Final[dict[str, Sentence]] = {
    "religion": _("For religion alone"),
    "language": _("For learning a language alone"),
    "culture": _("For the culture of origin alone"),
    "other": _("No, for other or for several things"),
}
SAYS: Final[dict[str, Sentence]] = {
    "body/one_of": _("This kind of body may apply."),
    "body/one_of/stop": _("Only these may apply: %(names)s."),
    "non_profit/is": _("The body is recognised as non-profit."),
    "concept/is": _("A concept: what is needed, what you want to reach, and how."),
    "financing_plan/is": _("A financing plan for each year, on the form of the state."),
    "financing_secured/is": _("The whole financing is secured, with your own or other public money too."),
    "started/is_not": _("It has not begun before you apply."),
    "posts/most": _("At most %(limit)s coordination posts."),
    "passed_on/is": _("The money for small projects is passed on to non-profit bodies."),
    "one_unit/is": _("The posts stand in one unit of the administration."),
    "target_agreements/is": _("Written agreements on the goals."),
    "new_approach/is": _("The idea is new, and others can learn from it."),
    "units/between": _("The course has %(limit)s to %(second)s units of 45 minutes."),
    "hours_of_guide/most": _("A guide is paid for at most %(limit)s hours a year."),
    "hours_of_coordinating_guide/most": _("A guide who coordinates others is paid for at most %(limit)s hours a year."),
    "inhabitants/most": _("At most %(limit)s inhabitants."),
    "guides/least": _("At least %(limit)s guides are in the pool."),
    "with_deployment/is": _("The lump sum is applied for together with the expenses of the guides."),
    "title_has_addition/is": _("For health guides: the short title of the project has the addition “%(names)s”."),
    "interpreters/least": _("At least %(limit)s interpreters are in the pool."),
    "languages/least": _("They speak at least %(limit)s different languages."),
    "for_others/is": _("They interpret for others too, not only for you."),
    "age/least": _("An interpreter is at least %(limit)s years old."),
    "german/level": _("An interpreter speaks German at level %(names)s or better."),
    "further_languages/least": _("Without a history of migration: at least %(limit)s further language, fluently."),
    "course_units/least": _("A course of %(limit)s units before the first deployment."),
    "certificate_seen/is": _("A certificate of conduct was shown."),
    "declarations_signed/is": _("A declaration to keep secrets and to be neutral is signed."),
    "deployments_of_client/most": _("At most %(limit)s deployments for the same person."),
    "in_hessen/is": _("The association has its seat in Hesse."),
    "professional_staff/is_not": _("There is no employed staff yet."),
    "led_by_migrants/is": _("Most members and the board have a history of migration."),
    "only_purpose/none_of": _("It is not for religion, learning a language or the culture of origin alone."),
    "mini_job/is": _("The small project is funded only together with a mini-job."),
    "months/most": _("It takes at most %(limit)s months."),
    "months/between": _("It takes %(limit)s to %(second)s months."),
    "letter/is": _("A letter of the integration office of your municipality: it agrees."),
    "partners/between": _("A smaller municipality takes part with %(limit)s or %(second)s others."),
    "moderation/is": _("Somebody from outside leads the talks."),
    "for_council/is": _("In the end the local parliament votes on the strategy."),
    "centre_involved/is": _("The diversity centre of your county takes part."),
}
STEPS: Final[dict[str, Sentence]] = {
    "apply": _("Apply"),
    "apply_again": _("Apply again for what goes on"),
    "plan_ahead": _("Better apply by then: the decision takes its time"),
    "prove_year": _("Say what the money was used for"),
}
EACH: Final[dict[str, Sentence]] = {
    "posts": _("%(amount)s a year for each post"),
    "participants,units": _("%(amount)s for each unit and person"),
    "guides": _("%(amount)s a year for each guide"),
    "deployments": _("%(amount)s for each deployment"),
}
VERDICTS: Final[dict[Verdict, tuple[str, str, Sentence]]] = {
    Verdict.OK: ("check", "ok", _("That fits")),
    Verdict.OPEN: ("shape-ring", "open", _("Still open")),
    Verdict.WARNING: ("alert", "warning", _("Ask first")),
    Verdict.STOP: ("cross", "stop", _("That does not fit")),
}
OUTCOMES: Final[dict[Outcome, tuple[str, Sentence]]] = {
    Outcome.POSSIBLE: ("done", pgettext_lazy("funding", "possible")),
    Outcome.IF: ("open", pgettext_lazy("funding", "possible, if …")),
    Outcome.NOT: ("off", pgettext_lazy("funding", "not possible")),
    Outcome.UNKNOWN: ("waiting", pgettext_lazy("funding", "not known")),
}
NEXT: Final[dict[Outcome, Sentence]] = {
    Outcome.POSSIBLE: _("Next: write the concept and the financing plan, then apply online before it begins."),
    Outcome.IF: _("Next: clear up the open points, or ask the office that decides before you write anything."),
    Outcome.NOT: _("Next: look at the other lines, or look for a partner who may apply."),
    Outcome.UNKNOWN: _("Next: ask the office that decides. We know no rules for this year."),
}
