"""Define the keys of structured résumés and the heading that people write for each."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["HEADINGS", "plain_key"]

HEADINGS: Final = {
    "about": "Summary",
    "achievements": "Achievements",
    "awards": "Awards",
    "certificates": "Certificates",
    "certifications": "Certificates",
    "education": "Education",
    "employment": "Work Experience",
    "experience": "Work Experience",
    "experiences": "Work Experience",
    "interests": "Interests",
    "languages": "Languages",
    "objective": "Objective",
    "personalprojects": "Projects",
    "profile": "Summary",
    "projects": "Projects",
    "publications": "Publications",
    "references": "References",
    "skills": "Skills",
    "summary": "Summary",
    "technicalskills": "Skills",
    "volunteer": "Volunteer Experience",
    "work": "Work Experience",
    "workexperience": "Work Experience",
    "workhistory": "Work Experience",
}
"""Heading that is written for each key; keys are in lower case, without underscores."""


def plain_key(key: str) -> str:
    """Return a key in lower case, without underscores and punctuation.

    >>> plain_key("workExperience"), plain_key("Work_experience")
    ('workexperience', 'workexperience')
    """
    return re.sub(r"[\W_]+", "", key).lower()
