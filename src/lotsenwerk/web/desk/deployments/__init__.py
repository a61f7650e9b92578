"""What was given: confirmed, paid and billed."""
