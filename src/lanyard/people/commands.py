"""The commands `lanyard trust …` and `lanyard roster …`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lanyard.kernel.commands import say, with_django
from lanyard.kernel.refusals import Refused
from lanyard.ui.words import how_many

if TYPE_CHECKING:
    from lanyard.people.models import Person, RosterImport, School, Trust
    from lanyard.people.queries.rosters import Preview

BY = "system:command-line"
# The most problems and changes that are listed; the page in the browser lists all. And the most notes.
MOST_LINES = 200
MOST_NOTES = 50

_school = click.option("--school", "slug", help="The school's short name, as in its address.")
_trust = click.option("--trust", "trust_slug", help="The trust's short name, for a file of all its schools.")
_partial = click.option("--partial", is_flag=True, help="The file has only some people in it: nobody leaves.")


@click.group()
def trust() -> None:
    """Sets up a trust from a file."""


@trust.command("load")
@click.argument("file", type=click.Path(path_type=Path))
@with_django
def trust_load(file: Path) -> None:
    """Load the trust that FILE describes; loading it again brings it up to date."""
    from lanyard.people import actions
    from lanyard.people.models import RoleProposal
    from lanyard.people.trust_file import BadTrustFile, read_trust_file

    try:
        found = actions.load_trust(file=read_trust_file(file), by=BY)
    except BadTrustFile as problem:
        raise click.ClickException(str(problem)) from problem
    except Refused as problem:
        raise click.ClickException(f"{file}: {problem}; nothing was changed.") from problem
    schools, people = how_many(found.schools.count(), "school"), how_many(found.people.count(), "person", "people")
    click.echo(f"{found.name}: {schools}, {people} on the register.")
    waiting = RoleProposal.objects.filter(trust=found, state="pending").count()
    if waiting:
        say(f"Waiting for a second leader to confirm: {waiting}. They have been told.")


@click.group()
def access() -> None:
    """Lets leaders in where nobody else can: the first of a new trust, or the last who is left."""


@access.command("witness")
@click.argument("address")
@with_django
def access_witness(address: str) -> None:
    """Show the code to read out to the leader at ADDRESS, who sets up their second step now."""
    from django.utils import timezone

    from lanyard.people import actions
    from lanyard.people.models import WitnessedStep

    rows = WitnessedStep.objects.filter(person__email__iexact=address, used_at=None)
    step = rows.select_related("person").order_by("-asked_at").first()
    if step is None:
        raise click.ClickException(
            f"Nobody at {address} has asked for a code. They must choose “Ask for the code” first."
        )
    try:
        code = actions.show_code(step=step, by=BY, now=timezone.now())
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    say(f"Read this out to {step.person}, and to nobody else. It works for 15 minutes.")
    click.echo(f"{code[:4]} {code[4:]}")


@access.command("confirm")
@click.argument("address")
@with_django
def access_confirm(address: str) -> None:
    """Confirm what the person at ADDRESS is proposed for, where nobody else is left who may."""
    from django.utils import timezone

    from lanyard.people import actions
    from lanyard.people.models import RoleProposal

    found = list(RoleProposal.objects.filter(person__email__iexact=address, state="pending").select_related("person"))
    if not found:
        raise click.ClickException(f"Nobody at {address} is proposed for anything.")
    for proposal in found:
        try:
            actions.confirm_at_the_computer(proposal=proposal, on=timezone.localdate())
        except Refused as refused:
            raise click.ClickException(str(refused)) from refused
        click.echo(f"{proposal.person}: {proposal.get_role_display()}, from today.")


@access.command("suspend")
@click.argument("address")
@click.option("--reason", prompt="Why, in a sentence (kept encrypted)", help="Why; asked for when it is left out.")
@with_django
def access_suspend(address: str, reason: str) -> None:
    """Shut the person at ADDRESS out at once, where nobody stands above them; their leaders are told."""
    from django.utils import timezone

    from lanyard.people import actions

    person = _at_address(address)
    try:
        actions.suspend(person=person, place=person.trust, reason=reason, by=BY, now=timezone.now())
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    say(f"{person} is signed out, and can't sign in. To undo it: lanyard access restore {address}")


@access.command("restore")
@click.argument("address")
@with_django
def access_restore(address: str) -> None:
    """Let the person at ADDRESS in again, with the roles that they still hold; their leaders are told."""
    from django.utils import timezone

    from lanyard.people import actions

    person = _at_address(address)
    made = person.suspensions.filter(lifted_at__isnull=True).first()
    if made is None:
        raise click.ClickException(f"The access of {person} is not suspended.")
    actions.restore(suspension=made, place=person.trust, by=BY, now=timezone.now())
    say(f"{person} can sign in again.")


def _at_address(address: str) -> Person:
    from lanyard.people.models import Person

    found = list(Person.objects.filter(email__iexact=address, merged_into=None).select_related("trust")[:2])
    if len(found) != 1:
        raise click.ClickException(f"{'Several people have' if found else 'Nobody has'} the address {address}.")
    return found[0]


@click.group()
def roster() -> None:
    """Updates the register from an information system file."""


@roster.command()
@click.argument("file", type=click.Path(path_type=Path))
@_school
@_trust
@_partial
@with_django
def preview(file: Path, slug: str | None, trust_slug: str | None, partial: bool) -> None:
    """Show what loading FILE (plain CSV, or OneRoster as zip or folder) would change, and change nothing."""
    from django.db import transaction

    with transaction.atomic():
        found = _looked_at(file, _place(slug, trust_slug), whole=not partial)
        _tell(found)
        transaction.set_rollback(True)
    if found.state == "refused":
        raise click.ClickException(f"{file} has rows with errors.")


@roster.command("load")
@click.argument("file", type=click.Path(path_type=Path))
@_school
@_trust
@_partial
@click.option("--yes", is_flag=True, help="Load without asking.")
@click.option("--leavers", type=int, help="How many people leave, if many of one kind do or someone with a role.")
@click.option("--gone", multiple=True, help="A kind the file has nobody of, because they have all left: SCHOOL:KIND.")
@with_django
def roster_load(
    file: Path,
    *,
    slug: str | None,
    trust_slug: str | None,
    partial: bool,
    yes: bool,
    leavers: int | None,
    gone: tuple[str, ...],
) -> None:
    """Load FILE (plain CSV, or OneRoster as zip or folder) into the register: all of it or nothing."""
    from django.utils import timezone

    from lanyard.people import actions

    found = _looked_at(file, _place(slug, trust_slug), whole=not partial)
    if found.state == "refused":
        _tell(found)
        found.delete()
        raise click.ClickException(f"{file} has rows with errors; nothing was changed.")
    click.echo(_summary(found))
    _list(_preview_of(found).notes, MOST_NOTES)
    _check_leavers(found, leavers, gone)
    if not yes and not click.confirm("Load it?"):
        found.delete()
        raise click.ClickException("Nothing was changed.")
    try:
        actions.roster_apply(upload=found, by=BY, on=timezone.localdate(), leavers_confirmed=True, gone=gone)
    except Refused as refused:
        found.delete()
        raise click.ClickException(str(refused)) from refused
    except actions.RegisterMoved as moved:
        found.delete()
        raise click.ClickException("The register has changed since. Nothing was loaded: try again.") from moved
    say("Done.")
    if asked := found.counts.get("asked"):
        say(f"{asked} may already be on the register: decide on the page “Is this the same person?”")


def _check_leavers(found: RosterImport, leavers: int | None, gone: tuple[str, ...]) -> None:
    """What has to be confirmed is listed, and confirmed by its number. Raises `ClickException`."""
    shown, left = _preview_of(found), found.counts["left"]
    unknown = set(gone) - {ask.key for ask in shown.silent}
    for ask in shown.silent:
        click.echo(f"The file has nobody of this kind, so they stay: {ask.says}. If they left: --gone {ask.key}")
    if unknown:
        found.delete()
        raise click.ClickException(f"“{min(unknown)}” is not a kind that the file leaves out.")
    if shown.asks and leavers != left:
        for ask in shown.asks:
            click.echo(ask.says)
        found.delete()
        raise click.ClickException(
            f"{how_many(left, 'person', 'people')} would leave. If that is right, say --leavers {left}."
        )


def _place(slug: str | None, trust_slug: str | None) -> School | Trust:
    from lanyard.people.models import School, Trust

    if bool(slug) == bool(trust_slug):
        raise click.ClickException("Say which school or trust the file is for: --school or --trust.")
    model, wanted = (School.objects.select_related("trust"), slug) if slug else (Trust.objects, trust_slug)
    found = model.filter(slug=wanted).first()
    if found is None:
        raise click.ClickException(f"There is no {'school' if slug else 'trust'} “{wanted}”.")
    return found


def _looked_at(file: Path, place: School | Trust, *, whole: bool) -> RosterImport:
    from django.utils import timezone

    from lanyard.people import actions
    from lanyard.people.queries.rosters import known_for
    from lanyard.people.roster import RosterError, read_folder, read_roster

    today = timezone.localdate()
    known = known_for(place, today)
    try:
        read = read_folder(file, known) if file.is_dir() else read_roster(file.read_bytes(), file.name, known)
    except RosterError as problem:
        raise click.ClickException(str(problem)) from problem
    except OSError as problem:
        raise click.ClickException(f"{file} can't be read ({problem.strerror}).") from problem
    return actions.roster_preview(roster=read, place=place, whole=whole, by=BY, on=today)


def _summary(found: RosterImport) -> str:
    asked = f", {found.counts['asked']} to be decided" if found.counts.get("asked") else ""
    return "{added} added, {changed} changed, {left} left, {unchanged} unchanged".format(**found.counts) + asked


def _preview_of(found: RosterImport) -> Preview:
    from lanyard.people.queries.rosters import preview_of

    return preview_of(found)


def _tell(found: RosterImport) -> None:
    shown = _preview_of(found)
    told = [f"{problem.where}: {problem.says}" if problem.where else problem.says for problem in shown.problems]
    for line in shown.lines:
        details = "; ".join(f"{d.label}: {d.before or 'nothing'} → {d.after or 'nothing'}" for d in line.details)
        told.append(f"{line.section}: {line.name} ({line.what})" + (f": {details}" if details else ""))
    _list(told, MOST_LINES)
    _list(shown.notes, MOST_NOTES)
    click.echo(f"{len(shown.problems)} problems" if shown.problems else _summary(found))


def _list(lines: list[str], most: int) -> None:
    for line in lines[:most]:
        click.echo(line)
    if len(lines) > most:
        click.echo(f"… and {len(lines) - most} more")
