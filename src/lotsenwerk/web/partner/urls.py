"""The door's table of contents."""

from django.urls import path

from lotsenwerk.web.partner.days import views as days
from lotsenwerk.web.partner.slips import views as slips

app_name = "partner"

urlpatterns = [
    path("", days.day, name="day"),
    path("days/<str:on>/", days.other_day, name="other_day"),
    path("days/<str:on>/print/", days.day_print, name="day_print"),
    path("days/<str:on>/guests/<str:ref>/", days.guest, name="guest"),
    path("days/<str:on>/guests/<str:ref>/fetched/", days.guest_fetched, name="guest_fetched"),
    path("days/<str:on>/guests/<str:ref>/not-come/", days.guest_not_come, name="guest_not_come"),
    path("days/<str:on>/guests/<str:ref>/take-back/", days.guest_take_back, name="guest_take_back"),
    path("slips/", slips.slips, name="slips"),
    path("slips/<str:ref>/", slips.slip, name="slip"),
    path("slips/<str:ref>/hand-out/", slips.slip_hand_out, name="slip_hand_out"),
]
