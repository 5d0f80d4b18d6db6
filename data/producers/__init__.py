"""Render a person's source as a file, one module per producer."""
