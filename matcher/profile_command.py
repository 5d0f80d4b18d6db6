"""What ``matcher profile check`` and ``matcher profile draft`` do, without the command line around it."""

from __future__ import annotations

from pathlib import Path

from matcher.errors import UnreadableFileError, UsageError
from matcher.profile import load_profile, profile_source, shipped_profiles

__all__ = ["check_profile", "draft_from"]


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


def draft_from(source: str, stdin: bytes = b"", title: str = "") -> str:
    """Draft a profile from a job advert.

    Args:
        source: the advert's file, in any format that résumés are read from, or "-" for ``stdin``.
        stdin: what standard input holds, for "-".
        title: the advert's title; empty to find it in the text.

    Returns:
        The profile's TOML.

    Raises:
        UsageError: there is no such file, or it asks for nothing.
        UnreadableFileError: it cannot be read.
    """
    from matcher.drafting import draft_profile
    from matcher.extraction import read_bytes, read_file
    from matcher.similarity import load_model
    from matcher.skills.taxonomy import load_taxonomy

    path = Path(source)
    if source != "-" and not path.exists():
        raise UsageError(f"no such file: {source}; give an advert's file, or - to read it from standard input")
    if source != "-" and path.is_dir():
        raise UsageError(f"{source} is a folder; a profile is drafted from one advert")
    try:
        document = read_bytes(stdin, "advert") if source == "-" else read_file(path, path.name)
    except UnreadableFileError as error:
        name = "standard input" if source == "-" else source
        raise UnreadableFileError(error.code, f"{name}: {error.message}", review=error.review) from None
    seen = [document.text[b.start : b.end] for b in document.blocks if b.visible]
    return draft_profile("\n".join(seen), load_taxonomy(), load_model(), title=title)
