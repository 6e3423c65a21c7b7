"""Settings of django-allauth: who may sign in, and how. Nobody signs up: people come from the register."""

import environ

_env = environ.Env()

ACCOUNT_ADAPTER = "lanyard.people.signin.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "lanyard.people.signin.SocialAccountAdapter"
MFA_ADAPTER = "allauth.mfa.adapter.DefaultMFAAdapter"

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Lanyard"
# Passkeys need a secure origin; a browser counts loopback as one.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False


def _openid_apps() -> list[dict]:
    """One entry for each provider whose client id is configured: Microsoft and Google, both by OpenID Connect."""
    known = {
        "microsoft": (
            "Microsoft",
            _env.str("LANYARD_MICROSOFT_ISSUER", default="https://login.microsoftonline.com/organizations/v2.0"),
        ),
        "google": ("Google", _env.str("LANYARD_GOOGLE_ISSUER", default="https://accounts.google.com")),
    }
    return [
        {
            "provider_id": key,
            "name": name,
            "client_id": _env.str(f"LANYARD_{key.upper()}_CLIENT_ID"),
            "secret": _env.str(f"LANYARD_{key.upper()}_CLIENT_SECRET", default=""),
            "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
        }
        for key, (name, issuer) in known.items()
        if _env.str(f"LANYARD_{key.upper()}_CLIENT_ID", default="")
    ]


SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": _openid_apps()}}

# A signed-in page left alone closes itself: minutes without a request.
IDLE_MINUTES = _env.int("LANYARD_IDLE_MINUTES", default=30)
