"""Define the keys of structured résumés: which parts and fields programs show, and what each may hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

__all__ = [
    "HEADINGS",
    "PERSON",
    "SCHEMA",
    "SINGLE",
    "WRAPPERS",
    "Fields",
    "Kind",
    "is_part",
    "is_skipped",
    "kind_of",
    "plain_key",
]

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
    "selfevaluation": "Summary",
    "skills": "Skills",
    "summary": "Summary",
    "technicalskills": "Skills",
    "volunteer": "Volunteer Experience",
    "work": "Work Experience",
    "workexperience": "Work Experience",
    "workhistory": "Work Experience",
}
"""Heading that is written for each key; keys are in lower case, without underscores."""

Kind = Literal["text", "name", "short", "link", "when", "flag"]
"""What a field may hold: sentences and lists of them, a name or title, a few words, an address, a date, yes or no."""

Fields = Mapping[str, "Kind | Fields"]
"""The fields of an object; some hold objects."""

_JOB: Final[Fields] = {
    "company": "name", "description": "text", "endDate": "when", "highlights": "text", "location": "short",
    "name": "name", "organization": "name", "position": "name", "startDate": "when", "summary": "text", "url": "link",
    "website": "link",
}  # fmt: skip

SCHEMA: Final[Mapping[str, Fields]] = {
    "awards": {"awarder": "name", "date": "when", "summary": "text", "title": "text"},
    "basics": {
        "email": "link", "label": "name",
        "location": {
            "address": "short", "city": "short", "countryCode": "short", "postalCode": "short", "region": "short",
        },
        "name": "text", "phone": "short",
        "profiles": {"network": "short", "url": "link", "username": "link"},
        "summary": "text", "url": "link", "website": "link",
    },
    "certificates": {"date": "when", "issuer": "name", "name": "name", "url": "link"},
    "education": {
        "area": "name", "courses": "text", "endDate": "when", "gpa": "short", "institution": "name", "score": "short",
        "startDate": "when", "studyType": "name", "url": "link",
    },
    "interests": {"keywords": "text", "name": "text", "summary": "text"},
    "languages": {"fluency": "short", "language": "short", "level": "short"},
    "projects": {
        **_JOB, "entity": "name", "keywords": "text", "roles": "short", "type": "short",
    },
    "publications": {
        "name": "text", "publisher": "name", "releaseDate": "when", "summary": "text", "url": "link", "website": "link",
    },
    "references": {"name": "text", "reference": "text"},
    "skills": {"keywords": "text", "level": "short", "name": "text"},
    "volunteer": _JOB,
    "work": _JOB,
}  # fmt: skip
"""The fields of each part of JSON Resume, of its versions 0.0 to 1.2; themes print these and no others."""

SINGLE: Final = frozenset(
    {"area", "awarder", "company", "description", "entity", "institution", "issuer", "label", "language", "name",
     "organization", "position", "publisher", "reference", "studyType", "summary", "title"}
)  # fmt: skip
"""Fields of JSON Resume that hold one text and not a list of them."""

FIELDS: Final[Mapping[str, Kind]] = {
    "address": "short", "city": "short", "countrycode": "short", "postalcode": "short", "region": "short",
    "network": "short", "username": "link", "profiles": "text",
    **{key.lower(): kind for part in SCHEMA.values() for key, kind in part.items() if isinstance(kind, str)},
    **dict.fromkeys(
        ("accomplishments", "achievements", "activities", "awards", "bullets", "certification", "content", "course",
         "coursework", "databases", "department", "details", "duties", "frameworks", "honors",
         "issue", "major", "minor",
         "platforms", "points", "program", "responsibilities", "skill", "skills",
         "skillsused", "specialization", "stack", "tasks", "team", "techstack", "technologies", "text", "thesis",
         "tools", "value", "values", "items", "list", "libraries", "category", "group",
         "field", "programminglanguages", "languages", "subtitle", "about",
         "techs", "technologiesused", "toolsused", "profile"), "text"),
    **dict.fromkeys(
        ("degree", "employer", "institute", "issuedby", "job", "jobtitle", "organisation", "role", "school",
         "university", "title", "fieldofstudy", "headline", "client", "industry"), "name"),
    "name": "text",  # of a skill, too
    **dict.fromkeys(
        ("age", "country", "county", "employmenttype", "family", "first", "firstname", "full", "fullname", "gender",
         "given", "grade", "handle", "kind", "label", "last", "lastname", "middle", "middlename", "mobile",
         "nationality", "number", "place", "postcode", "prefix", "proficiency", "rating", "state", "street",
         "streetaddress", "suffix", "surname", "telephone", "tel", "town", "zip", "zipcode", "years",
         "yearsofexperience", "experience", "birthdate", "dateofbirth", "dob", "timezone", "alias",
         "candidatename"), "short"),
    **dict.fromkeys(
        ("blog", "email", "emails", "github", "gitlab", "href", "homepage", "link", "linkedin", "portfolio",
         "repository", "repo", "twitter", "uri", "mail", "emailaddress", "links", "website", "urls"), "link"),
    **dict.fromkeys(
        ("date", "dates", "datefrom", "dateto", "day", "duration", "end", "enddate", "from", "graduation",
         "graduationdate", "graduationyear", "month", "period", "start", "to", "year", "since", "until", "issued",
         "expires", "timeframe", "timeperiod", "daterange"), "when"),
    **dict.fromkeys(("current", "iscurrent", "present", "ongoing", "remote", "isremote"), "flag"),
}  # fmt: skip
"""The fields of other objects, by plain key: what parsers and people call them."""

PERSON: Final = frozenset({"basicinfo", "basics", "contact", "contactinfo", "personal", "personalinfo"})
"""Plain keys of the object with the person's name and addresses."""

