from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "lanyard.training"
    label = "training"
