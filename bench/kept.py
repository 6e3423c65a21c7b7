"""Prints what a home folder has of every report that `bench.reporters` made, one line of JSON each."""

from __future__ import annotations

import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.project.settings")


def main() -> None:
    """See the module."""
    django.setup()
    from lanyard.concerns.core.models import Report

    for report in Report.objects.select_related("concern").filter(concern__receipt__isnull=False):
        print(json.dumps({"account": report.account, "receipt": report.concern.receipt, "ref": report.concern.ref}))


if __name__ == "__main__":
    main()
