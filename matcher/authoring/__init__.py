"""Help people write a profile: draft one from a job advert, lint one, measure what each requirement moves.

In: an advert, a profile, or a finished run. Out: a TOML profile, or advice. Start at ``drafting.draft`` and ``lint``.
"""
