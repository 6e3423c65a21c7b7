"""Everything that changes a declaration."""
