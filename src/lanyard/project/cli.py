"""The console command `lanyard`: one line on stderr and exit code 2 for anything that can't be done as asked."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

# Command (or group) name -> the module of the room that defines it, and its name there.
COMMANDS = {
    "audit": ("lanyard.records.commands", "audit"),
    "keys": ("lanyard.records.commands", "keys"),
    "channels": ("lanyard.channels.commands", "channels"),
    "concerns": ("lanyard.concerns.commands", "concerns"),
    "controls": ("lanyard.assurance.commands", "controls"),
    "documents": ("lanyard.training.commands", "documents"),
    "setup": ("lanyard.project.setup", "setup"),
    "first-run": ("lanyard.firstrun.commands", "first_run"),
    "demo": ("lanyard.project.setup", "demo"),
    "run": ("lanyard.project.serve", "run"),
    "work": ("lanyard.project.worker", "work"),
    "tick": ("lanyard.project.worker", "tick"),
    "manage": ("lanyard.kernel.commands", "manage"),
    "permissions": ("lanyard.kernel.commands", "permissions"),
    "snapshot": ("lanyard.assurance.commands", "snapshot"),
    "platforms": ("lanyard.platforms.commands", "platforms"),
    "policy": ("lanyard.policy.commands", "policy"),
    "access": ("lanyard.people.commands", "access"),
    "roster": ("lanyard.people.commands", "roster"),
    "trust": ("lanyard.people.commands", "trust"),
}


class Rooms(click.Group):
    """Loads a room's commands only when they are asked for, so that each command starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name]
        return getattr(import_module(module), attribute)


@click.group(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"]})
def lanyard() -> None:
    """Runs a school trust's social media policy."""


def main() -> None:
    """Entry point of the console command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.project.settings")
    for stream in (sys.stdout, sys.stderr):
        # Whatever the machine is set to, what is piped on is UTF-8, and no sign stops a command half way.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        sys.exit(lanyard.main(standalone_mode=False) or 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.exceptions.NoArgsIsHelpError as unsaid:
        click.echo(f"lanyard: Say which command; “{unsaid.ctx.command_path} --help” lists them.", err=True)
        sys.exit(2)
    except click.ClickException as problem:
        click.echo(f"lanyard: {' '.join(problem.format_message().split())}", err=True)
        sys.exit(2)
    except click.Abort:
        sys.exit(130)


if __name__ == "__main__":
    main()
