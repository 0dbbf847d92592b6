"""Join intake, text and translation to the store."""
