"""Help people write a profile: draft one from a job advert, check one, measure the influence of each requirement.

In: an advert, a profile, or a finished run. Out: a TOML profile, or advice. Start at ``drafting.draft`` and ``lint``.
"""
