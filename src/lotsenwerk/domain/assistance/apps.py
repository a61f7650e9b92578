from django.apps import AppConfig


class AssistanceConfig(AppConfig):
    name = "lotsenwerk.domain.assistance"
    label = "assistance"
