"""Measurements of matcher: quality against labels, speed, start-up, time on hostile texts."""
