from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "lotsenwerk.domain.gatherings"
    label = "gatherings"
