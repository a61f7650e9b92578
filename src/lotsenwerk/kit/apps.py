from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "lotsenwerk.kit"
    label = "kit"
