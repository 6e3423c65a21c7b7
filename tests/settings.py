"""The settings that tests run under: the real ones, less what only an installation that is set up has."""

from lanyard.project.settings import *  # noqa: F403  (that is what settings that build on others are)
from lanyard.project.settings import STORAGES

# Static files are found where they lie, so that no test needs them to have been collected.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
