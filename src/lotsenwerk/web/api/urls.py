"""The door's table of contents: addresses and names as Integreat has them, so that its readers read us too."""

from django.urls import path

from lotsenwerk.web.api.calendars import views as calendars
from lotsenwerk.web.api.integreat import views as integreat

app_name = "api"

urlpatterns = [
    path("calendars/<int:organisation_id>/<str:secret>.ics", calendars.deadlines, name="deadlines"),
    path("v3/regions/", integreat.regions, name="regions"),
    path("v3/regions/<slug:region>/", integreat.region, name="region"),
    path("v3/<slug:region>/", integreat.region, name="region_short"),
    path("v3/<slug:region>/languages/", integreat.languages, name="languages"),
    path("v3/<slug:region>/<slug:language>/pages/", integreat.pages, name="pages"),
    path("v3/<slug:region>/<slug:language>/events/", integreat.events, name="events"),
    path("v3/<slug:region>/<slug:language>/locations/", integreat.locations, name="locations"),
    path("v3/<slug:region>/<slug:language>/pois/", integreat.locations, name="pois"),
]
