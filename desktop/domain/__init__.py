"""What is true without a database, a screen or paper: pure functions on frozen values."""
