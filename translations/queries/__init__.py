"""Reads: whose language is which, what is left to translate, and how far each text is."""
