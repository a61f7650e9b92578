"""What kinds of bodies and subjects are called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lotsenwerk.engines.scope.interpreting import Body, Subject, Way

BODIES: Final[Mapping[str, Promise]] = {
    Body.KITA: _("Kita"),
    Body.SCHOOL: _("School"),
    Body.YOUTH_OFFICE: _("Youth welfare office"),
    Body.SOCIAL_OFFICE: _("Social welfare office"),
    Body.HEALTH_OFFICE: _("Public health office"),
    Body.FOREIGNERS_OFFICE: _("Foreigners' registration office"),
    Body.FEDERAL_OFFICE: _("Federal Office for Migration and Refugees"),
    Body.JOBCENTRE: _("Jobcenter"),
    Body.EMPLOYMENT_AGENCY: _("Employment agency"),
    Body.TOWN_HALL: _("Town hall"),
    Body.ADVICE_SERVICE: _("Advice service"),
    Body.PREGNANCY_ADVICE: _("Pregnancy advice"),
    Body.DOCTOR: _("Doctor's practice"),
    Body.HOSPITAL: _("Hospital"),
    Body.THERAPIST: _("Psychotherapist"),
    Body.COURT: _("Court or public prosecutor"),
    Body.POLICE: _("Police"),
    Body.HOUSING: _("Housing"),
    Body.CLUB: _("Club"),
    Body.OTHER: _("Another body"),
}
SUBJECTS: Final[Mapping[str, Promise]] = {
    Subject.PARENTS_TALK: _("Talk with parents"),
    Subject.ENROLMENT: _("Enrolment, first talk"),
    Subject.CARE: _("Support and care"),
    Subject.ADVICE: _("Advice"),
    Subject.APPLICATION: _("Application or form"),
    Subject.HEALTH: _("Health"),
    Subject.OPERATION: _("Consent to an operation"),
    Subject.DIAGNOSIS: _("A grave diagnosis"),
    Subject.THERAPY: _("Psychotherapy or trauma"),
    Subject.HEARING: _("Hearing or interview"),
    Subject.TRIAL: _("Trial"),
    Subject.CONTRACT: _("Contract"),
    Subject.LESSON: _("Lesson"),
    Subject.EXCURSION: _("Excursion"),
    Subject.OTHER: _("Something else"),
}
WAYS: Final[Mapping[str, Promise]] = {
    Way.ON_THE_SPOT: _("on the spot"),
    Way.TELEPHONE: _("by telephone"),
    Way.VIDEO: _("by video"),
}
