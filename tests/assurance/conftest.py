from datetime import date

import pytest
from django.utils import timezone

from lanyard.policy.actions import adopt_model, load_data
from lanyard.policy.choices import EditionState
from lanyard.policy.models import Edition


@pytest.fixture
def edition(cast, now):
    """The trust's edition in force since September, reviewed then, due again next September."""
    load_data()
    made = adopt_model(trust=cast.trust, by="system:test")
    Edition.objects.filter(pk=made.pk).update(
        state=EditionState.IN_FORCE,
        approved_at=timezone.now(),
        meeting_on=date(2026, 9, 1),
        in_force_from=date(2026, 9, 3),
        review_due=date(2027, 9, 1),
    )
    made.refresh_from_db()
    return made
