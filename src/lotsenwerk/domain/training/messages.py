"""What this room says to people, and to which page it links."""

from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit.message import Message

MESSAGES = (
    Message(
        key="training.signed_up",
        subject=_("You have a seat"),
        body=_("Hello %(name)s, you have a seat: %(course)s, %(when)s. All you need: %(link)s"),
        route="mine:course",
        link_purpose="course",
    ),
    Message(
        key="training.waiting",
        subject=_("You are on the waiting list"),
        body=_("Hello %(name)s, %(course)s is full, you are on the waiting list. We will write to you: %(link)s"),
        route="mine:course",
        link_purpose="course",
    ),
    Message(
        key="training.moved_up",
        subject=_("You have a seat now"),
        body=_("Hello %(name)s, a seat has become free for you: %(course)s, %(when)s. If you cannot come: %(link)s"),
        route="mine:course",
        link_purpose="course",
    ),
    Message(
        key="training.date_changed",
        subject=_("A date of your course has changed"),
        body=_("Hello %(name)s, a date of %(course)s has changed. It is now: %(when)s, %(place)s. %(link)s"),
        route="mine:course",
        link_purpose="course",
    ),
    Message(
        key="training.date_cancelled",
        subject=_("A date of your course is cancelled"),
        body=_("Hello %(name)s, this date of %(course)s is cancelled: %(when)s. All other dates: %(link)s"),
        route="mine:course",
        link_purpose="course",
    ),
    Message(
        key="training.cancelled",
        subject=_("Your course is cancelled"),
        body=_("Hello %(name)s, %(course)s is cancelled. We are sorry. Please call us if you have questions."),
    ),
    Message(
        key="training.reminder",
        subject=_("Until tomorrow"),
        body=_("Hello %(name)s, until tomorrow! %(course)s: %(when)s, %(place)s. %(link)s"),
        route="mine:course",
        link_purpose="course_day",
    ),
    Message(
        key="training.certified",
        subject=_("Your certificate is ready"),
        body=_("Hello %(name)s, congratulations! Your certificate for %(course)s is ready: %(link)s"),
        route="mine:course",
        link_purpose="course",
    ),
)
