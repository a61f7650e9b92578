from django.apps import AppConfig


class PartnerConfig(AppConfig):
    name = "lotsenwerk.web.partner"
    label = "partner"
