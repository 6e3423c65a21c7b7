"""Forms in the markup of the GOV.UK Design System, from one place."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws every field through the one field template."""
