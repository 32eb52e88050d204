"""Reads: nouns, ready to render, in a constant number of SQL queries."""
