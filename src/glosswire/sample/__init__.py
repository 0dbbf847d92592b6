"""The sample press: our own articles in many languages, served as publishers on loopback."""
