"""Programmes that leave the site, in the formats that other software reads."""
