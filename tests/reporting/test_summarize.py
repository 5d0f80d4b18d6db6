import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.ledger import Assessment, Change, Contribution, Evidence, TermShare
from matcher.core.profile import FitBand, Requirement, RequirementProfile
from matcher.core.ranking import RankedCandidate
from matcher.core.resume import Month
from matcher.core.skills import JobMentions, Mention, ResumeSkill
from matcher.ranking.ranking import Ranking
from matcher.reporting.summarize import summarize, summarize_assessment
from matcher.reporting.wording import KIND_LABELS, implication, skill_details

PROFILE = RequirementProfile("x", "X", "", ())


def exact(values):
    return sum((Decimal(str(value)) for value in values), Decimal(0))


def test_the_contract_of_ranking_json(summary):
    assert summary["schema"] == 1
    assert summary["as_of"] == "2026-11-23"
    assert {"profile", "candidates", "needs_review", "duplicates", "failures"} <= summary.keys()
    candidate = summary["candidates"][0]
    assert {"rank", "rank_best", "rank_worst", "document", "sha256", "score"} <= candidate.keys()
    contribution = candidate["contributions"][0]
    assert {"requirement", "component", "points", "possible", "status", "evidence"} <= contribution.keys()
    assert contribution["evidence"][0].keys() >= {
        "skill", "surface_form", "start", "end", "page", "section", "quote",
    }  # fmt: skip
    skill = next(s for s in candidate["skills"] if s["name"] == "Java")
    assert (skill["kind"], skill["months"], skill["last_used"]) == ("language", 44, "2019-01")
    assert skill["mentions_at_work"] == 1
    assert skill["mentions"][0].keys() >= {"surface_form", "start", "end", "page", "section", "assertion"}
    assert all(set(f) >= {"document", "reason"} for f in summary["needs_review"] + summary["failures"])


def test_the_summary_is_plain_data(summary):
    assert json.loads(json.dumps(summary)) == summary


def test_every_file_is_accounted_for(summary):
    parts = [summary[key] for key in ("candidates", "needs_review", "duplicates", "failures")]
    assert list(summary["counts"].values()) == [len(part) for part in parts]
    assert sum(summary["counts"].values()) == 16


def test_ledgers_add_up_to_the_scores(ranking, summary):
    for candidate, given_in in zip(summary["candidates"], ranking.candidates, strict=True):
        assert exact(c["points"] for c in candidate["contributions"]) == Decimal(str(candidate["score"]))
        assert candidate["score"] == given_in.assessment.score


@given(st.lists(st.integers(0, 5000), max_size=40))
def test_any_ledger_adds_up(cents):
    lines = tuple(Contribution(str(i), "", "keyword", c / 100, 50.0, "met") for i, c in enumerate(cents))
    candidate = summarize_assessment(Assessment("a", "", lines), PROFILE)
    assert exact(c["points"] for c in candidate["contributions"]) == Decimal(str(candidate["score"]))
    assert Decimal(str(candidate["score"])) == Decimal(sum(cents)) / 100


@given(st.lists(st.floats(0, 2), min_size=1, max_size=20))
def test_terms_add_up_to_their_line(shares):
    points = round(sum(shares), 2)
    terms = tuple(TermShare(f"t{i}", share, 2.0) for i, share in enumerate(shares))
    line = Contribution("tfidf", "", "tfidf", points, 2.0 * len(shares), "met", terms=terms)
    shown = summarize_assessment(Assessment("a", "", (line,)), PROFILE)["contributions"][0]
    assert exact(t["points"] for t in shown["terms"]) == Decimal(str(shown["points"]))
    assert exact(t["possible"] for t in shown["terms"]) == Decimal(str(shown["possible"]))


@pytest.mark.parametrize(
    ("surface_form", "quote", "marked"),
    [
        ("Go", "Good at Go", "Go"),
        ("Go", "Go-getter who wrote Go services", "Go"),
        ("C", "C and C++", "C"),
        ("C++", "C and C++ for years", "C++"),
        (".NET", "on ASP.NET and .NET", ".NET"),
        ("Visual\n   Basic", "wrote Visual Basic", "Visual Basic"),
        ("shop", "ran webshops", "shop"),
        ("Java", "no such word", None),
        ("", "anything", None),
        ("a.b", "aXb", None),
    ],
)
def test_mark(surface_form, quote, marked):
    evidence = Evidence(surface_form, 0, 1, 1, "other", quote)
    line = Contribution("r", "", "keyword", 1.0, 1.0, "met", (evidence,))
    mark = summarize_assessment(Assessment("a", "", (line,)), PROFILE)["contributions"][0]["evidence"][0]["mark"]
    assert (quote[slice(*mark)] if mark else None) == marked


def mention(assertion="claimed", position=None, visible=True):
    return Mention("s", "S", 0, 1, position=position, assertion=assertion, visible=visible)


@pytest.mark.parametrize(
    ("mentions", "months", "implied_by", "standing"),
    [
        ([mention(position=0)], 12, "", "dated"),
        ([mention()], 0, "", "named"),
        ([mention(position=0)], 0, "", "named"),  # in dated education
        ([mention("negated"), mention()], 0, "", "named"),
        ([], 0, "django", "implied"),
        ([mention("aspired")], 0, "django", "implied"),
        ([mention("aspired")], 0, "", "aspired"),
        ([mention("negated", position=0)], 0, "", "negated"),
        ([mention("negated"), mention("aspired")], 0, "", "aspired"),
        ([mention(visible=False)], 0, "", "invisible"),
        ([mention("negated"), mention(visible=False)], 0, "", "negated"),
    ],
)
def test_standing(mentions, months, implied_by, standing):
    skill = ResumeSkill("s", "S", "language", months, None, False, tuple(mentions), implied_by)
    shown = summarize_assessment(Assessment("a", "", (), (skill,)), PROFILE)["skills"][0]
    assert shown["standing"] == standing


