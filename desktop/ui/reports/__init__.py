"""Reports: what the day looks like from behind the desks."""
