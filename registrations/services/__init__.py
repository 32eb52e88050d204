"""Writes of registrations."""
