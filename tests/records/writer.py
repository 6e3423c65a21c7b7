"""One of several processes that write to the same audit trail at the same time: `python -m tests.records.writer 25`."""

import sys

import django
from django.db import transaction

if __name__ == "__main__":
    django.setup()
    from lanyard.records.audit import record

    for _ in range(int(sys.argv[1])):
        with transaction.atomic():
            record("chain:grow", by="system:writer", about=None)
