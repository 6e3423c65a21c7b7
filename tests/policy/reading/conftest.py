"""What the tests of the reading engine share; nothing here needs Django."""

import os
from pathlib import Path

import pytest

from tests.policy.reading.documents import Item, Section


@pytest.fixture(scope="session")
def sample_policies() -> Path:
    """The sample policies kept beside the repository."""
    data = Path(os.environ.get("LANYARD_SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))
    folder = data / "policies"
    if not folder.is_dir():
        pytest.skip("The sample files are not on this machine.")
    return folder


@pytest.fixture
def harbour_policy() -> tuple[Section, ...]:
    """A short invented policy with everything the formats must agree on: nesting, an opening line, long bullets."""
    return (
        Section(
            "Aims and scope",
            (
                Item("This policy explains how everybody at Harbour School is expected to behave on social media."),
                Item(
                    "It applies to:",
                    (Item("pupils and their parents or carers"), Item("all staff, volunteers and governors")),
                ),
            ),
        ),
        Section(
            "Staff and social media",
            (
                Item(
                    "Staff must keep their personal accounts private, and must not accept requests from pupils or from "
                    "the families of pupils, whether those pupils are still at the school or have long since left it."
                ),
                Item(
                    "When they post for the school, staff will:",
                    (
                        Item("Check that written consent covers every child who can be recognised in the picture."),
                        Item("Not promise anything on behalf of the school."),
                        Item("Tell the headteacher at once about any online message that worries them."),
                    ),
                ),
                Item("Personal use of social media in lessons is not permitted."),
            ),
        ),
        Section(
            "Pupils online",
            (
                Item("Pupils will be taught how to block and report people who are unkind to them."),
                Item("We will not open accounts for pupils who are under the minimum age of a service."),
            ),
        ),
    )
