"""Pure decisions on concerns: who hears of one, by when, what may follow what, how long it is kept."""
