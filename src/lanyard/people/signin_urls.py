"""The pages of the sign-in library that this house uses, each with its access.

The others (passwords, signing up, changing the address) have no address at all: the register says who has an account
and at which address.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from csp.decorators import csp_update

from lanyard.kernel.gate import anyone, route, signed_in
from lanyard.people.signin_views import SignIn
from lanyard.people.views.witnessing import witnessed

_sign_in = SignIn.as_view()
# The picture that an authenticator app reads is made for this one page and stands in the page itself.
_set_up_app = csp_update({"img-src": ["data:"]})(witnessed(totp.activate_totp))

urlpatterns = [
    route("accounts/login/", _sign_in, name="account_login", access=anyone()),
    route("accounts/login/", _sign_in, name="account_request_login_code", access=anyone()),
    route("accounts/login/code/", account.confirm_login_code, name="account_confirm_login_code", access=anyone()),
    route("accounts/logout/", account.logout, name="account_logout", access=anyone()),
    route("accounts/again/", account.reauthenticate, name="account_reauthenticate", access=signed_in()),
    route("accounts/with/<slug:provider_id>/", openid.login, name="openid_connect_login", access=anyone()),
    route("accounts/with/<slug:provider_id>/back/", openid.callback, name="openid_connect_callback", access=anyone()),
    route("accounts/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled", access=anyone()),
    route("second-step/all/", mfa.index, name="mfa_index", access=signed_in()),
    route("second-step/sign-in/", mfa.authenticate, name="mfa_authenticate", access=anyone()),
    route("second-step/again/", mfa.reauthenticate, name="mfa_reauthenticate", access=signed_in()),
    route("second-step/app/", _set_up_app, name="mfa_activate_totp", access=signed_in()),
    route("second-step/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp", access=signed_in()),
    route("second-step/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes", access=signed_in()),
    route(
        "second-step/codes/new/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
        access=signed_in(),
    ),
    route(
        "second-step/codes/download/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
        access=signed_in(),
    ),
    route("second-step/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn", access=signed_in()),
    route("second-step/passkeys/add/", witnessed(webauthn.add_webauthn), name="mfa_add_webauthn", access=signed_in()),
    route("second-step/passkeys/sign-in/", webauthn.login_webauthn, name="mfa_login_webauthn", access=anyone()),
    route(
        "second-step/passkeys/again/",
        webauthn.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
        access=signed_in(),
    ),
    route("second-step/passkeys/<int:pk>/edit/", webauthn.edit_webauthn, name="mfa_edit_webauthn", access=signed_in()),
    route(
        "second-step/passkeys/<int:pk>/remove/",
        webauthn.remove_webauthn,
        name="mfa_remove_webauthn",
        access=signed_in(),
    ),
]
