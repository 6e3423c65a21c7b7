"""Where Django looks for the tables of this room; they stand in `core`."""

from lanyard.concerns.core import models

__all__ = ["models"]
