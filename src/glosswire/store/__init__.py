"""Everything that is kept, behind one door."""
