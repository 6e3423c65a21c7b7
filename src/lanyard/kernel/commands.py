"""What every room's commands share: starting Django, and saying plainly why it can't start."""

from __future__ import annotations

import functools
import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

import click


def with_django(command: Callable) -> Callable:
    """Start Django before the command; what can't start, or has no database yet, is one line and exit code 2."""

    @functools.wraps(command)
    def started(*args, **kwargs):
        import django
        from django.db.utils import OperationalError, ProgrammingError

        django.setup()
        try:
            return command(*args, **kwargs)
        except (OperationalError, ProgrammingError) as problem:
            raise click.ClickException(
                f"The database can't be used ({problem}). Run “lanyard setup” first."
            ) from problem

    return started


def with_django_unconfigured(command: Callable) -> Callable:
    """Like `with_django`, for commands that touch no stored data: they work before anything has been set up.

    Where there are no keys yet, a throwaway secret in a temporary folder lets Django start.
    """

    @functools.wraps(command)
    def started(*args, **kwargs):
        import django

        try:
            django.setup()
        except click.ClickException:
            with tempfile.TemporaryDirectory(prefix="lanyard-") as folder:
                key = Path(folder) / "secret-key"
                key.write_text(secrets.token_urlsafe(60), encoding="utf-8")
                os.environ["LANYARD_SECRET_KEY_FILE"] = str(key)
                django.setup()
        return command(*args, **kwargs)

    return started


def say(text: str) -> None:
    """Tell the person at the keyboard what is being done; standard output is left to what the command answers."""
    click.echo(text, err=True)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
@with_django
def manage(args: tuple[str, ...]) -> None:
    """Run a management command of Django, such as “migrate”."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["lanyard manage", *args])


@click.command()
@with_django_unconfigured
def permissions() -> None:
    """Print who may do what: the whole permission table as one page."""
    from lanyard.kernel.gate import table
    from lanyard.kernel.permission_page import as_markdown

    click.echo(as_markdown(table), nl=False)
