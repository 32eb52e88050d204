"""The registration form: its fields, and its steps."""
