"""Everything that the first run writes by itself; what other rooms keep is written by their own actions."""
