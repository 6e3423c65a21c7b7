"""How much a request may bring."""

import io

import pytest

from lanyard.kernel.bodies import LARGEST_BODY


class Unread(io.RawIOBase):
    def readable(self) -> bool:
        return True

    def readinto(self, into) -> int:
        raise AssertionError("Something of it was read.")


@pytest.mark.django_db
def test_what_is_too_large_is_refused_before_it_is_read(client):
    answer = client.generic(
        "POST", "/accounts/login/", b"", content_type="text/plain",
        **{"CONTENT_LENGTH": str(LARGEST_BODY + 1), "wsgi.input": Unread()},
    )  # fmt: skip
    assert answer.status_code == 413
    assert "files are too large" in answer.content.decode()


@pytest.mark.django_db
def test_a_length_that_is_no_number_is_left_to_the_server(client):
    assert client.generic("POST", "/nothing/", b"", **{"CONTENT_LENGTH": "many"}).status_code != 413
