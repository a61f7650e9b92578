from django.apps import AppConfig


class ShownConfig(AppConfig):
    name = "lotsenwerk.web.shown"
    label = "shown"
