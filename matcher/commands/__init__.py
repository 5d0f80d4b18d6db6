"""Groups of commands, one module each; :mod:`matcher.cli` puts them together."""
