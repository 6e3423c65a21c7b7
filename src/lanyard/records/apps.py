from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "lanyard.records"
    label = "records"
