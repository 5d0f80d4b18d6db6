"""Résumés whose reading order is known, because the plan they are rendered from is also their truth."""
