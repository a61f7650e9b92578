from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "lotsenwerk.domain.journal"
    label = "journal"
