"""How the guidance that an edition relies on stands on a day (AIM2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from lanyard.policy.choices import GuidanceStatus
from lanyard.policy.guidance_names import named_editions
from lanyard.policy.models import Edition, GuidanceEdition, GuidanceReliedOn, GuidanceSource


@dataclass(frozen=True)
class Reliance:
    """One source as an edition of the policy stands to it.

    `relied_on` is None where the policy names no edition. `newest` is the newest edition in force on the day, `coming`
    those that are published, announced or out for consultation and not yet in force. `unconfirmed` are those among them
    whose announced first day has come without anybody here having seen the final text. `stale_since` is the day on
    which the last look at the source stopped being good; None while it is.
    """

    source: GuidanceSource
    relied_on: GuidanceEdition | None
    newest: GuidanceEdition | None
    coming: tuple[GuidanceEdition, ...]
    unconfirmed: tuple[GuidanceEdition, ...] = ()
    stale_since: date | None = None

    @property
    def is_behind(self) -> bool:
        """A newer edition than the one relied on is in force."""
        return self.relied_on is not None and self.newest is not None and self.relied_on.pk != self.newest.pk


def reliances(edition: Edition | None, on: date) -> list[Reliance]:
    """Every source known, as the edition stands to it on the day. Three queries."""
    return reliances_of([edition.pk], on)[edition.pk] if edition else _all({}, on)


def reliances_of(editions: Iterable[UUID], on: date) -> dict[UUID, list[Reliance]]:
    """The same for many editions of policies, by their ids. Three queries in all."""
    wanted = list(editions)
    chosen: dict[UUID, dict[UUID, GuidanceEdition]] = {pk: {} for pk in wanted}
    for row in GuidanceReliedOn.objects.filter(edition__in=wanted).select_related("guidance"):
        chosen[row.edition_id][row.guidance.source_id] = row.guidance
    known = _known()
    return {pk: [_reliance(source, rows, chosen[pk].get(source.pk), on) for source, rows in known] for pk in wanted}


def named_in(edition: Edition) -> list[GuidanceEdition]:
    """The editions of guidance that an edition of the policy names in its own words. Three queries."""
    rows = edition.clauses.order_by("order").values_list("lead", "text")
    text = " ".join(f"{lead} {words}" for lead, words in rows)
    found = []
    for source, editions in _known():
        labels = named_editions(text, source.known_as or [source.name], [row.label for row in editions])
        found += [row for row in editions if row.label in labels[:1]]
    return found


def _all(chosen: dict[UUID, GuidanceEdition], on: date) -> list[Reliance]:
    return [_reliance(source, rows, chosen.get(source.pk), on) for source, rows in _known()]


def _known() -> list[tuple[GuidanceSource, list[GuidanceEdition]]]:
    sources = GuidanceSource.objects.prefetch_related("editions")
    return [(source, list(source.editions.all())) for source in sources]


def _reliance(
    source: GuidanceSource, rows: list[GuidanceEdition], relied_on: GuidanceEdition | None, on: date
) -> Reliance:
    started = {row: row.in_force_from for row in rows if row.in_force_from is not None and row.in_force_from <= on}
    newest = max(started, key=lambda row: started[row], default=None)
    coming = tuple(row for row in rows if row not in started and row.status != GuidanceStatus.SUPERSEDED)
    unconfirmed = tuple(row for row in coming if row.meant_for and row.meant_for <= on)
    looked = max((row.checked for row in rows if row.checked <= on), default=None)
    good_until = looked + timedelta(days=source.term_days) if looked else None
    stale = good_until + timedelta(days=1) if good_until and good_until < on else None
    return Reliance(source, relied_on, newest, coming, unconfirmed, stale)


def sources_with_editions() -> QuerySet[GuidanceSource]:
    """Every source of guidance with its editions, in two queries."""
    return GuidanceSource.objects.prefetch_related("editions")


def guidance_editions() -> QuerySet[GuidanceEdition]:
    """Every edition of guidance with its source."""
    return GuidanceEdition.objects.select_related("source")
