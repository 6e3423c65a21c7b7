"""Commands about official channels."""

from __future__ import annotations

from pathlib import Path

import click

from lanyard.kernel.commands import with_django


@click.group()
def channels() -> None:
    """Official channels: what a trust takes with it."""


@channels.command("export-log-ins")
@click.option("--trust", "slug", required=True, help="Short name of the trust, as in its address.")
@click.option("--to", required=True, help="Its public key in the age format: age1…")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_django
def export_log_ins(slug: str, to: str, file: Path) -> None:
    """Write all sealed log-ins of a trust that leaves into FILE, encrypted to a key that it brings."""
    from lanyard.channels.actions.sealing import hand_over
    from lanyard.kernel.refusals import Refused
    from lanyard.people.models import Trust
    from lanyard.people.queries import trust_of
    from lanyard.records.keyring import CannotDecrypt

    if file.exists():
        raise click.ClickException(f"{file} already exists and was not overwritten.")
    try:
        content = hand_over(trust=trust_of(slug), to=to, by="system:export-log-ins")
        file.write_bytes(content)
    except Trust.DoesNotExist:
        raise click.ClickException(f"There is no trust with the short name “{slug}”.") from None
    except (Refused, CannotDecrypt) as problem:
        raise click.ClickException(str(problem)) from problem
    except OSError as problem:
        raise click.ClickException(f"{file} can't be written: {problem.strerror}.") from problem
    click.echo(f"Written to {file}. The holder of the private key for {to[:12]}… can open it with age.")
