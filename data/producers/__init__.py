"""Turns a person's source into a file, one module a producer."""
