"""`lanyard setup`: everything an installation needs before it can run, done again only where something is missing."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import environ

from lanyard.kernel.commands import say, with_django

NEXT_STEPS = """
Lanyard is set up in {home}.
Next:
  1. Keep a copy of {home}/keys apart from the backups: without the keys, a backup can't be read.
  2. Start it, and open the address that it prints:  lanyard run
     Or describe your trust in a file:               lanyard trust load --help
"""


@click.command()
@click.option("--demonstration", is_flag=True, help="Fill an empty database with an invented trust.")
def setup(demonstration: bool) -> None:
    """Make the keys and the database, and load the dated data that comes with this version.

    Running it again changes nothing that is right already; run it after every update.
    """
    if demonstration:
        os.environ["LANYARD_DEMONSTRATION"] = "1"
    make_home()
    set_up(demonstration)


def make_home() -> Path:
    """Make the home folder with its keys, so that the settings can be read."""
    from lanyard.records.keys import make_keys

    home = Path(os.environ.get("LANYARD_HOME", "var")).resolve()
    try:
        made = make_keys(home)
    except OSError as problem:
        raise click.ClickException(f"The home folder {home} can't be written: {problem.strerror}.") from problem
    (home / "uploads").mkdir(mode=0o700, exist_ok=True)
    if made:
        say(f"Making the keys in {home / 'keys'}")
    return home


@with_django
def set_up(demonstration: bool) -> None:
    """Bring the database, the pages' files and the dated data up to this version."""
    from django.conf import settings

    bring_up_to_date()
    if demonstration:
        fill_if_empty()
    else:
        say(NEXT_STEPS.format(home=settings.LANYARD_HOME).rstrip())


def bring_up_to_date() -> None:
    """The database, the pages' files and the dated data."""
    from django.core.management import call_command

    say("Bringing the database up to date")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    begin_head_file()
    say("Collecting the style sheets and fonts")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    load_dated_data()


def set_up_if_new() -> None:
    """Set an installation up that has neither keys nor a database yet. One that has either is left alone.

    Raises `ClickException` where the database has something in it and its keys are not here: others would not open it.
    """
    home = Path(os.environ.get("LANYARD_HOME", "var")).resolve()
    has_keys = (home / "keys").exists()
    if environ.Env().bool("LANYARD_DEMONSTRATION", default=False) or (
        not has_keys and (home / "lanyard.sqlite3").exists()
    ):
        return
    if not has_keys:
        make_home()
    try:
        _fill_empty_database(has_keys=has_keys)
    except click.ClickException:
        if not has_keys:
            shutil.rmtree(home / "keys")
        raise


@with_django
def _fill_empty_database(*, has_keys: bool) -> None:
    from django.conf import settings
    from django.db import connection

    is_empty = "people_trust" not in connection.introspection.table_names()
    if not is_empty and not has_keys:
        raise click.ClickException(
            f"The database is not empty, and its keys are not in {settings.LANYARD_HOME / 'keys'}. Put back the copy."
        )
    if is_empty:
        bring_up_to_date()


def begin_head_file() -> None:
    """See that the file beside the audit key is there. What is wrong with the trail itself, verifying says."""
    from lanyard.records import actions

    try:
        actions.begin_head_file()
    except actions.ChainBroken as problem:
        say(str(problem))


def load_dated_data() -> None:
    """Load what changes with time and comes with this version: platforms, guidance, agencies."""
    from lanyard.platforms import actions as platforms
    from lanyard.policy import actions as policy

    say("Loading platforms, guidance and agencies")
    platforms.load_shipped()
    policy.load_data(by="system:setup")


def fill_if_empty(schools: int = 3) -> None:
    """Make the invented trust as a whole, unless there is a trust already."""
    from django.db import connection, transaction

    from lanyard.people.models import Trust
    from lanyard.project.demonstration import build_demonstration

    if not Trust.objects.exists():
        with transaction.atomic():
            build_demonstration(schools=schools, today=datetime.now(ZoneInfo("Europe/London")).date())
        with connection.cursor() as cursor:
            # So much at once, that the database has no figures yet by which to choose how it looks things up.
            cursor.execute("ANALYZE")


@click.command()
@click.option("--schools", default=3, show_default=True, type=click.IntRange(1, 200), help="How many schools it has.")
@with_django
def demo(schools: int) -> None:
    """Fill an empty database with an invented trust."""
    from lanyard.people.models import Trust

    if Trust.objects.exists():
        raise click.ClickException("There is a trust in this database already. A demonstration needs an empty one.")
    fill_if_empty(schools)
