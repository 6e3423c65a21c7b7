import pytest
from click.testing import CliRunner

from lanyard.training.commands import documents
from lanyard.training.models import Document

pytestmark = pytest.mark.django_db


def test_the_command_loads_the_documents_once(cast):
    runner = CliRunner()
    first = runner.invoke(documents, ["load", "--trust", cast.trust.slug])
    assert first.exit_code == 0 and "Added: Acceptable use policy for staff and volunteers" in first.output
    assert Document.objects.filter(trust=cast.trust).count() == 4
    again = runner.invoke(documents, ["load", "--trust", cast.trust.slug])
    assert again.output == "The trust has all of them already.\n"


def test_an_unknown_trust_is_one_plain_sentence(db):
    result = CliRunner().invoke(documents, ["load", "--trust", "nowhere"])
    assert result.exit_code != 0
    assert "There is no trust with the short name “nowhere”." in result.output
