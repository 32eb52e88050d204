"""Writes: verb_noun; check, then one transaction that locks, writes and logs."""
