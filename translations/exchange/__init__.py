"""Translations as files for other tools: PO, XLIFF 1.2 and TMX."""
