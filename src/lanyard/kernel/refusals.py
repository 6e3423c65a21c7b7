"""What an action answers when it can't be done as asked. Every room raises these and no others."""

from __future__ import annotations

from collections.abc import Iterable

CHANGED_SINCE = "Someone else has changed this since you opened it. Check what it says now, then save again."


class Refused(Exception):
    """Something may not be done; the text is one plain sentence for the person who asked.

    `field` is the part of what they filled in that it is about; "" where it is about none.
    """

    def __init__(self, says: str = "", field: str = "") -> None:
        super().__init__(says)
        self.field = field


class Missing(Refused):
    """Something has to be recorded first: one plain sentence for each thing that is missing."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = list(sentences)
        super().__init__(" ".join(self.sentences))


class Stale(Refused):
    """Somebody else was quicker, and nothing was changed. `version` is what is there now, for a form sent again."""

    def __init__(self, version: int | None = None, says: str = CHANGED_SINCE) -> None:
        super().__init__(says)
        self.version = version
