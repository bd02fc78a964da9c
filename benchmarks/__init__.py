"""The budgets, measured: every script runs beside the simplest program that does the same physical work."""
