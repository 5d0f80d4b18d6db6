"""Run the page's own calculations in a browser, and compare them with matcher's."""

import json
import random
from importlib.resources import files

import numpy as np
import pytest

from matcher.core.profile import FitBand, Requirement, RequirementProfile
from matcher.scoring.components.registry import ledger_lines
from matcher.scoring.points import UNSUPPORTED_CAP, points_in_cents

SCRIPTS = files("matcher.reporting").joinpath("page", "scripts")


@pytest.fixture(scope="module")
def run(browser, tmp_path_factory):
    """Evaluate an expression in which the functions of some parts of the script are known."""
    empty = tmp_path_factory.mktemp("empty") / "empty.html"
    empty.write_text("<!DOCTYPE html><title>x</title>")
    browser.open(empty)

    def evaluate(parts, expression):
        code = "".join(SCRIPTS.joinpath(f"{part}.js").read_text("utf-8") for part in parts.split())
        return browser.ask(f"(() => {{{code}\nreturn {expression}; }})()")

    return evaluate


SKILLS = [
    ["Go", "language", ["go", "golang"]],
    ["C", "language", ["c"]],
    ["C++", "language", ["c++"]],
    ["Spring", "framework", ["spring"]],
    ["Spring Boot", "framework", ["spring boot", "springboot"]],
    ["Node.js", "framework", ["node.js", "node", "nodejs"]],
    ["PostgreSQL", "database", ["postgresql", "postgres"]],
    ["Objective-C", "language", ["objective-c"]],
]
GO, C, CPP, SPRING, BOOT, NODE, POSTGRES, OBJC = range(8)
NOW = 2026 * 12 + 10
PEOPLE = {
    "ana": ([GO, 3, NOW, 24, POSTGRES, 1, 0, 0], "Ana Gogol", "Backend developer", "Acme Corp", "São Paulo"),
    "ben": ([SPRING, 3, NOW - 60, 24, C, 2, NOW - 5, 3], "Ben C. Carter", "Data engineer", "Go Ahead Bus", "Berlin"),
    "cy": ([BOOT, 2, NOW - 30, 9, NODE, 3, NOW - 30, 9], "Cy Élan", "Sales", "Nodes Ltd", "Leeds"),
    "dee": ([CPP, 3, NOW - 40, 9, GO, 1, 0, 0, OBJC, 1, 0, 0], "Dee", "Spring cleaner", "Boot Hill", "Paris"),
}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "ana ben cy dee"),
        ("go", "ana dee"),  # not Gogol, nor Go Ahead
        ("golang", "ana dee"),
        ("c", "ben"),  # not C++, Objective-C, Cy or Carter
        ("c++", "dee"),
        ("C++ OR c", "ben dee"),
        ("objective-c", "dee"),
        ("spring", "ben"),  # not Spring Boot, nor the spring cleaner
        ("spring boot", "cy"),
        ("“spring boot”", "cy"),
        ('"spring boot', "cy"),  # as it is being typed
        ("spring OR boot", "ben dee"),
        ("node", "cy"),
        ("NODE.JS", "cy"),
        ("go postgres", "ana"),
        ("go AND postgres", "ana"),
        ("go -postgres", "dee"),
        ("go NOT postgres", "dee"),
        ("-go", "ben cy"),
        ("-spring boot", "ana ben dee"),
        ("(go OR c) -postgres", "ben dee"),
        ("go OR (spring berlin)", "ana ben dee"),
        ("go)", "ana dee"),
        ("(go", "ana dee"),
        ("OR", "ana ben cy dee"),
        ("OR OR go", "ana dee"),
        ("go:job", "ana"),
        ("go:listed", "ana dee"),
        ("go:project", "ana"),
        ("spring:job:3y", ""),
        ("spring:job:5y", "ben"),
        ("spring boot:project:3y", "cy"),
        ("spring:3y", ""),
        ("node:3y go", ""),
        ("berlin", "ben"),
        ("sao", "ana"),  # accents fold
        ("SÃO PAULO", "ana"),
        ("élan", "cy"),
        ("gog", "ana"),  # the beginning of a word of three letters or more
        ("ogol", ""),
        ("employer:go", "ben"),
        ("employer:acme", "ana"),
        ("title:engineer", "ben"),
        ('title:"data engineer"', "ben"),
        ('title:"engineer data"', ""),
        ("place:berlin", "ben"),
        ("name:berlin", ""),
        ("file:dee", "dee"),
        ("developer berlin", ""),
        ("unheard-of", ""),
        ("php", ""),
        ("<script>", ""),
        ("( ) - :", "ana ben cy dee"),
    ],
)
def test_queries(run, query, found):
    rows = json.dumps([person[0] for person in PEOPLE.values()])
    texts = json.dumps(
        [dict(zip(("name", "title", "employer", "place"), p[1:], strict=True)) | {"file": k} for k, p in PEOPLE.items()]
    )
    places = run(
        "query",
        f"""(() => {{
            const rows = {rows}, all = {texts};
            const texts = (field, place) =>
              (field ? [field] : FIELDS).map((name) => ` ${{fold(all[place][name])}} `).join("\\n");
            const index = skillIndex({json.dumps(SKILLS)});
            const fits = compileQuery(parseQuery({json.dumps(query)}, index), {{ texts, skills: (p) => rows[p], now: {NOW} }});
            return rows.map((_, place) => place).filter(fits);
        }})()""",
    )
    assert [list(PEOPLE)[place] for place in places] == found.split()


