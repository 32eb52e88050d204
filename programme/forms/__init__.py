"""What editors fill in: facts, places, releases."""
