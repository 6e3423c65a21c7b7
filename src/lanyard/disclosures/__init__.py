"""What staff declare of their contacts online with children and families, and what was decided on it (COM1-COM4)."""
