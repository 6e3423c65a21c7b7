from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "lanyard.ui"
    label = "ui"
