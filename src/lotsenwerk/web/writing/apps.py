from django.apps import AppConfig


class WritingConfig(AppConfig):
    name = "lotsenwerk.web.writing"
    label = "writing"
