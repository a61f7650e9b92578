from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lotsenwerk.domain.accounts"
    label = "accounts"
