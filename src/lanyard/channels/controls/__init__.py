"""What the channels show of the policy's clauses: every control reads all schools in a constant number of queries."""

from lanyard.channels.controls import known, life, people, sealed  # noqa: F401  (each registers its controls)
