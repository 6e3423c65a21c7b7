"""Django's settings for Lanyard; what differs between installations comes from `config`."""

from pathlib import Path

from csp.constants import NONE, SELF

from lanyard.project.config import read_config
from lanyard.project.logs import LOGGING  # noqa: F401  (Django reads it here)
from lanyard.project.signin import *  # noqa: F403  (the sign-in settings are long enough for a file of their own)
from lanyard.project.signin import PROVIDER_ORIGINS

CONFIG = read_config()

SECRET_KEY = CONFIG.secret_key
DEBUG = False
DEMONSTRATION = CONFIG.demonstration
LANYARD_HOME = CONFIG.home
FIELD_KEYS_FILE = CONFIG.keys_file
ALLOWED_HOSTS = CONFIG.hosts
BASE_URL = CONFIG.base_url
PROXIES = CONFIG.proxies
TWO_TO_OPEN_LOG_INS = CONFIG.two_to_open_log_ins

# The order is the order of the house: a room may use those above it, never one below.
ROOMS = [
    "kernel",
    "ui",
    "records",
    "people",
    "notices",
    "platforms",
    "policy",
    "assurance",
    "training",
    "concerns",
    "disclosures",
    "channels",
    "firstrun",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    *[f"lanyard.{room}" for room in ROOMS],
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "lanyard.kernel.proxies.VisitorsAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "lanyard.kernel.bodies.NoMoreThanThat",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "lanyard.kernel.forgery.Forgery",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lanyard.people.middleware.IdleTimeOut",
    "lanyard.people.unsent.GiveBack",
    "lanyard.kernel.middleware.Gate",
    "lanyard.kernel.languages.Language",
    "lanyard.ui.tables.Downloads",
]

ROOT_URLCONF = "lanyard.project.urls"
WSGI_APPLICATION = "lanyard.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lanyard.ui.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "lanyard.ui.templatetags.ui",
                "lanyard.ui.templatetags.languages",
            ],
        },
    }
]
FORM_RENDERER = "lanyard.ui.forms.Renderer"

DATABASES = {"default": CONFIG.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"

LANGUAGE_CODE = "en-gb"
# Each by its own name, as the list on the pages shows it. Only pages for families and visitors are translated.
LANGUAGES = [
    ("en-gb", "English"),
    ("cy", "Cymraeg"),
    ("pl", "Polski"),
    ("ro", "Română"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("ar", "العربية"),
]
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Private: only the attachments code reads and writes here, and what it writes is encrypted.
MEDIA_ROOT = CONFIG.home / "attachments"

CACHES = {
    # Counts of attempts are kept where every web process sees them.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    # What `kernel.queries.for_seconds` keeps: about as long as somebody takes to look again at what they changed.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process", "TIMEOUT": 5},
}

# Emails to sign in wait for nothing else.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "sign-in"]}}

vars().update(CONFIG.email)
DEFAULT_FROM_EMAIL = CONFIG.email_from

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *PROVIDER_ORIGINS],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
# Gone with the visit, as the session is.
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "lanyard.people.views.unsent.not_sent"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIG.behind_https
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if CONFIG.behind_https else 0
if CONFIG.behind_https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# However busy the page is kept, a sign-in ends after half a day.
SESSION_COOKIE_AGE = 12 * 3600

# What is too large for memory is kept under the home folder, which nobody else reads, and swept.
UPLOADS = CONFIG.home / "uploads"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
