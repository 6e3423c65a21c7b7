"""What every table of the house shares."""

import uuid

from django.db import models


class Entity(models.Model):
    """A row with a random id: nothing can be counted, guessed or seen missing from the ids in addresses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
