"""Files for and of other tools, read within limits and compared before anything is written."""
