"""The code that an address is sent to sign in: one for some minutes, whoever asks and however often.

Anybody can type anybody's address. So asking is never refused and never makes a code worthless: who asks again within
five minutes is sent the same code. After a few emails no more go out for that time, and the code in them still opens
for whoever asks. Wrong tries are counted in the browser that makes them.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

from django.core.cache import cache

from lanyard.records.fields import blind_index
from lanyard.records.keyring import CannotDecrypt, keyring

# Seconds in which an address is sent one and the same code, and how many emails it gets in that time at most.
SAME_FOR, MOST_EMAILS = 300, 5
# Seconds for which a code opens; longer than it is handed out, so that the last email is worth its ten minutes.
OPENS_FOR = 600


@dataclass(frozen=True)
class Asked:
    """The code to expect, and whether an email with it goes out now."""

    code: str
    is_sent: bool


def ask(address: str, fresh: str) -> Asked:
    """The code for an address: the one that it was sent a short while ago, or the fresh one."""
    now, key = time.time(), _key(address)
    known = [one for one in _read(key) if one["at"] + SAME_FOR + OPENS_FOR > now]
    if not known or known[-1]["at"] + SAME_FOR <= now:
        known.append({"code": fresh, "at": now, "emails": 0})
    newest = known[-1]
    newest["emails"] += 1
    _write(key, known)
    return Asked(newest["code"], newest["emails"] <= MOST_EMAILS)


def forget(address: str) -> None:
    """A code opened: none of this address opens again."""
    cache.delete(_key(address))


def is_one(address: str, code: str) -> bool:
    """Whether this is a code that the address was sent lately, in whichever email."""
    now, typed = time.time(), _plain(code)
    return bool(typed) and any(
        _plain(one["code"]) == typed for one in _read(_key(address)) if one["at"] + SAME_FOR + OPENS_FOR > now
    )


def _plain(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())


def _key(address: str) -> str:
    return "sign-in-code:" + blind_index(address.strip().lower(), "people.sign-in-code")[:32]


def _read(key: str) -> list[dict]:
    sealed = cache.get(key)
    try:
        return json.loads(keyring().open(sealed, key)) if sealed else []
    except CannotDecrypt:
        return []


def _write(key: str, known: list[dict]) -> None:
    cache.set(key, keyring().seal(json.dumps(known[-3:]).encode(), key), SAME_FOR + OPENS_FOR)
