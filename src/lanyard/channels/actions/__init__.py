"""What people do in this room, each in one transaction with its audit event and its notices."""
