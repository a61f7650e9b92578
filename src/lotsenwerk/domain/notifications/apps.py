from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "lotsenwerk.domain.notifications"
    label = "notifications"
