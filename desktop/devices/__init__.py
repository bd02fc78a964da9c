"""What is plugged in: printers, scanners, loudspeakers."""
