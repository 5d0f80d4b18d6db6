from __future__ import annotations

import hashlib
import json
import math
import pickle
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.core.errors import ModelError, UsageError
from matcher.scoring.tfidf_match import LEAST_SHARED_IDF, ProfileText, SentenceMatcher, TextMatch
from matcher.scoring.tfidf_model import FORMAT, META, PAYLOAD, TfidfModel, load_model, words

SHIPPED = Path(__file__).parents[2] / "models" / "tfidf-reference"
ROLE = """The developer writes server-side code in Python, Java or PHP with frameworks such as Django or Spring, designs
MySQL and PostgreSQL databases, and builds REST APIs and web services. SQL queries, caching, integration and unit tests
are daily work; the web application runs on Linux."""


@pytest.fixture(scope="module")
def model() -> TfidfModel:
    return load_model()


@pytest.fixture(scope="module")
def role(model: TfidfModel) -> ProfileText:
    return ProfileText(model, ROLE)


def small_model(groups: bool = False) -> TfidfModel:
    """Eight documents: four of developers, four of cooks."""
    return TfidfModel(
        documents=8,
        terms=("code", "java", "kitchen", "work"),
        document_frequency=np.array([4, 2, 4, 8]),
        forms={"codes": 0, "kitchens": 2},
        group_documents=np.array([4, 4] if groups else [8]),
        group_frequency=np.array([[4, 0], [2, 0], [0, 4], [4, 4]] if groups else [[4], [2], [4], [8]]),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C/C++, C# and F#.", ["C", "C++", "C#", "and", "F#"]),
        (".NET (ASP.NET, VB.NET)", [".NET", "ASP.NET", "VB.NET"]),
        ("C#/.NET", ["C#", ".NET"]),
        ("behance.network and lacnic.net", ["behance", "network", "and", "lacnic", "net"]),
        ("Node.js. Vue.js, D3.js", ["Node.js", "Vue.js", "D3.js"]),
        ("pl/sql and/or T-SQL", ["pl/sql", "and", "or", "T-SQL"]),
        ("CI/CD over TCP/IP", ["CI/CD", "over", "TCP/IP"]),
        ("R&D in R", ["R&D", "in", "R"]),
        ("Oracle 11g, Java8, HTML5", ["Oracle", "Java8", "HTML5"]),
        ("(555) 010-2000, 62298, 2019", []),
        ("me.too@host.example https://host.example/java?x=1 www.host.example/sql end", ["end"]),
        ("snake_case __main__", ["snake", "case", "main"]),
        ("conﬁgure naïve", ["configure", "naïve"]),  # a ligature, as PDFs have them
        ("c++11 c+ c#7", ["c++", "c", "c#"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Code codes CODE", ["code", "code", "code"]),
        ("kitchens kitchen's", ["kitchen", "kitchen"]),
        ("javas decode", []),
    ],
)
def test_forms_count_as_their_term(text: str, expected: list[str]) -> None:
    assert small_model().terms_of(text) == expected


@pytest.mark.parametrize(
    ("british", "american"),
    [("optimised", "optimized"), ("authorisation", "authorization"), ("organising", "organizing")],
)
def test_british_spelling_is_the_same_word(model: TfidfModel, british: str, american: str) -> None:
    assert model.find(american) is not None
    assert model.find(british) == model.find(american)


@pytest.mark.parametrize("word", ["precise", "exercise", "enterprise", "software", "rise"])
def test_words_in_ise_that_are_no_british_spelling_stay(model: TfidfModel, word: str) -> None:
    found = model.find(word)
    assert found is None or model.terms[found] in {word}


def test_without_groups_the_weights_are_tfidf_as_scikit_learn_has_it() -> None:
    from sklearn.feature_extraction.text import TfidfTransformer

    model = small_model()
    documents = np.array([[1, 1, 0, 1]] * 2 + [[1, 0, 0, 1]] * 2 + [[0, 0, 1, 1]] * 4)
    reference = TfidfTransformer(sublinear_tf=True, norm="l1").fit(documents)
    expected = reference.transform(np.array([[3, 1, 0, 1]])).toarray()[0]
    role = ProfileText(model, "code java code work code")
    assert [role.weights.get(term, 0.0) for term in model.terms] == pytest.approx(list(expected))


def test_lift_takes_the_weight_from_words_that_everybody_uses() -> None:
    role = ProfileText(small_model(groups=True), "java code work")
    assert set(role.weights) == {"java", "code"}
    # Lift of code: 4 of 4 developers less 0 of 4 cooks; of java: 2 of 4 less 0 of 4.
    idf = {"java": math.log(9 / 3) + 1, "code": math.log(9 / 5) + 1}
    assert role.weights["java"] / role.weights["code"] == pytest.approx(0.5 * idf["java"] / idf["code"])
    assert set(ProfileText(small_model(groups=True), "kitchen work").weights) == {"kitchen"}


def test_text_that_no_group_is_nearer_to_falls_back_to_plain_tfidf() -> None:
    assert set(ProfileText(small_model(groups=True), "work").weights) == {"work"}


def test_weights_sum_to_one_and_the_trade_s_words_lead(role: ProfileText) -> None:
    assert math.fsum(role.weights.values()) == pytest.approx(1.0, abs=1e-12)
    leading = sorted(role.weights, key=lambda term: -role.weights[term])[:12]
    assert {"python", "java", "php", "mysql", "web"} <= set(leading)
    assert not {"such", "the", "daily", "work"} & set(leading)


def test_unknown_words_carry_no_weight_and_are_named(model: TfidfModel) -> None:
    role = ProfileText(model, "Java developer in Springfield, Illinois, reporting to Ms Garcia")
    assert {"springfield", "illinois", "garcia"} <= set(role.unknown)
    assert not {"springfield", "illinois", "garcia"} & set(role.weights)


def test_a_role_s_own_text_covers_it_whole(role: ProfileText) -> None:
    match = role.compare(ROLE)
    assert match.share == pytest.approx(1.0, abs=1e-12)
    assert match.share <= 1.0


@pytest.mark.parametrize("text", ["", "Nurse on a ward; played the violin.", "2019 – 2021 !!!"])
def test_unrelated_text_earns_nothing(role: ProfileText, text: str) -> None:
    assert role.compare(text).share == 0.0


def test_order_by_fit(role: ProfileText) -> None:
    texts = [
        "Python and Django developer: REST APIs, PostgreSQL database, SQL queries, Linux, web application code",
        "Front-end developer: HTML, CSS, web pages and code in JavaScript",
        "Network technician: routers, switches, cabling on Linux",
        "Nurse on a ward",
    ]
    shares = [role.compare(text).share for text in texts]
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) == len(shares)


