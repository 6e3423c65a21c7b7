"""How the guidance that an edition relies on stands on a day (AIM2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lanyard.policy.choices import GuidanceStatus
from lanyard.policy.models import Edition, GuidanceEdition, GuidanceReliedOn, GuidanceSource


@dataclass(frozen=True)
class Reliance:
    """One source as an edition of the policy stands to it.

    `relied_on` is None where the policy names no edition. `newest` is the newest edition in force on the day, `coming`
    those that are published, announced or out for consultation and not yet in force.
    """

    source: GuidanceSource
    relied_on: GuidanceEdition | None
    newest: GuidanceEdition | None
    coming: tuple[GuidanceEdition, ...]

    @property
    def is_behind(self) -> bool:
        """A newer edition than the one relied on is in force."""
        return self.relied_on is not None and self.newest is not None and self.relied_on.pk != self.newest.pk


def reliances(edition: Edition | None, on: date) -> list[Reliance]:
    """Every source known, as the edition stands to it on the day. Three queries."""
    return reliances_of([edition.pk] if edition else [], on).get(edition.pk if edition else None, _all({}, on))


def reliances_of(editions: Iterable[UUID], on: date) -> dict[UUID, list[Reliance]]:
    """The same for many editions of policies, by their ids. Three queries in all."""
    wanted = list(editions)
    chosen: dict[UUID, dict[UUID, GuidanceEdition]] = {pk: {} for pk in wanted}
    for row in GuidanceReliedOn.objects.filter(edition__in=wanted).select_related("guidance"):
        chosen[row.edition_id][row.guidance.source_id] = row.guidance
    known = _known()
    return {pk: [_reliance(source, rows, chosen[pk].get(source.pk), on) for source, rows in known] for pk in wanted}


def _all(chosen: dict[UUID, GuidanceEdition], on: date) -> list[Reliance]:
    return [_reliance(source, rows, chosen.get(source.pk), on) for source, rows in _known()]


def _known() -> list[tuple[GuidanceSource, list[GuidanceEdition]]]:
    sources = GuidanceSource.objects.prefetch_related("editions")
    return [(source, list(source.editions.all())) for source in sources]


def _reliance(
    source: GuidanceSource, rows: list[GuidanceEdition], relied_on: GuidanceEdition | None, on: date
) -> Reliance:
    started = [row for row in rows if row.in_force_from is not None and row.in_force_from <= on]
    newest = max(started, key=lambda row: row.in_force_from, default=None)
    coming = tuple(row for row in rows if row not in started and row.status != GuidanceStatus.SUPERSEDED)
    return Reliance(source, relied_on, newest, coming)
