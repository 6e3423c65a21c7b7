"""What this installation is told from outside, read once and typed.

Everything comes from the environment or from files in the home folder, so that the same code runs in a school
office, in a trust's data centre and in a test. A missing secret stops the start with one plain sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click
import environ

from lanyard.kernel.networks import Network, networks


class ConfigError(click.ClickException):
    """The installation can't start as it is configured; the text says what to do."""


@dataclass(frozen=True)
class Config:
    """The settings of one installation. Paths are absolute; addresses are host names without a port."""

    home: Path
    demonstration: bool
    secret_key: str
    keys_file: Path
    database: dict
    email: dict
    email_from: str
    hosts: list[str]
    base_url: str
    behind_https: bool
    proxies: tuple[Network, ...]
    two_to_open_log_ins: bool


def read_config() -> Config:
    """Read the environment. Raises `ConfigError` when a secret is missing or an address is not understood."""
    env = environ.Env()
    home = Path(env.str("LANYARD_HOME", default="var")).resolve()
    demonstration = env.bool("LANYARD_DEMONSTRATION", default=False)
    hosts = env.list("LANYARD_HOSTS", default=["127.0.0.1", "localhost"])
    base_url = env.str("LANYARD_BASE_URL", default=f"http://{hosts[0]}:8000").rstrip("/")
    if not base_url.startswith(("http://", "https://")):
        raise ConfigError("LANYARD_BASE_URL is where people find Lanyard: an address that begins with https://.")
    return Config(
        home=home,
        demonstration=demonstration,
        secret_key=_secret_key(env, home),
        keys_file=Path(env.str("LANYARD_KEYS_FILE", default=str(home / "keys" / "field-keys.json"))),
        database=_database(env, home),
        email=_email(env, home, demonstration),
        email_from=env.str("LANYARD_EMAIL_FROM", default="Lanyard <lanyard@localhost>"),
        hosts=hosts,
        base_url=base_url,
        behind_https=base_url.startswith("https://"),
        proxies=_proxies(env),
        two_to_open_log_ins=env.bool("LANYARD_TWO_TO_OPEN_LOG_INS", default=False),
    )


def _proxies(env: environ.Env) -> tuple[Network, ...]:
    try:
        return networks(env.list("LANYARD_PROXIES", default=[]))
    except ValueError:
        raise ConfigError(
            "LANYARD_PROXIES is the addresses of the web servers in front, with commas between: 127.0.0.1,10.0.0.0/24."
        ) from None


def _secret_key(env: environ.Env, home: Path) -> str:
    path = Path(env.str("LANYARD_SECRET_KEY_FILE", default=str(home / "keys" / "secret-key")))
    try:
        key = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise ConfigError(f"There is no secret key at {path}. Run “lanyard setup” once to make the keys.") from None
    if len(key) < 50:
        raise ConfigError(f"The secret key at {path} is too short. Run “lanyard setup” in a new home folder.")
    return key


def _database(env: environ.Env, home: Path) -> dict:
    # What is wrong with it is not repeated: it holds a password.
    url = env.str("LANYARD_DATABASE_URL", default=f"sqlite:///{home / 'lanyard.sqlite3'}")
    problem = ConfigError("LANYARD_DATABASE_URL is not an address that begins with sqlite:/// or postgresql://.")
    if not url.startswith(("sqlite:///", "postgres://", "postgresql://")):
        raise problem
    try:
        found = env.db_url_config(url)
    except ValueError:
        raise problem from None
    if "sqlite" in found["ENGINE"]:
        # WAL lets readers go on while one writer writes; IMMEDIATE takes the write lock at the start of a
        # transaction, so that two writers wait for each other instead of failing half-way. FULL: what was answered
        # for, such as the receipt of a report, is on the disk and survives a power cut.
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;",
        }
    else:
        found["CONN_HEALTH_CHECKS"] = True
    found["CONN_MAX_AGE"] = 60
    return found


def _email(env: environ.Env, home: Path, demonstration: bool) -> dict:
    usual = f"filemail:///{home / 'sent-email'}" if demonstration else "smtp://127.0.0.1:25"
    try:
        found = env.email_url("LANYARD_EMAIL_URL", default=usual)
        if demonstration or env.str("LANYARD_EMAIL_URL", default=""):
            return found
        # `records.mail_server`: what was entered in the browser, or else this computer's own.
        return {**found, "EMAIL_BACKEND": "lanyard.records.mail_server.KeptMailServer"}
    except (environ.ImproperlyConfigured, ValueError):
        example = "smtp://user:password@mail.example.org:587"
        raise ConfigError(f"LANYARD_EMAIL_URL is not the address of a mail server. One looks like {example}.") from None
