"""The gate: one table of permissions, and one way for a route to say who may pass.

Rooms add their rows (`permissions.py`) to `table`; routes are made by `route()` and carry their `Access`. What isn't
declared is closed: `unopened_routes` feeds a start-up check, and the middleware answers 404 or 403 for everything that
the table does not open. This module knows no room; who holds which role is asked of the `Resolver` that `people` gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.urls import URLPattern, URLResolver, path, resolve

ANYONE = "anyone"
SIGNED_IN = "signed_in"
PRINTED_ADDRESS = "printed_address"


@dataclass(frozen=True)
class Permission:
    """One row of the table: what may be done, by which roles.

    `key` is `room:verb-thing`. `roles` holds role keys (`people.models.Role`) and the groups `staff`, `parent` and
    `pupil`. A role held at a school opens that school only; a role held at the trust opens all its schools.
    `sensitive` asks for a second sign-in step.
    """

    key: str
    says: str
    roles: frozenset[str]
    sensitive: bool = False


class Table:
    """All permissions by key. A key that is not there is denied."""

    def __init__(self) -> None:
        self._rows: dict[str, Permission] = {}

    def add(self, key: str, says: str, roles: Iterable[str], *, sensitive: bool = False) -> None:
        if key in self._rows:
            raise ValueError(f"Permission {key} is declared twice.")
        self._rows[key] = Permission(key, says, frozenset(roles), sensitive)

    def __getitem__(self, key: str) -> Permission:
        return self._rows[key]

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[Permission]:
        return iter(sorted(self._rows.values(), key=lambda row: row.key))


table = Table()


@dataclass(frozen=True)
class Access:
    """Who may use a route: anyone, anyone signed in, or the holders of `permission` at the place the URL names.

    One kind more has no account at all: whoever holds the address that a new installation has printed.

    `cookieless`: what is sent there is taken without any cookie, so it may do nothing in the name of who is signed in.
    """

    kind: str
    permission: str = ""
    cookieless: bool = False

    @property
    def is_public(self) -> bool:
        """Whether no account is needed."""
        return self.kind in (ANYONE, PRINTED_ADDRESS)


def anyone(*, cookieless: bool = False) -> Access:
    """Open to the world, no account needed; with `cookieless`, its forms need no cookie either (`kernel.forgery`)."""
    return Access(ANYONE, cookieless=cookieless)


def signed_in() -> Access:
    """Open to each signed-in person, for what is their own."""
    return Access(SIGNED_IN)


def printed_address() -> Access:
    """Open to whoever came by the address that a new installation has printed; to all others it is not there."""
    return Access(PRINTED_ADDRESS)


def needs(permission: str) -> Access:
    """Open to holders of the permission at the URL's school or trust, or at any place where the URL names none."""
    return Access("needs", permission)


def route(pattern: str, view: Callable, *, name: str, access: Access) -> URLPattern:
    """`django.urls.path` with the access declared: the only way a room adds a page."""
    return path(pattern, declare(view, access), name=name)


def declare(view: Callable, access: Access) -> Callable:
    """Attach the access to a view without changing what it does."""

    def opened(request: Any, *args: Any, **kwargs: Any) -> Any:
        return view(request, *args, **kwargs)

    opened.__name__ = getattr(view, "__name__", type(view).__name__)
    opened.__module__ = view.__module__
    opened.__dict__.update(getattr(view, "__dict__", {}))
    opened.access = access
    return opened


def declare_all(patterns: Iterable[URLPattern | URLResolver], access: Access) -> list[URLPattern | URLResolver]:
    """Declare one access for the routes of a library, such as the sign-in pages."""
    done = []
    for entry in patterns:
        if isinstance(entry, URLPattern):
            if not hasattr(entry.callback, "access"):
                entry.callback = declare(entry.callback, access)
        else:
            declare_all(entry.url_patterns, access)
        done.append(entry)
    return done


def all_routes(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route of a URL configuration as (whole pattern, route)."""
    for entry in patterns:
        here = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here, entry
        else:
            yield from all_routes(entry.url_patterns, here)


def unopened_routes(patterns: Iterable[URLPattern | URLResolver]) -> list[str]:
    """Routes that declare no access, or a permission that is not in the table."""
    bad = []
    for where, entry in all_routes(patterns):
        access = getattr(entry.callback, "access", None)
        if access is None or (access.kind == "needs" and access.permission not in table):
            bad.append(where)
    return bad


class Resolver(Protocol):
    """What `people` tells the gate."""

    def place(self, kwargs: dict[str, Any]) -> Any:
        """The school or trust named in the URL, None if it names none; raises Http404 if there is no such place."""

    def allows(self, user: Any, roles: frozenset[str], place: Any) -> bool:
        """Whether the user holds one of the roles at the place (at any place if None) today."""

    def belongs(self, user: Any, place: Any) -> bool:
        """Whether the user has anything to do with the place's trust: decides between 403 and 404."""

    def second_step_done(self, request: Any) -> bool:
        """Whether this sign-in has had its second step."""


class _Asked:
    """Holds what rooms give when the application starts; without a first run, nobody came by its address."""

    resolver: Resolver
    came_by_address: Callable[[Any], bool] = staticmethod(lambda request: False)


def set_resolver(new: Resolver) -> None:
    """Called once, by `people`, when the application starts."""
    _Asked.resolver = new


def resolver() -> Resolver:
    """Who is asked about roles and places."""
    return _Asked.resolver


def set_printed_address(came_by_address: Callable[[Any], bool]) -> None:
    """Called once, by `firstrun`, with what says whether a request may go on with the first run."""
    _Asked.came_by_address = staticmethod(came_by_address)


def came_by_printed_address(request: Any) -> bool:
    """Whether this browser opened the printed address, and the first run still goes on."""
    return _Asked.came_by_address(request)


def may(user: Any, permission: str, place: Any = None) -> bool:
    """Whether the user may do this at the place today: for buttons and queries (routes: see the middleware)."""
    if permission not in table or not user.is_authenticated:
        return False
    return resolver().allows(user, table[permission].roles, place)


def opens(user: Any, path: str, place: Any = None) -> bool:
    """Whether the user may open an address of ours that names this place: no page links to a door that is shut."""
    access = getattr(resolve(urlsplit(path).path).func, "access", None)
    if access is None or access.kind != "needs":
        return access is not None
    return may(user, access.permission, place)
