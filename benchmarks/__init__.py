"""Measurements of matcher: quality against labels, start-up, speed. Results stand in RESULTS.md."""
