"""The command line: everything that works without a window, on the same services as the window."""
