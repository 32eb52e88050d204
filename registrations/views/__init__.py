"""The form, self-service, and the clerk's screens."""
