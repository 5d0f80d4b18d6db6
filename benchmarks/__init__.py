"""Measurements of matcher: quality, speed, start-up, time on hostile texts. Results stand in RESULTS.md."""
