"""Files that come in: read within limits, and compared before anything is written."""
