"""Commands about concerns."""

from __future__ import annotations

import click

from lanyard.kernel.commands import with_django


@click.group()
def concerns() -> None:
    """Concerns: how long they are kept."""


@concerns.command()
@click.option("--trust", "slug", required=True, help="Short name of the trust, as in its address.")
@click.option("--preview", "wants_preview", is_flag=True, help="Print what a run would delete, and why.")
@with_django
def retention(slug: str, wants_preview: bool) -> None:
    """What is past its time at a trust. Removing is done on the page, by somebody who answers for it."""
    from django.utils import timezone

    from lanyard.concerns.oversight.queries.retention import preview
    from lanyard.people.models import Trust
    from lanyard.people.queries import trust_of

    if not wants_preview:
        raise click.ClickException(
            "Use --preview. Concerns can only be deleted on the page “Concerns past their retention period”."
        )
    try:
        found = preview(trust_of(slug), None, timezone.localdate())
    except Trust.DoesNotExist:
        raise click.ClickException(f"There is no trust with the short name “{slug}”.") from None
    for rule, some in found.by_rule:
        click.echo(rule.says)
        for past in some:
            click.echo(f"  {past.ref}  {past.school}  closed {past.closed_on}  kept until {past.until}")
    for past in found.held:
        click.echo(f"On hold: {past.ref}  {past.school}")
    more = ", and more after that" if found.more else ""
    click.echo(f"{len(found.due)} would be deleted{more}; {len(found.held)} on hold.")
