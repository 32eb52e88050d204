"""The programme’s screens in the admin: a view fetches, decides nothing and answers."""
