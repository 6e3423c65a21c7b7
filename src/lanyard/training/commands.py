"""Commands about the documents that people sign."""

from __future__ import annotations

import click

from lanyard.kernel.commands import with_django


@click.group()
def documents() -> None:
    """The documents that people sign."""


@documents.command()
@click.option("--trust", "slug", required=True, help="Short name of the trust, as in its address.")
@with_django
def load(slug: str) -> None:
    """Give a trust the documents and courses that come with Lanyard; what it has already stays as it is."""
    from lanyard.people.models import Trust
    from lanyard.people.queries import trust_of
    from lanyard.training.actions import load_courses, load_documents

    try:
        trust = trust_of(slug)
    except Trust.DoesNotExist:
        raise click.ClickException(f"There is no trust with the short name “{slug}”.") from None
    added = [*load_documents(trust=trust), *load_courses(trust=trust)]
    for one in added:
        click.echo(f"Added: {one.title}")
    if not added:
        click.echo("The trust has all of them already.")
