"""Bytes to rows: reads the list files that departments really have. No Django here."""