def test_terms_are_ordered_and_name_what_is_missing(role: ProfileText) -> None:
    match = role.compare("Java code in Java")
    assert {term for term, earned, _ in match.terms if earned > 0} == {"java", "code"}
    assert [t[1] for t in match.terms] == sorted((t[1] for t in match.terms), reverse=True)
    assert {term for term, _, _ in match.terms} == set(role.weights)


@pytest.mark.parametrize("full_coverage", [0.0, -1.0, 1.5])
def test_full_coverage_must_be_a_share(model: TfidfModel, full_coverage: float) -> None:
    with pytest.raises(ValueError, match="full_coverage"):
        ProfileText(model, ROLE, full_coverage=full_coverage)


@pytest.mark.parametrize("text", ["", "zzyzx qwrt", "2019"])
def test_role_without_a_known_word_is_refused(model: TfidfModel, text: str) -> None:
    with pytest.raises(UsageError, match="no word of the role's text"):
        ProfileText(model, text)


word = st.sampled_from([*words(ROLE), "nurse", "violin", "C++", "kitchen", "2019", "·", "\n"])
texts = st.lists(word, max_size=60).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(before=texts, added=texts)
def test_added_text_never_lowers(before: str, added: str) -> None:
    role = ROLES[0]
    assert role.compare(f"{before} {added}").share >= role.compare(before).share - 1e-12


@settings(deadline=None, max_examples=60)
@given(text=texts, repeated=word)
def test_repetition_adds_next_to_nothing(text: str, repeated: str) -> None:
    role = ROLES[0]
    once = role.compare(f"{text} {repeated}").share
    assert role.compare(f"{text} {repeated}" + f" {repeated}" * 100).share - once < 0.05
    assert role.compare(f"{text} {repeated} " * 100).share - once < 0.05


