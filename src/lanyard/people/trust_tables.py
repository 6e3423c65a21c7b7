"""One table of a trust's file: takes its keys one by one, and at the end refuses those that nobody asked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email, validate_slug

_is_web_address = URLValidator(schemes=["https", "http"])


class BadTrustFile(ValueError):
    """The file can't be loaded; the text is one line naming the file, the table and the key."""


class Table:
    """A table with the name of its file and its own place in it."""

    def __init__(self, data: dict[str, Any], file: str, where: str) -> None:
        self._data, self.file, self._where = dict(data), file, where

    def wrong(self, key: str, says: str) -> BadTrustFile:
        """The error about one key of this table."""
        where = f" {self._where}," if self._where else ""
        return BadTrustFile(f"{self.file}:{where} key “{key}”: {says}.")

    def close(self) -> None:
        """Raises `BadTrustFile` if a key is left that has no meaning here."""
        if self._data:
            raise self.wrong(next(iter(self._data)), "there is no such key here")

    def table(self, name: str) -> Table:
        value = self._take(name, dict, "a table", required=True)
        return Table(value, self.file, f"[{name}]")

    def tables(self, name: str) -> Iterator[Table]:
        """The tables of a list, each with its number; none if the list isn't there."""
        rows = self._take(name, list, "a list of tables") or []
        for number, row in enumerate(rows, start=1):
            if not isinstance(row, dict):
                raise self.wrong(name, "it must be a list of tables")
            inside = f"{self._where}, " if self._where else ""
            named = row.get("slug") or row.get("id") or row.get("name")
            label = f" (“{named}”)" if isinstance(named, str) else ""
            yield Table(row, self.file, f"{inside}[[{name}]] {number}{label}")

    def text(self, key: str, *, required: bool = False, longest: int = 100) -> str:
        value = (self._take(key, str, "text in quotes", required=required) or "").strip()
        if required and not value:
            raise self.wrong(key, "it is empty")
        if len(value) > longest:
            raise self.wrong(key, f"it is longer than {longest} characters")
        return value

    def slug(self, key: str) -> str:
        value = self.text(key, required=True, longest=50)
        try:
            validate_slug(value)
        except ValidationError:
            raise self.wrong(key, "use small letters, figures and hyphens only") from None
        if value != value.lower():
            raise self.wrong(key, "use small letters, figures and hyphens only")
        return value

    def digits(self, key: str, count: int) -> str:
        value = self.text(key)
        if value and not re.fullmatch(f"[0-9]{{{count}}}", value.replace("/", "")):
            raise self.wrong(key, f"it must be {count} digits in quotes")
        return value.replace("/", "")

    def web_address(self, key: str) -> str:
        value = self.text(key, longest=200)
        try:
            if value:
                _is_web_address(value)
        except ValidationError:
            raise self.wrong(key, "it must be a web address, https://…") from None
        return value

    def email(self, key: str) -> str:
        value = self.text(key, longest=254).lower()
        try:
            if value:
                validate_email(value)
        except ValidationError:
            raise self.wrong(key, "it is not an email address") from None
        return value

    def flag(self, key: str) -> bool:
        return bool(self._take(key, bool, "true or false"))

    def texts(self, key: str) -> list[str]:
        values = self._take(key, list, "a list of texts in quotes") or []
        if not all(isinstance(value, str) and value for value in values):
            raise self.wrong(key, "it must be a list of texts in quotes")
        return values

    def choice(self, key: str, known: Collection[str], *, required: bool = False) -> str:
        value = self.text(key, required=required)
        if value and value not in known:
            raise self.wrong(key, f"“{value}” is not one of {', '.join(sorted(known))}")
        return value

    def choices(self, key: str, known: Collection[str]) -> list[str]:
        """Values of a list, in the order in which they are known."""
        values = self.texts(key)
        unknown = next((value for value in values if value not in known), None)
        if unknown:
            raise self.wrong(key, f"“{unknown}” is not one of {', '.join(known)}")
        return [value for value in known if value in values]

    def day(self, key: str, *, required: bool = False) -> date | None:
        value = self._take(key, date, "a day such as 2026-09-01, without quotes", required=required)
        if isinstance(value, datetime):
            raise self.wrong(key, "it must be a day such as 2026-09-01, without a time")
        return value

    def days(self, first: str, last: str, *, last_required: bool = True) -> tuple[date, Any]:
        """A first and a last day in this order."""
        start, end = self.day(first, required=True), self.day(last, required=last_required)
        if end and end < start:
            raise self.wrong(last, f"it is before “{first}”")
        return start, end

    def times(self, first: str, last: str) -> tuple[time, time]:
        """Two times of a day in this order, such as 08:45:00 or "08:45"."""
        starts, ends = self._time(first), self._time(last)
        if ends <= starts:
            raise self.wrong(last, f"it is not after “{first}”")
        return starts, ends

    def _time(self, key: str) -> time:
        value = self._take(key, (time, str), 'a time such as "08:45"', required=True)
        try:
            return value if isinstance(value, time) else time.fromisoformat(value)
        except ValueError:
            raise self.wrong(key, 'it must be a time such as "08:45"') from None

    def _take(self, key: str, kind: type | tuple[type, ...], words: str, *, required: bool = False) -> Any:
        if key not in self._data:
            if required:
                raise self.wrong(key, "it is missing")
            return None
        value = self._data.pop(key)
        # In Python True is a whole number too; in the file it never means one.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.wrong(key, f"it must be {words}")
        return value
