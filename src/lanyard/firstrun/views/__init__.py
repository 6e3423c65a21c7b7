"""Pages of the first run, one module for each step."""
