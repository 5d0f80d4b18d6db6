"""Read Europass XML: the CV of 2005 to 2020 and that of the platform since.

The first is a ``SkillsPassport``, the second a ``Candidate`` after HR-XML. Both are converted to the parts of JSON
Resume and written out like these.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.structured.resume_writing import write
from matcher.extraction.structured.shown_parts import Shown
from matcher.extraction.xml_parsing import local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read"]

_NAMESPACE: Final = re.compile(
    r"(?!\{)|\{https?://(?:europass\.cedefop\.europa\.eu|www\.europass(?:_eures)?\.eu|www\.hr-xml\.org|"
    r"www\.openapplications\.org)/"
)
"""Elements of other vocabularies are unknown to the programs that print a Europass CV."""

_WRAPPERS: Final = frozenset(
    "SkillsPassport LearnerInfo Identification PersonName ContactInfo Address Contact TelephoneList Telephone "
    "Headline Type Description WorkExperienceList WorkExperience Period Position Employer EducationList Education "
    "Organisation Level Skills Linguistic MotherTongueList MotherTongue ForeignLanguageList ForeignLanguage "
    "Communication Organisational JobRelated Computer Driving Other AchievementList Achievement PrintingPreferences "
    "Document Candidate CandidatePerson CandidateProfile EmploymentHistory EmployerHistory PositionHistory "
    "EmploymentPeriod StartDate EndDate EducationHistory EducationOrganizationAttendance AttendancePeriod "
    "EducationDegree PersonQualifications PersonCompetency Licenses Certifications Certification PublicationHistory "
    "Publication CreativeWorks Projects Project Others Hobbies SocialAndPoliticalActivities NetworksAndMemberships "
    "HonorsAndAwards ConferencesAndSeminars VolunteerWork".split()
)
"""Elements in which fields are looked for; what another one holds may be printed nowhere."""

_REPEATED: Final = frozenset({"Contact", "Email", "Telephone", "URI"})
"""Fields of which there may be several next to one another."""

_STEP: Final = re.compile(r"([A-Za-z]\w{0,40})(?:\[(\d{1,3})\])?")

MOST_STEPS: Final = 2_000_000
"""Most elements times preferences: each preference is looked for in the whole file. Under a second."""


def _all(element: _Element | None, *names: str) -> Iterator[_Element]:
    """Yield the descendants with one of these names, except those inside another one."""
    for child in element if element is not None else ():
        name = local_name(child)
        if not name or _NAMESPACE.match(str(child.tag)) is None:
            continue
        if name in names:
            yield child
        elif name in _WRAPPERS:
            yield from _all(child, *names)


def _first(element: _Element | None, *path: str) -> _Element | None:
    for name in path:
        element = next(_all(element, name), None)
    return element


def _is_repeated(part: _Element) -> bool:
    """Return whether another element of that name stands next to it: programs print the one or the other."""
    parent, name = part.getparent(), local_name(part)
    return parent is not None and any(local_name(child) == name for child in parent if child is not part)


def _text(element: _Element | None, *path: str) -> str:
    """Return the text of the first descendant by that path, which may be HTML."""
    part = _first(element, *path)
    if part is None or (path[-1] not in _REPEATED and _is_repeated(part)):
        return ""
    text = " ".join(" ".join(map(str, part.itertext())).split()) if len(part) else (part.text or "").strip()
    return html.unescape(text) if "&lt;" in text else text


def read(data: bytes) -> DocumentBuilder:
    """Read a Europass CV.

    Raises:
        UnreadableFileError: it is not well-formed, or not a Europass CV.
    """
    root = parse_xml(data)
    shown = Shown()
    _remove_unprinted(root, shown)
    resume = _from_passport(root) if local_name(root) == "SkillsPassport" else _from_candidate(root)
    if not any(resume.values()):
        raise UnreadableFileError("unsupported", "it is XML but not a Europass CV; save the résumé as PDF or DOCX")
    shown.parts = shown.without_markup(resume)
    shown.person = shown.parts.pop("basics")
    return write(shown)


def _remove_unprinted(root: _Element, shown: Shown) -> None:
    """Remove the fields that the file's own preferences do not print, and note their text."""
    preferences = [f for f in _all(root, "Field") if (f.get("show") or "true").strip().lower() != "true"]
    if preferences and len(preferences) * sum(1 for _ in root.iter()) > MOST_STEPS:
        raise UnreadableFileError("too-large", "it has too many printing preferences; save the résumé as PDF")
    for preference in preferences:
        element: _Element | None = root
        for step in _STEP.finditer(preference.get("name") or ""):
            found = _entries(element, step[1]) if element is not None and step[2] else list(_all(element, step[1]))
            number = int(step[2] or 0)
            element = found[number] if number < len(found) else None
        parent = element.getparent() if element is not None else None
        if element is not None and parent is not None:
            shown.reject(" ".join(map(str, element.itertext())), "in a field that the file's preferences do not print")
            parent.remove(element)


