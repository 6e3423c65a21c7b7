"""The page of all permissions says what the permission table says."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from lanyard.kernel import gate
from lanyard.kernel.commands import permissions
from lanyard.kernel.permission_page import as_markdown, in_words
from lanyard.people.choices import Role

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"
ANEW = "docs/permissions.md is not in step with the table. Write it anew: lanyard permissions > docs/permissions.md"


def a_table():
    table = gate.Table()
    table.add("sweets:give-away", "Gives sweets away", {"it_lead", "deputy_dsl"}, sensitive=True)
    table.add("boats:row", "Rows a boat", {"staff"})
    table.add("sweets:buy", "Buys sweets", {"chair_of_governors"})
    return table


def rows_of(page):
    return [re.split(r" *\| *", line)[1:-1] for line in page.splitlines() if line.startswith("| `")]


def test_the_page_in_the_docs_is_in_step_with_the_table():
    assert PAGE.read_text(encoding="utf-8") == as_markdown(gate.table), ANEW


def test_each_permission_is_one_row_with_what_it_allows_to_whom_and_whether_it_needs_a_second_step():
    assert rows_of(as_markdown(a_table())) == [
        ["`boats:row`", "Rows a boat", "staff", "no"],
        ["`sweets:buy`", "Buys sweets", "chair of governors", "no"],
        ["`sweets:give-away`", "Gives sweets away", "deputy DSL, IT lead", "yes"],
    ]


def test_permissions_are_grouped_by_the_room_they_belong_to():
    page = as_markdown(a_table())

    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == ["boats", "sweets"]
    assert page.index("## boats") < page.index("`boats:row`") < page.index("## sweets") < page.index("`sweets:buy`")


@pytest.mark.parametrize("role", Role)
def test_roles_are_called_what_they_are_called_on_pages(role):
    assert in_words(role).lower() in role.label.lower()


def test_the_command_prints_the_page():
    said = CliRunner().invoke(permissions)

    assert (said.exit_code, said.stdout) == (0, as_markdown(gate.table))
