"""The settings under which types are checked: those of tests, whose keys and database are made first."""

import tests.environment
from tests.settings import *  # noqa: F403  (that is what settings that build on others are)

__all__ = ["tests"]