def test_implied_by_is_a_name():
    django = ResumeSkill("django", "Django", "framework", 12, Month(2024, 1), False, (mention(),))
    python = ResumeSkill("python", "Python", "language", 0, None, False, (), "django")
    skills = summarize_assessment(Assessment("a", "", (), (django, python)), PROFILE)["skills"]
    assert [s["implied_by"] for s in skills] == ["", "Django"]


def test_the_details_of_a_skill():
    through = Mention("django", "Django", 5, 11, page=2, section="experience", setting="dated work")
    listed = Mention(
        "s", "S", 0, 1, level="basic", level_words="basic", years=2.5, years_words="2.5 years", remark="taught"
    )
    project = Mention("s", "S", 9, 10, setting="project")
    skills = [
        ResumeSkill("s", "S", "language", 0, None, False, (listed,)),
        ResumeSkill("s", "S", "language", 0, None, False, (listed, project)),
        ResumeSkill("s", "S", "language", 13, Month(2024, 1), False, (through,), jobs=(JobMentions(0, 1),)),
        ResumeSkill("s", "S", "language", 13, Month(2024, 1), False, (), "django", through, jobs=(JobMentions(0, 2),)),
    ]
    found = summarize_assessment(Assessment("a", "", (), tuple(skills)), PROFILE)["skills"]
    assert [skill_details(s, short=True) for s in found] == [
        ["says basic", "says 2.5 years", "taught to others"],
        ["in a project", "says basic", "says 2.5 years", "taught to others"],
        ["in jobs spanning 1 y 1 m (1 mention)", "to Jan 2024"],
        ["in jobs spanning 1 y 1 m (2 mentions)", "to Jan 2024"],
    ]
    assert [s["shown"] for s in found] == ["listed", "demonstrated", "demonstrated", ""]
    assert [s["settings"] for s in found] == [["list"], ["project", "list"], ["dated work"], []]
    assert [implication(s) for s in found][2:] == ["", "by django, page 2, experience"]
    assert found[3]["implied_through"]["start"] == 5
    mention = found[0]["mentions"][0]
    assert (mention["level_words"], mention["years_words"], mention["remark"]) == ("basic", "2.5 years", "taught")


def test_shared_ranks_are_marked(ranking):
    first, second = ranking.candidates[:2]
    tied = replace(ranking, candidates=(first, replace(second, rank=1), *ranking.candidates[2:]))
    assert [c["tied"] for c in summarize(tied)["candidates"][:3]] == [True, True, False]


def test_must_haves_without_a_point_are_named(summary):
    by_name = {c["document"]: c for c in summary["candidates"]}
    assert by_name["ines-falk.pdf"]["missing_musts"] == []
    assert by_name["team/yusuf-demir.json"]["missing_musts"] == [
        "Web frameworks",
        "Server operations and business logic",
    ]
    assert (by_name["greta-holm.pdf"]["musts_met"], by_name["greta-holm.pdf"]["musts"]) == (0, 4)


def test_lines_follow_the_profile_and_have_distinct_keys(ranking):
    lines = (
        Contribution("databases", "By words", "tfidf", 1.0, 2.0, "met"),
        Contribution("databases", "Databases", "keyword", 1.0, 14.0, "met"),
        Contribution("languages", "Languages", "keyword", 1.0, 16.0, "met"),
    )
    run = Ranking(ranking.profile, "2026-11-23", (RankedCandidate(1, 1, 1, Assessment("a", "", lines)),))
    assert [(line["key"], line["possible"]) for line in summarize(run)["lines"]] == [
        ("languages", 16.0),
        ("databases", 14.0),
        ("databases_tfidf", 2.0),
    ]


def test_an_empty_run():
    summary = summarize(Ranking(PROFILE, "2026-11-23", ()))
    assert (summary["candidates"], summary["lines"]) == ([], [])


def test_every_kind_of_the_taxonomy_has_a_heading():
    taxonomy = pytest.importorskip("matcher.skills.taxonomy")
    assert tuple(KIND_LABELS) == taxonomy.KINDS


def test_a_lift_names_the_candidate_to_pass():
    must = Requirement("a", "A", 1.0, "must")
    bands = (FitBand("good", 60.0, every_must=True), FitBand("some", 0.0))
    profile = RequirementProfile("x", "X", "", (must,), bands=bands)
    change = Change("Go in two years of dated work", "go", ("a",), 12.5)

    def ranked(name, rank, points, **lifts):
        line = Contribution("a", "A", "keyword", points, 100.0, "met" if points else "not found")
        return RankedCandidate(rank, rank, rank, Assessment(name, "", (line,), changes=(change,)), rank, **lifts)

    both = {"past_next": (change,), "next_band": (change,)}
    ranking = Ranking(
        profile, "2026-11-23",
        (ranked("a", 1, 61.0), ranked("b", 2, 50.0, **both), ranked("c", 2, 50.0, **both), ranked("d", 4, 0.0, **both)),
    )  # fmt: skip
    first, *tail = summarize(ranking)["candidates"]
    assert (first["fit"], first["past_next"], first["next_band"]) == ("good", None, None)
    assert [(c["past_next"]["past"], c["past_next"]["needed"]) for c in tail] == [("a", 11.0), ("a", 11.0), ("c", 50.0)]
    assert [c["next_band"] and c["next_band"]["past"] for c in tail] == ["good", "good", None]
    assert tail[0]["past_next"]["changes"] == tail[0]["changes"]
    assert tail[0]["changes"][0] == {"change": change.label, "skill": "go", "requirements": ["a"], "gain": 12.5}
