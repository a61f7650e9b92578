from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "lotsenwerk.domain.places"
    label = "places"
