"""Render résumés with a known reading order: the plan of a file is also its ground truth."""
