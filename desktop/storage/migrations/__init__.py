"""Alembic's scripts. Each migration is self-contained: it never imports the models."""
