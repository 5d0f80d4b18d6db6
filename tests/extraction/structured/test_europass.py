from __future__ import annotations

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.reading import read_bytes

PASSPORT = """<?xml version="1.0"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass"><LearnerInfo>
<Identification><PersonName><FirstName>Ana</FirstName><Surname>Berg</Surname></PersonName></Identification>
<WorkExperienceList>
<WorkExperience><Period><From year="2019" month="--03"/><Current>true</Current></Period>
<Position><Label>Developer</Label></Position><Activities>&lt;p&gt;Built APIs in &lt;b&gt;Go&lt;/b&gt;&lt;/p&gt;</Activities>
<Employer><Name>Acme</Name></Employer></WorkExperience>
<WorkExperience><Period><From year="2016"/><To year="2018" month="--12"/></Period>
<Position><Label>Tester</Label></Position><Employer><Name>Bolt</Name></Employer></WorkExperience>
</WorkExperienceList>
<EducationList><Education><Title>BSc</Title><Organisation><Name>Oslo</Name></Organisation></Education></EducationList>
<Skills><Linguistic><MotherTongueList><MotherTongue><Description><Label>Norwegian</Label></Description></MotherTongue>
</MotherTongueList></Linguistic><Computer><Description>Python, PostgreSQL</Description></Computer></Skills>
</LearnerInfo></SkillsPassport>"""

CANDIDATE = """<?xml version="1.0"?>
<Candidate xmlns="http://www.europass.eu/1.0" xmlns:hr="http://www.hr-xml.org/3" xmlns:oa="http://www.openapplications.org/oagis/9">
<CandidatePerson><PersonName><oa:GivenName>Ana</oa:GivenName><hr:FamilyName>Berg</hr:FamilyName></PersonName></CandidatePerson>
<CandidateProfile><EmploymentHistory><EmployerHistory><hr:OrganizationName>Acme</hr:OrganizationName>
<PositionHistory><PositionTitle>Developer</PositionTitle><EmploymentPeriod><StartDate><hr:FormattedDateTime>2019-03-01</hr:FormattedDateTime>
</StartDate><EndDate><hr:FormattedDateTime>2021-05</hr:FormattedDateTime></EndDate></EmploymentPeriod>
<oa:Description>&lt;p&gt;Built APIs in Go&lt;/p&gt;</oa:Description></PositionHistory></EmployerHistory></EmploymentHistory>
<PersonQualifications><PersonCompetency><CompetencyID>Kafka</CompetencyID><hr:TaxonomyID>digital</hr:TaxonomyID></PersonCompetency>
</PersonQualifications></CandidateProfile></Candidate>"""


def test_the_passport():
    assert read_bytes(PASSPORT.encode(), "cv.xml").text == (
        "Ana Berg\n\nWork Experience\n\nDeveloper, Acme\n2019-03 – Present\nBuilt APIs in Go\n\nTester, Bolt\n2016 – 2018-12\n\n"
        "Education\n\nBSc, Oslo\n\nSkills\n\nPython, PostgreSQL\n\nLanguages\n\nNorwegian"
    )


def test_the_platform():
    assert read_bytes(CANDIDATE.encode(), "cv.xml").text == (
        "Ana Berg\n\nWork Experience\n\nDeveloper, Acme\n2019-03 – 2021-05\nBuilt APIs in Go\n\nSkills\n\nKafka"
    )


@pytest.mark.parametrize(
    ("xml", "code"), [("<SkillsPassport xmlns='x'/>", "empty"), ("<?xml version='1.0'?><SkillsPassport><a>", "corrupt")]
)
def test_xml_that_is_not_europass(xml, code):
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(xml.encode(), "cv.xml")
    assert caught.value.code == code


WORDS = "Python, Django, Flask, Kafka, Redis, MySQL, Docker, Linux, Jenkins"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Built APIs", f"&lt;p style='display:none'&gt;{WORDS}&lt;/p&gt;Built APIs"),
        ("Built APIs", f"<![CDATA[<template>{WORDS}</template>]]>Built APIs"),
        ("Developer</Label>", f"Developer<!-- {WORDS} --></Label>"),
        (
            "<WorkExperienceList>",
            f"<WorkExperienceList><WorkExperience><Activities>{WORDS}</Activities></WorkExperience>",
        ),
        ("<WorkExperienceList>", f"<Extension><WorkExperience><Activities>{WORDS}</Activities></WorkExperience></Extension>"
         "<WorkExperienceList>"),
        ("<WorkExperienceList>", "<WorkExperienceList><q:WorkExperience xmlns:q='urn:europa.eu'>"
         f"<Activities>{WORDS}</Activities></q:WorkExperience>"),
        ("<Activities>", f"<Sector>{WORDS}</Sector><Activities>"),
        ("</LearnerInfo>", f"</LearnerInfo><LearnerInfo><Skills><Computer>{WORDS}</Computer></Skills></LearnerInfo>"),
        ("<Skills>", f"<Skills><x:Computer xmlns:x='urn:x'><Description>{WORDS}</Description></x:Computer>"),
    ],
)  # fmt: skip
def test_what_is_not_printed_is_hidden_text(old, new):
    hide = "<PrintingPreferences><Document><Field name='LearnerInfo.WorkExperience[0]' show='{}'/></Document>"
    hide = (
        hide.format("false" if new.startswith("<WorkExperienceList><WorkExperience>") else "true")
        + "</PrintingPreferences>"
    )
    xml = PASSPORT.replace(old, new, 1).replace("<LearnerInfo>", hide + "<LearnerInfo>", 1)
    document = read_bytes(xml.encode(), "cv.xml")
    visible = [document.text[b.start : b.end] for b in document.blocks if b.visible]
    assert not [text for text in visible if "Django" in text]
    assert [text for text in visible if "Built APIs in Go" in text]


def test_of_two_texts_in_the_place_of_one_none_is_read():
    xml = PASSPORT.replace("<Activities>", f"<Activities>{WORDS}</Activities><Activities>", 1)
    text = read_bytes(xml.encode(), "cv.xml").text
    assert "Django" not in text
    assert "Built APIs" not in text
