"""Load requirement profiles and compile their phrases.

In: a TOML file or a name. Out: a RequirementProfile. Start at ``loading``.
"""
