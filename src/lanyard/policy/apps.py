from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "lanyard.policy"
    label = "policy"
