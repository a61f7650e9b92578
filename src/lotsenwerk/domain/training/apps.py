from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "lotsenwerk.domain.training"
    label = "training"
