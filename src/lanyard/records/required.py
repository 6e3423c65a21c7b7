"""A value that may be empty by its column, where a rule of the database says that here it isn't."""

from typing import TypeVar

T = TypeVar("T")


def required(value: T | None) -> T:
    """The value itself. Raises ValueError where it is missing after all: the rule has been taken out."""
    if value is None:
        raise ValueError("A value is missing that the rules of the database promise.")
    return value
