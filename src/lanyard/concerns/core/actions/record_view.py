"""That somebody looked at a concern: on record in the request in which they saw it (BRE4)."""

from __future__ import annotations

from django.db import transaction

from lanyard.concerns.core.actions.common import note
from lanyard.concerns.core.models import Concern
from lanyard.people.models import User


# Within another transaction it needs no step of its own to go back to: it stands or falls with it.
@transaction.atomic(savepoint=False)
def record_view(*, by: User, concern: Concern, handles: bool) -> None:
    """Record the look. Whoever deals with the concern has now seen what the reporter wrote.

    The concern in hand still says that there was news, so that the page can show it this once.
    """
    if handles and concern.has_news:
        Concern.objects.filter(pk=concern.pk).update(has_news=False)
    note("concern:look", concern, by, handles=handles)
