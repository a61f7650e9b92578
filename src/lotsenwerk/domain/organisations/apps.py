from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "lotsenwerk.domain.organisations"
    label = "organisations"
