from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "lotsenwerk.domain.rules"
    label = "rules"
