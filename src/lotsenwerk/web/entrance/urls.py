"""The door's table of contents."""

from django.urls import path

from lotsenwerk.web.entrance.arriving import views as arriving
from lotsenwerk.web.entrance.check import views as check
from lotsenwerk.web.entrance.landing import views as landing
from lotsenwerk.web.entrance.links import views as links
from lotsenwerk.web.entrance.rules import views as rules
from lotsenwerk.web.entrance.signs import views as signs
from lotsenwerk.web.entrance.support import views as support
from lotsenwerk.web.entrance.tour import views as tour

app_name = "entrance"

urlpatterns = [
    path("", landing.landing, name="landing"),
    path("become/<int:user_id>/", landing.become, name="become"),
    path("tour/", tour.tour, name="tour"),
    path("tour/<slug:stop>/", tour.tour_stop, name="tour_stop"),
    path("arrive/", arriving.arrive, name="arrive"),
    path("town/", arriving.town, name="town"),
    path("state/", arriving.state, name="state"),
    path("support/", support.support, name="support"),
    path("support/end/", support.support_end, name="support_end"),
    path("rules/", rules.rules, name="rules"),
    path("rules/withdraw/<int:version_id>/", rules.rule_withdraw, name="rule_withdraw"),
    path("rules/<str:name>/", rules.rule, name="rule"),
    path("check/", check.check, name="check"),
    path("l/<str:token>/", links.open_link, name="link"),
    path("health/", signs.health, name="health"),
    path("manifest.webmanifest", signs.manifest, name="manifest"),
    path("robots.txt", signs.robots, name="robots"),
]
