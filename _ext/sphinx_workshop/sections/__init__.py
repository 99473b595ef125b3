"""One file = one kind of thing: its record type and what its directive shows."""
