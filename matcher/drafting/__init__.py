"""From a job advert to a requirement profile that a person edits.

``advert`` cuts the text into sentences and says in which part each stands, ``technologies`` makes requirements of the
names in them, ``competencies`` of the deeds, ``writing`` writes the TOML; ``draft`` joins them.
"""

from matcher.drafting.draft import draft_profile

__all__ = ["draft_profile"]
