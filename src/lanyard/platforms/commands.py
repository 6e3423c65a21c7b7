"""The commands `lanyard platforms …`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lanyard.kernel.commands import with_django

if TYPE_CHECKING:
    from lanyard.platforms.actions import Loaded


@click.group()
def platforms() -> None:
    """Keeps the catalogue of social media services."""


@platforms.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@with_django
def load(file: Path | None) -> None:
    """Load the catalogue from FILE; without one, the catalogue that comes with Lanyard."""
    from lanyard.platforms import actions, catalogue

    file = file or catalogue.SHIPPED
    try:
        done = actions.load(catalogue.read_file(file))
    except catalogue.BadCatalogue as problem:
        raise click.ClickException(f"{file} was not loaded: {problem}.") from problem
    for line in told(done):
        click.echo(line)


def told(done: Loaded) -> list[str]:
    """What loading changed, for people to read."""
    lines = [f"Services new: {len(done.new)}, changed: {len(done.changed)}, as they were: {len(done.same)}."]
    if done.newer_here:
        lines.append(f"Left alone, because they were checked later here: {', '.join(done.newer_here)}.")
    if done.not_in_file:
        lines.append(f"Kept, though the file lacks them: {', '.join(done.not_in_file)}.")
    return lines
