from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "lotsenwerk.web.portal"
    label = "portal"
