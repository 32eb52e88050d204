"""Reads of registrations, ready to render."""
