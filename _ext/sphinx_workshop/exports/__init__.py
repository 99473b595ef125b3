"""One file = one format, a pure function from the program to bytes."""
