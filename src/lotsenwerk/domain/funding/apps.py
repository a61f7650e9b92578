from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "lotsenwerk.domain.funding"
    label = "funding"
