"""Find who a résumé is about and how to reach them: name, title, mail, telephone, place, links.

What is found is shown and nothing else: no point, rank or warning depends on it. The name that skills are kept out of
is that of :mod:`matcher.parsing.person_name`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Final

from matcher.core.resume import Person, Resume
from matcher.parsing.contacts import find_contacts
from matcher.parsing.home_place import find_home_place
from matcher.parsing.name_and_title import find_name_words, find_title

__all__ = ["find_person"]

_HEADER: Final = 1500
"""Characters at the start of a text, before its first section, that may hold contact details. In 198 of the 201 résumés
with a mail address (344 real ones, templates and samples) the first one is within them, in 177 within 300."""

_MOST_CONTACT_SECTIONS: Final = 10
"""Sections of contact details that are read; a résumé has one or two. It bounds the work on a hostile file."""

_CONTACT_HEADING: Final = re.compile(
    r"contact|personal (?:info|detail|data)|reach me|links|kontakt|persönliche|personalien|angaben zur person|coordonn|"
    r"état civil|datos|dados|contat|dati |anagrafic|recapit|informazioni pers|informa[cç](?:ión|ões) (?:pers|pess)|"
    r"gegevens|personalia|bereikbaar|dane|контакт|личн(?:ая|ые)|персональн|анкетные|iletişim|kişisel|联系|联络|聯絡|"
    r"个人信息|个人资料|基本信息|基本资料|基本情况|個人資料|連絡先|個人情報|基本情報",
    re.IGNORECASE,
)


def find_person(resume: Resume, is_technology: Callable[[str], bool] = lambda _: False) -> Person:
    r"""Find who a résumé is about.

    Args:
        resume: the visible document with its sections and positions.
        is_technology: says whether a word is the name of a technology; words that all are one are no name, unless an
            address holds them.

    >>> from matcher.core.document import Document
    >>> text = "Ada Example\nBackend Developer\nada@example.org | +44 20 7946 0018 | London\n"
    >>> person = find_person(Resume(Document("cv.txt", text, (), "text/plain", "", 1), (), ()))
    >>> person.name, person.title, person.emails, person.phones, person.place
    ('Ada Example', 'Backend Developer', ('ada@example.org',), ('+44 20 7946 0018',), 'London')
    """
    text = resume.document.text
    first = next((s for s in resume.sections if s.heading and s.kind in ("experience", "education", "projects")), None)
    header_end = min(_HEADER, len(text) if first is None else first.start)
    zones = [(0, header_end)]
    contact_sections = (s for s in resume.sections if s.heading and _CONTACT_HEADING.search(s.heading))
    zones += [(s.start, min(s.end, s.start + _HEADER)) for s in islice(contact_sections, _MOST_CONTACT_SECTIONS)]
    contacts = find_contacts(resume, zones, is_technology)
    name = find_name_words(resume, contacts, is_technology)
    place = find_home_place(text, zones, [*contacts.mails, *contacts.phones], name)
    return Person(
        name="" if name is None else name.text,
        title=find_title(resume, name, header_end),
        emails=tuple(mail.text for mail in contacts.mails),
        phones=tuple(" ".join(phone.text.split()) for phone in contacts.phones),
        place=" ".join(place.split()),
        links=tuple(link.text for link in contacts.links),
    )
