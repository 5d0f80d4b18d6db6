"""What ``matcher profile check`` and ``matcher profile draft`` do, without the command line around it."""

from __future__ import annotations

from pathlib import Path

from matcher.profile import load_profile, profile_source, shipped_profiles

__all__ = ["check_profile"]


def check_profile(name: str, run: Path | None = None) -> list[str]:
    """Check one profile.

    Args:
        name: a shipped profile's name, or a file.
        run: a folder that ``matcher rank`` wrote into with this profile, for what only a run can tell.

    Returns:
        Lines to print: that it is sound, then the advice.

    Raises:
        UsageError: there is no such profile, or no run.
        ProfileError: the profile has faults; all are named.

    >>> check_profile("data-engineer")
    ['data-engineer: sound; 9 requirements']
    """
    from matcher.profile_influence import influence_advice, read_run
    from matcher.profile_lint import lint_profile
    from matcher.similarity import load_model
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    profile = load_profile(name, taxonomy)
    file = f"{name}.toml" if name in shipped_profiles() else name
    text = profile_source(name)
    advice = lint_profile(profile, file, text, taxonomy, load_model().terms_of)
    if run is not None:
        advice += influence_advice(profile, file, text, read_run(run))
    pieces = f"; {len(advice)} piece{'s' if len(advice) > 1 else ''} of advice" if advice else ""
    return [f"{name}: sound; {len(profile.requirements)} requirements{pieces}", *(f"  {a}" for a in advice)]
