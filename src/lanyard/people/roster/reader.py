"""Reads whatever a school exports: a plain CSV file, a OneRoster zip, or a OneRoster folder."""

from __future__ import annotations

from pathlib import Path

from lanyard.people.roster.archive import files_of_folder, files_of_zip, is_zip
from lanyard.people.roster.model import Known, Roster, RosterError
from lanyard.people.roster.oneroster import read_oneroster
from lanyard.people.roster.oneroster_source import FILES
from lanyard.people.roster.plain import read_plain


def read_roster(data: bytes, name: str, known: Known) -> Roster:
    """The roster in a file's bytes. Raises `RosterError` when it can't be read at all."""
    if not is_zip(data):
        return read_plain(data, name, known)
    files = files_of_zip(data, name, FILES)
    if "users.csv" not in files:
        raise RosterError(f"{name} has no users.csv in it. A workbook must be saved as “CSV UTF-8” first.")
    return read_oneroster(files, known)


def read_folder(folder: Path, known: Known) -> Roster:
    """The roster in a folder with a OneRoster export. Raises `RosterError`."""
    files = files_of_folder(folder, FILES)
    if "users.csv" not in files:
        raise RosterError(f"{folder.name} has no users.csv in it.")
    return read_oneroster(files, known)
