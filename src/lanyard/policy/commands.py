"""The commands `lanyard policy …`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sized
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lanyard.kernel.commands import with_django, with_django_unconfigured
from lanyard.policy.reading import AUDIENCES, CannotRead, NotAPolicy, ReadPolicy, to_json, with_controls
from lanyard.policy.reading import read as read_document

if TYPE_CHECKING:
    from lanyard.people.models import Trust, User
    from lanyard.policy.models import Edition


@click.group()
def policy() -> None:
    """Read, adopt and keep the policy."""


@policy.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.option("--anyway", is_flag=True, help="Read it although it does not look like a policy.")
@click.option(
    "--for", "for_whom", multiple=True, type=click.Choice(AUDIENCES), help="Who the document is for; may be repeated."
)
@click.option("--save", is_flag=True, help="Keep it as a draft of the trust's policy.")
@click.option("--trust", default="", metavar="SLUG", help="The trust that --save keeps it for.")
def read(file: Path, *, as_json: bool, anyway: bool, for_whom: tuple[str, ...], save: bool, trust: str) -> None:
    """Read a policy document into clauses, with the controls that may keep each.

    Warnings and what became no clause stand in the JSON; without --json they follow the clauses.
    """
    if save != bool(trust):
        raise click.ClickException("--save and --trust go together: name the trust to keep the draft for.")
    try:
        found = read_document(file, anyway=anyway, for_whom=for_whom)
    except NotAPolicy as doubt:
        raise click.ClickException(f"{doubt} Add --anyway to read it all the same.") from None
    except CannotRead as problem:
        raise click.ClickException(str(problem)) from None
    found = _save(found, file, trust) if save else _suggested(found)
    click.echo(json.dumps(to_json(found), ensure_ascii=False, indent=2) if as_json else summary(found))


@with_django_unconfigured
def _suggested(found: ReadPolicy) -> ReadPolicy:
    # Imported late: rooms hang their controls there when Django has started.
    from lanyard.policy.registry import compared
    from lanyard.policy.suggesting import known_clause_ids

    return with_controls(found, compared(), known_clause_ids())


@with_django
def _save(found: ReadPolicy, file: Path, slug: str) -> ReadPolicy:
    from lanyard.policy.actions import import_document
    from lanyard.policy.actions.editions import Source

    trust, found = _trust(slug), _suggested(found)
    source = Source(name=file.name, sha256=hashlib.sha256(file.read_bytes()).hexdigest())
    edition = import_document(trust=trust, found=found, source=source, by="system:policy-read")
    click.echo(f"Kept as a draft of {trust}: edition {edition.number}.", err=True)
    return found


def _trust(slug: str) -> Trust:
    from lanyard.people.models import Trust

    found = Trust.objects.filter(slug=slug).first()
    if found is None:
        raise click.ClickException(f"There is no trust with the short name {slug}.")
    return found


def summary(found: ReadPolicy) -> str:
    """What was found, for people to read."""
    head = [found.title, f"{_count(found.clauses, 'clause')} in {_count(found.sections, 'section')}"]
    facts = {"Owner": found.owner, "Edition": found.edition, "Review": found.review}
    head += [f"{name}: {value}" for name, value in facts.items() if value]
    return "\n".join([*head, *_listed(found), *_told(found)])


def _count(things: Sized, name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


def _listed(found: ReadPolicy) -> Iterable[str]:
    section = None
    for clause in found.clauses:
        if clause.section != section:
            section = clause.section
            yield f"\n{section}"
        yield f"  {clause.key} {clause.text}"
        controls = ", ".join(f"{one.id} ({one.score:.2f})" for one in clause.controls)
        none = clause.none_fits is not None and not clause.controls
        kept = f"; may be kept by {controls}" if controls else "; none fits" if none else ""
        yield f"      for {', '.join(clause.audience)}{kept}"


def _told(found: ReadPolicy) -> Iterable[str]:
    if found.warnings:
        yield "\nPlease check"
        yield from (f"  {warning}" for warning in found.warnings)
    if found.not_taken:
        yield f"\nNot taken ({len(found.not_taken)})"
        yield from (f"  {one.where}: {one.text or '(no words)'} [{one.why}]" for one in found.not_taken)


@policy.command("adopt-model")
@click.option("--trust", required=True, metavar="SLUG", help="The trust that adopts it.")
@click.option("--in-force", is_flag=True, help="Take it through approval at once; for demonstrations only.")
@with_django
def adopt_model(trust: str, in_force: bool) -> None:
    """Make a draft of the trust's policy from the model policy."""
    from lanyard.policy import actions

    here = _trust(trust)
    if in_force and not here.is_demonstration:
        raise click.ClickException("Only a demonstration trust can skip the governors: leave out --in-force.")
    edition = actions.adopt_model(trust=here, by="system:adopt-model")
    if in_force:
        put_through(edition)
    click.echo(f"{edition} of {here}: {edition.get_state_display().lower()}.")


def put_through(edition: Edition) -> None:
    """Confirm, submit, approve and put in force a demonstration's edition, each by somebody whose role it is."""
    from django.utils import timezone

    from lanyard.people.choices import Role
    from lanyard.policy import actions

    today = timezone.localdate()
    head, chair = (_at_trust(role, edition) for role in (Role.EXECUTIVE_HEADTEACHER, Role.CHAIR_OF_TRUSTEES))
    for section in edition.sections.all():
        section.edition = edition
        actions.section_confirm(section=section, version=edition.version, by=head)
    actions.submit(edition=edition, version=edition.version, by=head)
    actions.approve(edition=edition, version=edition.version, meeting_on=today, by=chair)
    actions.put_in_force(edition=edition, version=edition.version, first_day=today, by=head)


def _at_trust(role: str, edition: Edition) -> User:
    from django.utils import timezone

    from lanyard.people.models import User, current

    on = timezone.localdate()
    found = User.objects.filter(
        current(on, "person__roles__"), person__roles__role=role, person__roles__trust=edition.policy.trust,
        person__roles__school__isnull=True,
    ).first()  # fmt: skip
    if found is None:
        raise click.ClickException(f"Nobody with an account holds the role “{role.label}” at this trust.")
    return found


@policy.command("load-data")
@with_django
def load_data() -> None:
    """Bring guidance and agencies up to the files that come with this version."""
    from lanyard.policy import actions

    changed = actions.load_data()
    click.echo(f"Guidance editions written: {changed['guidance']}; agencies written: {changed['agencies']}.")
