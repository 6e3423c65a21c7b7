"""What every room's commands share: starting Django, and saying plainly why it can't start."""

from __future__ import annotations

import functools
from collections.abc import Callable

import click


def with_django(command: Callable) -> Callable:
    """Start Django before the command; a configuration that can't start is one line on stderr and exit code 2."""

    @functools.wraps(command)
    def started(*args, **kwargs):
        import django

        django.setup()
        return command(*args, **kwargs)

    return started


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
@with_django
def manage(args: tuple[str, ...]) -> None:
    """Run a management command of Django, such as «migrate»."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["lanyard manage", *args])
