"""What a pool promises those who ask it, from which day on."""
