"""Precedence and places: everybody in order and why, who stands where on stage, who sits where in the hall."""
