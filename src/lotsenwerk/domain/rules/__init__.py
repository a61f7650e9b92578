"""The dated rules of the house: what the operator lays over the shipped files, with its history."""
