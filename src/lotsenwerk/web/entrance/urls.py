"""The door's table of contents."""

from django.urls import URLPattern, URLResolver

app_name = "entrance"

urlpatterns: list[URLPattern | URLResolver] = []
