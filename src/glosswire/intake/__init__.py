"""The web, coming in: feeds, pages, and what they state."""
