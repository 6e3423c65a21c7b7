"""The command `lanyard first-run`."""

from __future__ import annotations

import os

import click

from lanyard.kernel.commands import say, with_django
from lanyard.kernel.refusals import Refused


@click.command("first-run")
@with_django
def first_run() -> None:
    """Print a new address at which this empty installation is set up in the browser.

    It opens for a day, until Lanyard is set up. The one printed before opens nothing more; what was entered stays.
    """
    from django.conf import settings

    try:
        address = printed(settings.BASE_URL)
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    say("Set Lanyard up in your browser. This address opens for a day; show it to nobody else:")
    click.echo(address)


def print_if_wanted(listening_at: str) -> None:
    """Where nobody has set the installation up yet, print the address to do so."""
    from django.conf import settings

    from lanyard.firstrun.queries import is_wanted

    if not is_wanted():
        return
    base = settings.BASE_URL if os.environ.get("LANYARD_BASE_URL") else listening_at
    say("This installation is new. Set it up in your browser, within a day; show this address to nobody else:")
    click.echo(printed(base))


def printed(base: str) -> str:
    """A new address under this beginning. Raises `Refused`."""
    from django.urls import reverse
    from django.utils import timezone

    from lanyard.firstrun.actions.opening import print_address

    return base + reverse("firstrun:open", args=[print_address(now=timezone.now())])
