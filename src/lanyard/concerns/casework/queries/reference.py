"""A concern by its reference, and by nothing else: what is in it is searched on a page of its own, on record."""

from __future__ import annotations

from django.urls import reverse

from lanyard.concerns.core.queries.visible import visible_to
from lanyard.concerns.core.rules.references import tidy_ref
from lanyard.kernel.search import Hit
from lanyard.people.models import User

_LENGTH = len("K7Q-2XW")


def find_by_reference(user: User, words: list[str]) -> list[Hit]:
    """The concern with exactly this reference, if the user may see it. One query, whether there is such a concern or
    not, so that nobody can tell one that is kept from them from one that was never there."""
    ref = tidy_ref("".join(words))
    rows = visible_to(user).filter(ref=ref).select_related("school") if len(ref) == _LENGTH else ()
    return [
        Hit(
            f"Concern {row.ref}",
            f"{row.get_type_display()}, {row.school}",
            reverse("concerns:case", kwargs={"concern": row.pk}),
        )
        for row in rows
    ]
