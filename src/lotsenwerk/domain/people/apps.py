from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lotsenwerk.domain.people"
    label = "people"
