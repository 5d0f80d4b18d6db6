"""Measure matcher: quality, speed, start-up, time on hostile texts. RESULTS.md has the results."""
