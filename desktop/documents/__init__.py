"""Papers: what is printed, from frozen rows to PDF."""
