"""The site: pages from what the store holds."""
