"""The keys by which names in cases are found again (`models.NameKey`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lanyard.concerns.core.models import Concern, NameKey
from lanyard.concerns.core.queries.everybody import known
from lanyard.concerns.core.rules.likely_names import likely_names
from lanyard.people import naming
from lanyard.people.models import Person
from lanyard.records.fields import blind_index

# As many bits as a database keeps in one number.
_HEX = 15


def digests(keys: Iterable[str]) -> list[int]:
    """The keys as they are stored."""
    return [int(blind_index(key, "concerns.name")[:_HEX], 16) for key in keys]


def keys_of(
    concern: Concern, names: Iterable[str], people: Iterable[Person] = (), texts: Iterable[str] = ()
) -> Iterator[NameKey]:
    """The rows for names that stand in a case, for people who are shut out of it, and for names in free text."""
    every = {key for name in names for key in naming.keys_of(name)}
    for text in texts:
        every |= naming.keys_in(text, [one.word for one in likely_names([text])])
    every |= {key for person in people for key in naming.person_keys(known(person))}
    yield from (NameKey(concern=concern, key=key) for key in dict.fromkeys(digests(sorted(every))))


def keep_keys(
    concern: Concern, names: Iterable[str] = (), people: Iterable[Person] = (), texts: Iterable[str] = ()
) -> None:
    """Store the keys of what came into a case; those that are there already stay."""
    NameKey.objects.bulk_create(keys_of(concern, names, people, texts), ignore_conflicts=True)
