"""Pure functions on text: strings and spans in, records out."""
