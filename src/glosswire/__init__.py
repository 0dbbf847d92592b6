"""A newsroom that anyone can own: the world's non-English news, faithfully in English."""

__version__ = "0.1.0"