@settings(deadline=None, max_examples=60)
@given(text=texts)
def test_decomposition_sums_to_the_share(text: str) -> None:
    match = ROLES[0].compare(text)
    assert match.share == pytest.approx(math.fsum(earned for _, earned, _ in match.terms), abs=1e-12)
    assert 0.0 <= match.share <= 1.0
    assert all(0.0 <= earned <= possible + 1e-12 <= 1 + 2e-12 for _, earned, possible in match.terms)


@settings(deadline=None, max_examples=30)
@given(text=texts)
def test_only_which_words_and_how_often_matters(text: str) -> None:
    shuffled = " ".join(sorted(text.split()))
    assert ROLES[0].compare(shuffled.upper()) == ROLES[0].compare(text)


ROLES = [ProfileText(load_model(), ROLE)]


def test_share_is_the_sum() -> None:
    assert TextMatch((("a", 0.5, 0.5), ("b", 0.25, 0.5))).share == 0.75
    assert TextMatch(()).share == 0.0


def test_sentences_by_cosine(model: TfidfModel) -> None:
    descriptions = ["Encrypts sensitive data and secures connections", "Caching and short response times"]
    sentences = [
        "Secured connections and encrypted sensitive data",
        "Cut response time with caching",
        "Sang in a choir",
    ]
    table = SentenceMatcher(model, descriptions).similarities(sentences)
    assert table.shape == (3, 2)
    assert table.argmax(axis=1).tolist()[:2] == [0, 1]
    assert table[2].tolist() == [0.0, 0.0]
    idf = dict(zip(model.terms, model.idf, strict=True))
    one, two = (Counter(model.terms_of(t)) for t in (sentences[1], descriptions[1]))
    dot = sum((1 + math.log(one[t])) * (1 + math.log(two[t])) * idf[t] ** 2 for t in one & two)
    norms = [math.sqrt(sum(((1 + math.log(n)) * idf[t]) ** 2 for t, n in c.items())) for c in (one, two)]
    assert table[1, 1] == pytest.approx(dot / norms[0] / norms[1])


@settings(deadline=None, max_examples=60)
@given(sentences=st.lists(texts, max_size=8))
def test_sentences_have_the_numbers_of_scikit_learn(sentences: list[str]) -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    model, descriptions = ROLES[0].model, ["Writes SQL queries", "Caching in Python, in Java", "zzyzx"]
    vectorizer = TfidfVectorizer(
        analyzer=model.terms_of, vocabulary={term: i for i, term in enumerate(model.terms)}, sublinear_tf=True
    )
    vectorizer.idf_ = model.idf
    expected = (vectorizer.transform(["", *sentences]) @ vectorizer.transform(descriptions).T).toarray()[1:]
    for row, sentence in zip(expected, sentences, strict=True):
        for n, description in enumerate(descriptions):
            shared = set(model.indices_of(sentence)) & set(model.indices_of(description))
            if sum(sorted(model.idf[list(shared)])[-2:]) < LEAST_SHARED_IDF:
                row[n] = 0.0
    assert SentenceMatcher(model, descriptions).similarities(sentences) == pytest.approx(expected, abs=1e-14)


@pytest.mark.parametrize(
    ("sentence", "like"),
    [
        ("Built application logic in Python", True),
        ("Designed and implemented a web application on a server", False),  # words of every trade alone
        ("Implemented, implemented, implemented web applications", False),  # one word is not two
        ("Deployed to a Web Logic application server", False),  # a product's name, taken apart
    ],
)
def test_common_words_make_no_sentence_similar(model: TfidfModel, sentence: str, like: bool) -> None:
    matcher = SentenceMatcher(model, ["Built and implemented business logic on the server of web applications."])
    assert (matcher.similarities([sentence])[0, 0] >= 0.3) == like


def test_no_more_words_are_remembered_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.scoring.tfidf_model.MOST_WORDS", 3)
    model = small_model()
    assert [model.find(w) for w in "Code CODES kitchen's Java java WORK codes".split()] == [0, 0, None, 1, 1, 3, 0]
    assert 0 < len(model._index_by_word) <= 3


