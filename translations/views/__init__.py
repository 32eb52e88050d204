"""Screens of the translators and of those who send them work."""
