"""The door for programs of others: JSON to read, for everybody."""
