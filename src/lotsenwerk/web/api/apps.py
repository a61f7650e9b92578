from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "lotsenwerk.web.api"
    label = "api"
