"""The file in which a case goes to another school or system: what is in it, writing it, reading it. Needs no Django.

A ZIP archive with `case.json` (see `docs/how-to/hand-over-a-case.md` for its fields), `attachments/`, `chronology.pdf`,
`manifest.json` and `READ-ME.txt`. Its version grows when a reader of the one before would misread it.
"""

FORMAT, VERSION = "lanyard-case", 1
CASE, CHRONOLOGY, MANIFEST, READ_ME, ATTACHMENTS = (
    "case.json",
    "chronology.pdf",
    "manifest.json",
    "READ-ME.txt",
    "attachments/",
)
LARGEST = 200 * 1024 * 1024
FULL, REDACTED = "full", "redacted"


class Unreadable(Exception):
    """A file that is not taken in; the text is one plain sentence for the person who sent it."""
