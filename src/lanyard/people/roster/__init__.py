"""Reads a roster (plain CSV or OneRoster) and compares it with the register. Needs no Django."""

from lanyard.people.roster.compare import Existing, Plan, make_plan
from lanyard.people.roster.model import Known, Problem, Roster, RosterError, SchoolRef
from lanyard.people.roster.reader import read_folder, read_roster

__all__ = [
    "Existing",
    "Known",
    "Plan",
    "Problem",
    "Roster",
    "RosterError",
    "SchoolRef",
    "make_plan",
    "read_folder",
    "read_roster",
]
