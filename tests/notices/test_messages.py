import pytest

from lanyard.notices.messages import of_kind, register
from tests.notices.messages import Decide


def test_a_kind_is_taken_only_once():
    with pytest.raises(ValueError, match="registered twice"):
        register(Decide)


def test_a_message_class_is_found_by_its_kind():
    assert of_kind("test:decide") is Decide
    with pytest.raises(KeyError):
        of_kind("test:nothing")


def test_an_email_says_nothing_of_a_message_that_gives_no_line_for_it():
    from lanyard.notices.messages import Message

    assert Message.subject == "Something in Lanyard needs you"
