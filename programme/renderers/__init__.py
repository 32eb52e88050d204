"""What speakers are told by mail."""
