"""Pure decisions of assurance: what a statement is worth on a day, and what lies behind clauses that are not kept."""
