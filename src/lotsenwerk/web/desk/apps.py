from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "lotsenwerk.web.desk"
    label = "desk"
