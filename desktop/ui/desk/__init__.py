"""The desk: one field, one verdict."""
