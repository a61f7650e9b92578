from django.apps import AppConfig


class MineConfig(AppConfig):
    name = "lotsenwerk.web.mine"
    label = "mine"
