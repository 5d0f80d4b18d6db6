import pytest

from matcher.core.errors import ProfileError
from matcher.profiles.loading import load_profile, parse_profile
from matcher.skills.taxonomy import load_taxonomy


@pytest.fixture(scope="module")
def base():
    return load_profile("backend-developer", load_taxonomy())


def parsed(text, folder=None):
    return parse_profile(text, "mine.toml", load_taxonomy(), folder)


def test_only_the_weights_that_are_given_change(base):
    profile = parsed('based_on = "backend-developer"\ntfidf_weight = 4\n[weights]\ndatabases = 30\n"security" = 0.5\n')
    assert {r.id: r.weight for r in profile.requirements} == {r.id: r.weight for r in base.requirements} | {
        "databases": 30.0,
        "security": 0.5,
    }
    assert profile.tfidf_weight == 4.0
    assert (profile.id, profile.label, profile.bands, profile.titles) == (base.id, base.label, base.bands, base.titles)
    assert profile.version == f"{base.version}, other weights"
    assert profile.sha256 != base.sha256


def test_the_digest_depends_on_the_base_and_on_the_file(tmp_path):
    text = 'based_on = "role.toml"\n[weights]\nlanguages = 30\n'
    digests = set()
    for version in ("1", "2"):
        source = (
            f'id = "role"\nlabel = "Role"\nversion = "{version}"\ntext = "x"\n[[requirement]]\nid = "languages"\n'
            'label = "Languages"\nweight = 1\nreason = "r"\nany_of = { Python = 1.0 }\n'
        )
        (tmp_path / "role.toml").write_text(source)
        for file in (text, text + "# more\n"):
            profile = parsed(file, tmp_path)
            assert [(r.id, r.weight) for r in profile.requirements] == [("languages", 30.0)]
            digests.add(profile.sha256)
    assert len(digests) == 4


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('based_on = "backend"', "based_on is 'backend'; it must be a shipped profile or the file of one"),
        ("based_on = 5", "based_on is 5"),
        ('based_on = "../role.toml"', "based_on is '../role.toml'"),
        ('based_on = "backend-developer"\n[weights]\ndatabase = 3', "mine.toml:3: weights names 'database'"),
        ('based_on = "backend-developer"\n[weights]\ndatabase = 3', "did you mean 'databases'?"),
        ('based_on = "backend-developer"\n[weights]\ndatabases = -1', "databases is -1; it must be a number from 0"),
        ('based_on = "backend-developer"\n[weights]\ndatabases = "9"', "databases is '9'"),
        ('based_on = "backend-developer"\ntfidf_weight = true', "tfidf_weight is True"),
        ('based_on = "backend-developer"\nweights = 3', "weights must be a table"),
        ('based_on = "backend-developer"\n[[requirement]]\nid = "x"', "unknown key 'requirement'"),
    ],
)
def test_problems_are_named(text, problem):
    with pytest.raises(ProfileError) as error:
        parsed(text)
    assert problem in str(error.value)


def test_a_profile_without_any_weight_is_refused(base):
    weights = "".join(f"{r.id} = 0\n" for r in base.requirements)
    with pytest.raises(ProfileError, match="all weights are 0"):
        parsed(f'based_on = "backend-developer"\n[weights]\n{weights}')
