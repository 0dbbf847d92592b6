"""What happened: vectors of texts, and what is told of one event across languages."""
