"""matcher compares résumés to a role and shows the words behind every point."""

__version__ = "0.1.0"
