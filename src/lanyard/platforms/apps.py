from django.apps import AppConfig


class PlatformsConfig(AppConfig):
    name = "lanyard.platforms"
    label = "platforms"
