"""The door's table of contents."""

from django.urls import path

from lotsenwerk.web.mine.me import views as me
from lotsenwerk.web.mine.offers import views as offers
from lotsenwerk.web.mine.today import views as today
from lotsenwerk.web.mine.visits import views as visits

app_name = "mine"

urlpatterns = [
    path("", today.home, name="home"),
    path("offers/<str:ref>/", offers.offer, name="offer"),
    path("visits/", visits.past, name="past"),
    path("visits/<str:ref>/", visits.assignment, name="assignment"),
    path("visits/<str:ref>/address/", visits.address, name="address"),
    path("visits/<str:ref>/report/", visits.report, name="report"),
    path("visits/<str:ref>/release/", visits.release, name="release"),
    path("me/", me.me, name="me"),
]
