"""Commands of assurance: the registry of controls, and the day's snapshot."""

from __future__ import annotations

import json

import click

from lanyard.kernel.commands import with_django, with_django_unconfigured
from lanyard.ui.words import how_many


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the registry as JSON.")
@with_django_unconfigured
def controls(as_json: bool) -> None:
    """List what is measured or stated, for which clauses, and who answers for it."""
    from lanyard.assurance.registry import all_controls

    rows = [control.to_json() for control in all_controls().values()]
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['id']}  ({row['kind']}, {', '.join(row['clauses'])}; {row['owner']})\n    {row['checks']}")


@click.command()
@with_django
def snapshot() -> None:
    """Read every control for every school now, and keep it as today's snapshot."""
    from lanyard.assurance.actions import take_snapshot

    click.echo(f"{how_many(take_snapshot(by='system:snapshot-command'), 'reading')} kept.")
