"""The demonstration's towns: invented people in real towns, the same at every start."""
