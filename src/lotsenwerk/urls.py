"""One line for each door."""

from django.urls import include, path

urlpatterns = [
    path("", include("lotsenwerk.web.entrance.urls")),
    path("desk/", include("lotsenwerk.web.desk.urls")),
    path("mine/", include("lotsenwerk.web.mine.urls")),
    path("look/", include("lotsenwerk.kit.look_urls")),
]
