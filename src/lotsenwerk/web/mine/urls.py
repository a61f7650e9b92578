"""The door's table of contents."""

from django.urls import URLPattern, URLResolver

app_name = "mine"

urlpatterns: list[URLPattern | URLResolver] = []
