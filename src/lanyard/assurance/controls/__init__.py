"""Controls that read rooms above this one, which can't know of assurance. Rooms below bring their own."""
