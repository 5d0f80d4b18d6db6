"""Groups of commands, one module each; :mod:`matcher.cli.main` puts them together."""