def _from_passport(root: _Element) -> dict[str, Any]:
    info = _first(root, "LearnerInfo")
    info = root if info is None else info
    person = _first(info, "Identification")
    name = _first(person, "PersonName")
    contact = _first(person, "ContactInfo")
    skills = _first(info, "Skills")
    return {
        "basics": {
            "name": " ".join(filter(None, [_text(name, "FirstName"), _text(name, "Surname")])),
            "label": _text(info, "Headline", "Description", "Label"),
            "email": _text(contact, "Email"),
            "phone": _text(contact, "Telephone", "Contact"),
            "location": _text(contact, "Address", "Municipality"),
            "summary": _text(info, "Headline", "Description")
            if _text(info, "Headline", "Type", "Code") == "pers"
            else "",
        },
        "work": [
            {
                "position": _text(post, "Position"),
                "name": _text(post, "Employer", "Name"),
                **_period(post),
                "summary": _text(post, "Activities"),
            }
            for post in _entries(info, "WorkExperience")
        ],
        "education": [
            {
                "title": _text(course, "Title"),
                "institution": _text(course, "Organisation", "Name"),
                **_period(course),
                "summary": _text(course, "Activities"),
            }
            for course in _entries(info, "Education")
        ],
        "skills": [
            text
            for kind in ("Computer", "JobRelated", "Organisational", "Communication", "Other")
            if (text := _skill(_first(skills, kind)))
        ],
        "languages": [_text(language, "Description") for language in _all(skills, "MotherTongue", "ForeignLanguage")],
        "projects": [
            {"name": _text(item, "Title"), "summary": _text(item, "Description")}
            for item in _entries(info, "Achievement")
        ],
    }


def _skill(part: _Element | None) -> str:
    """Return a skill's description; its certificates and levels are not used."""
    return _text(part, "Description")


def _entries(info: _Element | None, name: str) -> list[_Element]:
    """Return entries, which are in a list (``WorkExperienceList``), in one another, or alone."""
    entries = []
    for element in _all(info, name):
        inner = [child for child in element if local_name(child) == name]
        entries += inner or [element]
    return entries


def _period(entry: _Element) -> dict[str, Any]:
    period = _first(entry, "Period")
    current = _text(period, "Current").lower() == "true"
    return {"startDate": _date(_first(period, "From")), "endDate": _date(_first(period, "To")), "current": current}


def _date(element: _Element | None) -> str:
    """Return year and month, which are attributes (``month="--03"``) or elements."""
    if element is None:
        return ""
    year = element.get("year") or _text(element, "Year")
    month = (element.get("month") or _text(element, "Month")).strip("-")
    return f"{year}-{month.zfill(2)}" if year and month.isdecimal() else year


def _from_candidate(root: _Element) -> dict[str, Any]:
    person = _first(root, "CandidatePerson")
    profile = _first(root, "CandidateProfile")
    name = _first(person, "PersonName")
    competencies = [
        (_text(item, "TaxonomyID"), _text(item, "CompetencyName") or _text(item, "CompetencyID"))
        for item in _all(profile, "PersonCompetency")
    ]
    return {
        "basics": {
            "name": " ".join(filter(None, [_text(name, "GivenName"), _text(name, "FamilyName")])),
            "email": _text(person, "URI"),
            "summary": _text(profile, "ExecutiveSummary"),
        },
        "work": [
            {
                "position": _text(post, "PositionTitle"),
                "name": _text(employer, "OrganizationName"),
                "startDate": _moment(post, "StartDate"),
                "endDate": _moment(post, "EndDate"),
                "current": _text(post, "CurrentIndicator").lower() == "true",
                "summary": _text(post, "Description"),
            }
            for employer in _all(profile, "EmployerHistory")
            for post in _all(employer, "PositionHistory")
        ],
        "education": [
            {
                "title": _text(course, "DegreeName") or _text(course, "ProgramName"),
                "institution": _text(course, "OrganizationName"),
                "startDate": _moment(course, "StartDate"),
                "endDate": _moment(course, "EndDate"),
                "summary": _text(course, "OccupationalSkillsCovered"),
            }
            for course in _all(profile, "EducationOrganizationAttendance")
        ],
        "skills": [text for taxonomy, text in competencies if taxonomy != "language" and text],
        "languages": [text for taxonomy, text in competencies if taxonomy == "language" and text],
        "certificates": [_text(item, "CertificationName") for item in _all(profile, "Certification")],
        "projects": [
            {"name": _text(item, "Title"), "summary": _text(item, "Description")}
            for item in _all(profile, "Project", "Others")
        ],
    }


def _moment(entry: _Element, name: str) -> str:
    """Return a date as it is written, at most to the month."""
    return _text(entry, name, "FormattedDateTime")[:7] or _text(entry, name)[:7]