WRAPPERS: Final = frozenset({"additional", "additionalinformation", "additionalinfo", "sections"})
"""Keys of objects whose keys are parts themselves."""

SKIPPED: Final = frozenset(
    {"meta", "metadata", "image", "picture", "photo", "id", "uuid", "schemaversion", "isfaker", "hidden", "invisible",
     "internal"}
)  # fmt: skip
"""Keys that every program knows and none prints."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_QUALIFIERS: Final = frozenset(
    "academic additional and core career computer course education experience hard honors it industry key language "
    "main open other personal professional programming project relevant selected side skill soft software source "
    "technical technology top training volunteer volunteering work working".split()
)
_PARTS: Final = frozenset(
    "about achievements activities awards background career certificates certifications competencies contributions "
    "courses education employment experience experiences expertise history honors interests job jobs knowledge "
    "languages objective positions profile projects publications qualifications references research skills strengths "
    "summary technologies tools training trainings volunteering work".split()
)


def plain_key(key: str) -> str:
    """Return a key in lower case, without underscores and punctuation.

    >>> plain_key("workExperience"), plain_key("Work_experience")
    ('workexperience', 'workexperience')
    """
    return re.sub(r"[\W_]+", "", key).lower()


def is_skipped(key: str) -> bool:
    """Return whether no program prints what is under a key.

    >>> is_skipped("$schema"), is_skipped("x-notes"), is_skipped("work")
    (True, True, False)
    """
    # "x-" marks a program's own keys, in JSON as in e-mail and HTTP; "#", "//" and "_" what is commented out.
    return not key[:1].isalnum() or key.lower().startswith("x-") or plain_key(key) in SKIPPED


def kind_of(key: str) -> Kind | None:
    """Return what a field outside JSON Resume may hold; None when the field is unknown.

    >>> kind_of("start_date"), kind_of("techStack"), kind_of("atsKeywords")
    ('when', 'text', None)
    """
    return FIELDS.get(plain_key(key))


def is_part(key: str) -> bool:
    """Return whether a key names a part of a résumé, in the words that people use for it.

    >>> is_part("work"), is_part("sideProjects"), is_part("technical_skills"), is_part("atsSkills")
    (True, True, True, False)
    """
    *before, last = [word.lower() for word in _WORD.findall(key)[:6]] or [""]
    return plain_key(key) in HEADINGS or (
        last in _PARTS and _QUALIFIERS.issuperset(word for word in before if word not in _PARTS)
    )
