"""Load requirement profiles and match their phrases.

In: the name of a shipped profile, or a TOML file. Out: a RequirementProfile. Start at ``loading``.
"""
