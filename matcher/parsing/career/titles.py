"""Recognise the words of job titles, and bullet points."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["BULLET", "JOB"]

BULLET: Final = re.compile(r"\s*(?:[•●▪■◆►➢✓*·\uf0b7\uf0a7\uf0d8?o]\s|[-–—]\s|\d{1,2}[.)]\s)")
"""The beginning of a bullet point."""

JOB: Final = re.compile(
    r"(?i:\b(?:developer|engineer|programmer|administrator|admin|architect|analyst|consultant|manager|director|lead|leader|"
    r"intern|internship|specialist|technician|supervisor|assistant|associate|coordinator|scientist|designer|tester|officer|"
    r"teacher|instructor|professor|researcher|fellow|tutor|trainer|clerk|representative|agent|operator|owner|founder|"
    r"president|head|chief|cto|ceo|cio|cfo|vp|dba|sme|master|expert|advisor|adviser|accountant|nurse|driver|cashier|server|"
    r"sergeant|contractor|freelancer|freelance|volunteer|partner|executive|strategist|planner|auditor|buyer|editor|writer|"
    r"entwickler|entwicklerin|ingenieur|leiter|berater|développeur|ingénieur|desarrollador|ingeniero)\b)"
)
"""Words that name a job."""
