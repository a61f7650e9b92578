from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "lotsenwerk.domain.publishing"
    label = "publishing"
