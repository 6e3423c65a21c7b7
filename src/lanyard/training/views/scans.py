"""Giving out the scan of a signature made on paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lanyard.records import attachments
from lanyard.records.keyring import CannotDecrypt


def download(request: HttpRequest, scan: attachments.Attachment, *, back: str) -> HttpResponse:
    """The file as a download; where it can't be read, the page it was asked for on says why."""
    try:
        return attachments.response(scan, by=request.user)
    except (attachments.FileLost, CannotDecrypt) as problem:
        messages.error(request, str(problem))
        return redirect(back)