def test_a_description_is_like_itself_and_nothing_like_an_empty_one(model: TfidfModel) -> None:
    matcher = SentenceMatcher(model, ["Writes SQL queries", "zzyzx"])
    assert matcher.similarities(["SQL: writes queries"]).tolist() == [[pytest.approx(1.0), 0.0]]
    assert matcher.similarities([]).shape == (0, 2)


def test_both_can_be_pickled(role: ProfileText, model: TfidfModel) -> None:
    again = pickle.loads(pickle.dumps(role))  # noqa: S301 (our own bytes)
    assert again.compare(ROLE) == role.compare(ROLE)
    matcher = SentenceMatcher(model, ["SQL queries"])
    assert pickle.loads(pickle.dumps(matcher)).similarities(["queries"]) == matcher.similarities(["queries"])  # noqa: S301


def test_importing_is_cheap() -> None:
    code = "import sys, matcher.scoring.tfidf_match; print(sorted({'sklearn', 'scipy', 'numpy', 'pandas'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_version_depends_on_the_contents(model: TfidfModel) -> None:
    assert model.version == hashlib.sha256((SHIPPED / PAYLOAD).read_bytes()).hexdigest()[:12]


def damage(folder: Path, case: str) -> None:
    meta, payload = folder / META, folder / PAYLOAD
    described = json.loads(meta.read_text())
    if case == "no folder":
        shutil.rmtree(folder)
    elif case == "no table":
        payload.unlink()
    elif case == "not JSON":
        meta.write_text("{")
    elif case == "a list":
        meta.write_text("[]")
    elif case == "not UTF-8":
        meta.write_bytes(b"\xff\xfe\x00")
    elif case == "another kind":
        meta.write_text(json.dumps({**described, "kind": "spam-filter"}))
    elif case == "newer":
        meta.write_text(json.dumps({**described, "format": FORMAT + 1}))
    elif case == "other words":
        meta.write_text(json.dumps({**described, "word_pattern": r"\w+"}))
    elif case == "cut off":
        payload.write_bytes(payload.read_bytes()[:5000])
    else:
        changed = {
            "no sizes": b"term\tother forms\tdocuments\n",
            "no terms": b"term\tother forms\tdocuments\n\t\t8\n",
            "columns": b"term\tother forms\tdocuments\n\t\t8\nsql\t\n",
            "no number": b"term\tother forms\tdocuments\n\t\t8\nsql\t\tmany\n",
            "too many": b"term\tother forms\tdocuments\n\t\t8\nsql\t\t9\n",
            "negative": b"term\tother forms\tdocuments\n\t\t8\nsql\t\t-1\n",
            "pickle": pickle.dumps({"sql": 3}),
        }[case]
        payload.write_bytes(changed)
        digest = hashlib.sha256(changed).hexdigest()
        meta.write_text(json.dumps({**described, "payload_sha256": digest}))


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ("no folder", "no TF-IDF model"),
        ("no table", f"{PAYLOAD} is missing"),
        ("not JSON", "cannot be read"),
        ("not UTF-8", "cannot be read"),
        ("a list", "does not describe a TF-IDF model"),
        ("another kind", "does not describe a TF-IDF model"),
        ("newer", "update matcher"),
        ("other words", "another word pattern"),
        ("cut off", "SHA-256"),
        ("no sizes", "collection sizes"),
        ("no terms", "no terms"),
        ("columns", "columns"),
        ("no number", "many"),
        ("too many", "more documents than there are"),
        ("negative", "more documents than there are"),
        ("pickle", "damaged"),
    ],
)
def test_a_faulty_model_is_refused_with_a_reason(tmp_path: Path, case: str, message: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(SHIPPED, folder)
    damage(folder, case)
    with pytest.raises(ModelError, match=message) as caught:
        load_model(folder)
    assert str(folder) in str(caught.value)


def test_a_copied_model_is_the_same(tmp_path: Path, model: TfidfModel) -> None:
    shutil.copytree(SHIPPED, tmp_path / "model")
    copy = load_model(tmp_path / "model")
    assert copy.version == model.version
    assert copy.terms == model.terms
    assert (copy.idf == model.idf).all()
