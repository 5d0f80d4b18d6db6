"""Draft a requirement profile from a job advert.

In: the text of an advert. Out: a TOML profile for a person to edit. Start at ``draft``.
"""
