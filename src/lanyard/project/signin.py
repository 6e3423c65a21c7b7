"""Settings of django-allauth: who may sign in, and how. Nobody signs up: people come from the register."""

from urllib.parse import urlsplit

import environ

from lanyard.project.config import read_config

_env = environ.Env()

ACCOUNT_ADAPTER = "lanyard.people.signin.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "lanyard.people.signin.SocialAccountAdapter"
MFA_ADAPTER = "lanyard.people.signin.MFAAdapter"
AUTHENTICATION_BACKENDS = ["lanyard.people.signin.RegisterBackend"]

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
# An address that is not on the register gets no email: anybody could have typed it.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_FORMS = {
    "request_login_code": "lanyard.people.signin.AskForCode",
    "confirm_login_code": "lanyard.people.signin.EnterCode",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_USER_DISPLAY = lambda user: user.person.full_name  # noqa: E731  (a setting)
# A whole school shares one network address, and anybody can type anybody's: asking for a code is never refused
# (`people.signin_codes` says how many emails go out), and tries are counted for whoever makes them.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "5/5m/key",
    "reauthenticate": "10/m/user",
}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Lanyard"
# Passkeys need a secure origin; a browser counts this computer's own pages as one.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not read_config().behind_https

SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False


# The trust's own directory at Microsoft: its id (a GUID). Addresses count as checked if they come from there.
MICROSOFT_TENANT = _env.str("LANYARD_MICROSOFT_TENANT", default="")
_ISSUERS = {
    "microsoft": ("Microsoft", f"https://login.microsoftonline.com/{MICROSOFT_TENANT}/v2.0"),
    "google": ("Google", "https://accounts.google.com"),
}


def openid_app(key: str, name: str, issuer: str, client_id: str, secret: str) -> dict:
    """What the sign-in library wants to know of one provider. The ID token says all that is asked for."""
    return {
        "provider_id": key,
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True, "fetch_userinfo": False},
    }


def _openid_apps() -> list[dict]:
    """One entry for each provider whose client id is configured: Microsoft and Google, both by OpenID Connect."""
    return [
        openid_app(
            key,
            name,
            _env.str(f"LANYARD_{key.upper()}_ISSUER", default=issuer),
            _env.str(f"LANYARD_{key.upper()}_CLIENT_ID"),
            _env.str(f"LANYARD_{key.upper()}_CLIENT_SECRET", default=""),
        )
        for key, (name, issuer) in _ISSUERS.items()
        if _env.str(f"LANYARD_{key.upper()}_CLIENT_ID", default="")
    ]


SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": _openid_apps()}}

# A signed-in page left alone closes itself: minutes without a request.
IDLE_MINUTES = _env.int("LANYARD_IDLE_MINUTES", default=30)

# Where the button of a provider leads; the browser's content policy has to allow it.
PROVIDER_ORIGINS = [
    "{0.scheme}://{0.netloc}".format(urlsplit(app["settings"]["server_url"]))
    for app in SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
]
