"""The reporter's code: shown once, kept only as a slow salted hash, good for reading answers and writing back.

A code is drawn from the form that was sent and a key outside the database: sending the same form twice, because a
finger was quick or the network slow, shows the same code again and makes one concern. The salt is that key's too, so a
copy of the database alone can't even be guessed at. Hashing is slow on purpose; it is done before a transaction begins,
and, where it can, while the person is still writing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from django.core import signing

from lanyard.records.fields import CannotDecrypt, blind_index
from lanyard.records.keyring import keyring

# Letters and digits that nobody mixes up; 32 of them, so that each holds five bits.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH, GROUP = 16, 4
# The rounds of scrypt: about 25 ms and 8 MB a code.
ROUNDS = 2**13
# How long a form may lie open before it is sent.
FORM_HOURS = 24
_MOST_AHEAD = 2_000
# Work that waits; beyond it a hash is worked out when the form is sent.
MOST_WAITING = 200


def new_form() -> str:
    """A signed token for one form; what is sent with it makes one concern."""
    return signing.dumps(secrets.token_urlsafe(18), salt="concerns.form")


def form_in(token: str) -> str | None:
    """What the token stands for; None when it is not ours or lay open for longer than a day."""
    try:
        return signing.loads(token, salt="concerns.form", max_age=FORM_HOURS * 3600)
    except (signing.BadSignature, TypeError):
        return None


def once_of(form: str) -> str:
    """By which a form that was sent already is known again."""
    return hashlib.sha256(form.encode()).hexdigest()


def code_of(form: str) -> str:
    """The code for this form, as people read it: "K7QM-2XWP-9DHT-4VBN"."""
    drawn = int(blind_index(form, "concerns.code"), 16)
    letters = "".join(ALPHABET[drawn >> 5 * place & 31] for place in range(LENGTH))
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def tidy(code: str) -> str:
    """What somebody typed as a code without spaces, dashes and small letters; "" when it can't be one."""
    kept = "".join(sign for sign in code.upper() if sign.isalnum())
    # Said or copied wrongly: these letters are in no code.
    kept = kept.translate(str.maketrans("IO01", "LQQL"))
    return kept if len(kept) == LENGTH and all(sign in ALPHABET for sign in kept) else ""


def hash_of(code: str) -> str:
    """The slow salted hash of a code. Every code costs the same, also one that can't be one."""
    salt = bytes.fromhex(blind_index("", "concerns.receipt"))
    return hashlib.scrypt(tidy(code).encode() or b"-", salt=salt, n=ROUNDS, r=8, p=1, maxmem=2**25, dklen=32).hex()


class _Ahead:
    """Hashes that were worked out while the form was being filled in. In memory only, and only so many."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, str] = OrderedDict()
        self._waiting: set[str] = set()
        self._lock = Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="receipts")

    def begin(self, form: str) -> None:
        with self._lock:
            if form in self._known or form in self._waiting or len(self._waiting) >= MOST_WAITING:
                return
            self._waiting.add(form)
        self._worker.submit(self._work, form)

    def _work(self, form: str) -> None:
        found = hash_of(code_of(form))
        with self._lock:
            self._waiting.discard(form)
            self._known[form] = found
            while len(self._known) > _MOST_AHEAD:
                self._known.popitem(last=False)

    def take(self, form: str) -> str | None:
        with self._lock:
            return self._known.pop(form, None)

    def look(self, form: str) -> str | None:
        with self._lock:
            return self._known.get(form)


_ahead = _Ahead()


def hash_ahead(form: str) -> None:
    """Begin to work out the hash for a form that was just shown."""
    _ahead.begin(form)


def carried(form: str) -> str:
    """The hash that is worked out already, sealed for the page to carry: whichever process the page comes back to can
    open it, and nobody else. "" while there is none.
    """
    known = _ahead.look(form)
    return keyring().seal(known.encode(), _carried_by(form)) if known else ""


def hash_for(form: str, carried: str = "") -> str:
    """The hash of the code of a form: worked out ahead and carried by the page, worked out ahead here, or now."""
    known = _ahead.take(form)
    try:
        return known or keyring().open(carried, _carried_by(form)).decode()
    except CannotDecrypt:
        return hash_of(code_of(form))


def _carried_by(form: str) -> str:
    return f"concerns.carried.{form}"


def same(one: str, other: str) -> bool:
    """Whether two hashes are the same, in the same time whatever they are."""
    return hmac.compare_digest(one.encode(), other.encode())