def test_other_weights_give_the_points_that_matcher_computes(run):
    """A thousand random profiles, each with candidates of its own: possible points and ledgers to the hundredth."""
    random.seed(16)
    cases, expected = [], []
    for _ in range(1000):
        count = random.randint(1, 11)
        weights = [
            random.choice([0.0, 1.0, 2.5, 7.0, random.randint(1, 40), random.random() * 9]) for _ in range(count)
        ]
        weights[0] = weights[0] or 1.0
        enough = [random.choice([1.0, 1.4, 2.0, 0.7]) for _ in range(count)]
        tfidf = random.choice([0.0, 10.0, 12.5, 30.0])
        requirements = tuple(
            Requirement(str(n), str(n), weight, "must", enough=enough[n]) for n, weight in enumerate(weights)
        )
        lines = ledger_lines(RequirementProfile("x", "X", "", requirements, tfidf_weight=tfidf))
        candidates = []
        for _ in range(4):
            totals = []
            for _ in lines:
                # Quarters and eighths meet the hundredths halfway; others are as evidence adds up.
                total = random.choice([0.0, random.randint(0, 24) / 8, round(random.random() * 2, 4), random.random()])
                totals.append((total, random.choice([total, 0.0, total / 2])))
            candidates.append(totals)
        cents = points_in_cents(np.array(candidates)[:, :, None, :], lines)[:, :, 0]
        expected.append([[round(line.possible * 100) for line in lines], cents.tolist()])
        shown = [{"necessity": "must", "enough": e} for e in enough] + [{"necessity": "", "enough": 1.0}] * (tfidf > 0)
        cases.append([shown, [*weights, tfidf], round(tfidf * 100), [[n for t in c for n in t] for c in candidates]])
    found = run(
        "points",
        f"""{json.dumps(cases)}.map(([lines, weights, fixed, all]) => {{
            const possible = possibleHundredths(lines, weights, fixed);
            const enough = lines.map((line) => line.enough);
            return [possible, all.map((totals) => linePoints(totals, possible, enough, {round(UNSUPPORTED_CAP * 100)}))];
        }})""",
    )
    assert found == expected


@pytest.mark.parametrize("number", [0.125, 0.375, 2.675, 1.005, 0.005, 17.625, 29.335, 0.615, 1e-9, 99.995, 0.0])
def test_rounding_is_pythons(run, number):
    assert run("points", f"inHundredths({number!r})") == round(round(number, 2) * 100)


def test_equal_scores_share_a_rank_and_are_ordered_by_name(run):
    assert run("points", "rankScores([500, 700, 500, 100], [3, 2, 1, 0])") == {
        "order": [1, 2, 0, 3], "ranks": [2, 1, 2, 4],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("score", "every_must"), [(7000, True), (7000, False), (6999, True), (0, False), (4000, False)]
)
def test_fits(run, score, every_must):
    bands = (FitBand("strong", 70.0, "", True), FitBand("good", 40.0, "", True), FitBand("none", 0.0))
    shown = json.dumps([{"label": b.label, "least": b.least * 100, "every_must": b.every_must} for b in bands])
    expected = RequirementProfile("x", "X", "", (), bands=bands).band_of(score / 100, every_must=every_must)
    assert run("points", f"fitOf({shown}, {score}, {json.dumps(every_must)})") == expected
