"""A document in force at the cast's trust, and what its controls read."""

from datetime import timedelta

import pytest

from lanyard.assurance.registry import Scope
from lanyard.people.models import School
from lanyard.training.models import Document
from tests.training.office import TODAY, make_document, make_edition


@pytest.fixture
def code(cast, now) -> Document:
    """The code of conduct: asked of all staff yesterday, for two weeks."""
    document = make_document(cast.trust, title="Staff code of conduct")
    make_edition(document, TODAY - timedelta(days=1))
    return document


@pytest.fixture
def scope(cast, now) -> Scope:
    """Every school of the trust, today."""
    return Scope(School.objects.filter(trust=cast.trust), TODAY, now)
