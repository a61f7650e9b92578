from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "lotsenwerk.domain.privacy"
    label = "privacy"
