from django.apps import AppConfig


class HostingConfig(AppConfig):
    name = "lotsenwerk.web.hosting"
    label = "hosting"
