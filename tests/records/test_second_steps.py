"""The secrets of second steps are reached when keys are rotated."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from lanyard.people.signin import SECOND_STEP
from lanyard.records import actions, rotation
from lanyard.records.keyring import keyring

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_a_rotation_seals_the_secrets_of_second_steps_anew_and_they_still_open(cast, own_keys):
    TOTP.activate(cast.headteacher, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(cast.headteacher)
    assert rotation.counts()["k1"] == 2

    done = actions.rotate_keys(by="system:keys")

    assert (done.values, done.damaged) == (2, ())
    assert rotation.counts() == {"k1": 0, "k2": 2, "other": 0}
    totp = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert keyring().open(totp.data["secret"], SECOND_STEP) == b"JBSWY3DPEHPK3PXP"


def test_a_second_run_leaves_them_as_they_are(cast, own_keys):
    TOTP.activate(cast.headteacher, "JBSWY3DPEHPK3PXP")
    actions.rotate_keys(by="system:keys")
    before = Authenticator.objects.get().data
    rotation.reseal()
    assert Authenticator.objects.get().data == before


def test_a_secret_that_can_not_be_opened_is_named_and_stops_no_other(cast, own_keys):
    TOTP.activate(cast.headteacher, "JBSWY3DPEHPK3PXP")
    TOTP.activate(cast.dsl, "JBSWY3DPEHPK3PXP")
    broken = Authenticator.objects.get(user=cast.dsl)
    broken.data["secret"] = broken.data["secret"][:-4] + "AAAA"
    broken.save()

    done = actions.rotate_keys(by="system:keys")

    assert done.values == 1
    assert done.damaged == (f"mfa_authenticator {broken.pk}",)
