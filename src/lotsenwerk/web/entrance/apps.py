from django.apps import AppConfig


class EntranceConfig(AppConfig):
    name = "lotsenwerk.web.entrance"
    label = "entrance"
