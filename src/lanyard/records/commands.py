"""The commands `lanyard audit` and `lanyard keys`."""

from __future__ import annotations

from pathlib import Path

import click

from lanyard.kernel.commands import with_django
from lanyard.records.chain import Anchor, anchor_in
from lanyard.records.keys import KeysMissing
from lanyard.ui.words import how_many


@click.group()
def audit() -> None:
    """Examines the audit trail, and keeps marks of it elsewhere."""


@audit.command()
@click.option(
    "--anchors",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Anchors kept outside the database.",
)
@click.pass_context
@with_django
def verify(ctx: click.Context, file: Path | None) -> None:
    """Say whether any recorded event was changed, removed, put in or moved. Exit code 1 if so."""
    from lanyard.records import queries

    elsewhere = _anchors_of(file) if file else []
    try:
        examination = queries.examination(elsewhere)
    except KeysMissing as problem:
        raise click.ClickException(str(problem)) from problem
    broken = False
    for problem in queries.problems(examination):
        click.echo(problem)
        broken = True
    if broken:
        ctx.exit(1)
    anchors = sorted([*queries.anchors(), *elsewhere], key=lambda anchor: (anchor.number, anchor.date))
    last = f"last anchor {anchors[-1].date} at event {anchors[-1].number:,}" if anchors else "no anchor yet"
    click.echo(f"{how_many(examination.count, 'event')}, chain whole, {last}.")


@audit.command()
@with_django
def restored() -> None:
    """Say that a backup was restored, so that the end of the trail since then is not there. This is recorded."""
    from lanyard.records import actions

    try:
        was, now = actions.accept_restored()
    except (actions.ChainBroken, actions.NothingLost, KeysMissing) as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(
        f"The trail goes on from event {now:,}. Events up to {was:,} were known; that they are gone is recorded."
    )


@audit.command()
@click.option("--to", "file", type=click.Path(dir_okay=False, path_type=Path), help="Also add the line to this file.")
@with_django
def anchor(file: Path | None) -> None:
    """Keep what the last event is today. A copy of the line elsewhere shows later if the end was removed."""
    from django.utils import timezone

    from lanyard.records import actions

    try:
        made = actions.anchor(on=timezone.localdate())
    except (actions.ChainBroken, KeysMissing) as problem:
        raise click.ClickException(str(problem)) from problem
    if made is None:
        raise click.ClickException("There is nothing to anchor: no event has been recorded yet.")
    if file:
        _add_line(file, made)
    click.echo(made)


def _add_line(file: Path, made: Anchor) -> None:
    try:
        with file.open("a", encoding="ascii") as lines:
            lines.write(f"{made}\n")
    except OSError as problem:
        raise click.ClickException(f"The anchor can't be written to {file}: {problem.strerror}.") from problem


def _anchors_of(file: Path) -> list[Anchor]:
    found = []
    try:
        lines = file.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise click.ClickException(f"{file} can't be read as a file of anchors.") from problem
    for number, line in enumerate(lines, start=1):
        try:
            found.append(anchor_in(line))
        except ValueError as problem:
            raise click.ClickException(f"Line {number} of {file} is not an anchor.") from problem
    return found


@click.group()
def keys() -> None:
    """Looks after the keys that protect what is stored."""


@keys.command()
@with_django
def rotate() -> None:
    """Seal everything that is encrypted with a new key. If cut off, run it again: it goes on."""
    from lanyard.records import actions
    from lanyard.records.keyring import CannotDecrypt

    try:
        done = actions.rotate_keys(by="system:keys")
    except (KeysMissing, CannotDecrypt) as problem:
        raise click.ClickException(str(problem)) from problem
    start = "New key" if done.is_new else "An earlier rotation was not finished; now it is. Key"
    click.echo(f"{start} {done.active}: {how_many(done.values, 'value')} sealed with it.")
    for place in done.damaged:
        click.echo(f"Can't be opened, and left as it was: {place}")
    if done.damaged:
        raise click.ClickException(
            f"{how_many(len(done.damaged), 'row')} with values that can't be opened; a backup may have them."
        )


@keys.command()
@with_django
def status() -> None:
    """List the keys and how many values each of them seals."""
    from lanyard.records import rotation
    from lanyard.records.keyring import CannotDecrypt, keyring

    try:
        ring = keyring()
    except CannotDecrypt as problem:
        raise click.ClickException(str(problem)) from problem
    counts = rotation.counts()
    for name in ring.keys:
        made = f"made {ring.made[name]}" if name in ring.made else "made on a day not noted"
        use = "seals what is written now" if name == ring.active else "only opens what it sealed"
        click.echo(f"{name}: {made}, {use}, {how_many(counts[name], 'value')}")
    if counts[rotation.OTHER]:
        click.echo(f"{how_many(counts[rotation.OTHER], 'value')} sealed with a key that is not in the file, or damaged")
