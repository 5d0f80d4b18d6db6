"""Denials, wishes and their near misses in the languages other than English."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.skills.claims.assertion import AssertionClassifier, classify_assertion
from matcher.skills.tokenization import Token, Tokenizer

NO, WISH, YES, OTHERS = "negated", "aspired", "claimed", "attributed"

CASES = {
    "de": [
        ("keine Erfahrung mit Java, aber mit Python", {"Java": NO, "Python": YES}),
        ("Python, Java\nKeine Erfahrung mit Ruby", {"Java": YES, "Ruby": NO}),
        ("keine Java-Kenntnisse", {"Java": NO}),
        ("keinerlei praktische Erfahrung mit Java, Scala oder Go", {"Java": NO, "Scala": NO, "Go": NO}),
        ("noch nie mit Java gearbeitet", {"Java": NO}),
        ("Mit Java habe ich noch nicht gearbeitet", {"Java": NO}),
        ("Java kenne ich nicht", {"Java": NO}),
        ("Java: keine Kenntnisse, Python: gut", {"Java": NO, "Python": YES}),
        ("ohne Java", {"Java": NO}),
        ("nicht Java, sondern Python", {"Python": YES}),
        ("möchte gern Rust lernen", {"Rust": WISH}),
        ("Ich möchte mich in Rust und Go einarbeiten", {"Rust": WISH, "Go": WISH}),
        ("Interesse an Rust", {"Rust": WISH}),
        ("Rust (geplant)", {"Rust": WISH}),
        # Near misses
        ("nicht nur Java, sondern auch Python", {"Java": YES, "Python": YES}),
        ("ohne Unterbrechung des Betriebs nach Java umgestellt", {"Java": YES}),
        ("kann nicht ohne Java leben", {"Java": YES}),
        ("mit und ohne Java", {"Java": YES}),
        ("Schulungen für Kollegen ohne Erfahrung mit Java", {"Java": YES}),
        ("keine Ausfälle seit der Umstellung auf Java", {"Java": YES}),
        ("Keine Erfahrung mit Java, langjährige Erfahrung mit Python", {"Java": NO, "Python": YES}),
        ("Java seit Jahren nicht mehr verwendet", {"Java": YES}),
        ("Ich habe Python lernen wollen und Java gelernt", {"Java": YES}),
    ],
    "fr": [
        ("aucune expérience en PHP", {"PHP": NO}),
        ("Aucune experience de Java ni d'autres frameworks", {"Java": NO}),
        ("pas de Java", {"Java": NO}),
        ("je ne connais pas Java", {"Java": NO}),
        ("Je n'ai jamais travaillé avec Java ou Scala", {"Java": NO, "Scala": NO}),
        ("sans expérience avec Java mais avec Python", {"Java": NO, "Python": YES}),
        ("Java : aucune", {"Java": NO}),
        ("souhaite apprendre Rust", {"Rust": WISH}),
        ("J'aimerais beaucoup me former à Rust", {"Rust": WISH}),
        ("intéressée par Rust", {"Rust": WISH}),
        ("non seulement Java mais aussi Go", {"Java": YES, "Go": YES}),
        ("migration sans interruption vers Java", {"Java": YES}),
        ("avec ou sans Java", {"Java": YES}),
        ("ne peut pas travailler sans Java", {"Java": YES}),
        ("formation de collègues sans expérience de Java", {"Java": YES}),
        ("aucune panne depuis le passage à Java", {"Java": YES}),
    ],
    "es": [
        ("sin conocimientos de Java", {"Java": NO}),
        ("no tengo experiencia con Java", {"Java": NO}),
        ("Sin experiencia en Java, Scala o Go", {"Java": NO, "Scala": NO, "Go": NO}),
        ("nunca he trabajado con Java", {"Java": NO}),
        ("Java (ninguna)", {"Java": NO}),
        ("quiero aprender Rust", {"Rust": WISH}),
        ("Me gustaría aprender Rust para automatizar", {"Rust": WISH}),
        ("interesada en Rust", {"Rust": WISH}),
        ("no sólo Java sino también Go", {"Java": YES, "Go": YES}),
        ("migración sin interrupciones a Java", {"Java": YES}),
        ("con y sin Java", {"Java": YES}),
        ("no puede vivir sin Java", {"Java": YES}),
        ("formación de compañeros sin experiencia en Java", {"Java": YES}),
        ("sin experiencia en Java, pero domino Python", {"Java": NO, "Python": YES}),
    ],
    "pt": [
        ("sem experiência em Java", {"Java": NO}),
        ("Não tenho experiência com Java nem com Scala", {"Java": NO, "Scala": NO}),
        ("nao tenho experiencia com Java", {"Java": NO}),
        ("nenhum conhecimento de Java", {"Java": NO}),
        ("Nunca trabalhei com Java, mas domino Python", {"Java": NO, "Python": YES}),
        ("Java: nenhuma", {"Java": NO}),
        ("Java sem experiência em Python", {"Python": NO}),
        ("Gostaria de aprender Rust", {"Rust": WISH}),
        ("gostava de aprender mais sobre Rust", {"Rust": WISH}),
        ("interesse em Rust", {"Rust": WISH}),
        ("pretendo aprofundar em Rust", {"Rust": WISH}),
        ("Atuei no Java e na migração para Python", {"Java": YES, "Python": YES}),
        ("migração sem interrupções para Java", {"Java": YES}),
        ("com e sem Java", {"Java": YES}),
        ("não vivo sem Java", {"Java": YES}),
        ("não só Java mas também Go", {"Java": YES, "Go": YES}),
        ("formação de colegas sem experiência em Java", {"Java": YES}),
    ],
    "it": [
        ("nessuna esperienza con Java", {"Java": NO}),
        ("Non ho esperienza con Java né con Scala", {"Java": NO, "Scala": NO}),
        ("senza conoscenze di Java", {"Java": NO}),
        ("Non ho mai usato Java, ma Python sì", {"Java": NO, "Python": YES}),
        ("Java: nessuna", {"Java": NO}),
        ("vorrei imparare Rust", {"Rust": WISH}),
        ("Mi piacerebbe imparare Rust per automatizzare", {"Rust": WISH}),
        ("interessata a Rust", {"Rust": WISH}),
        ("migrazione senza downtime con Java", {"Java": YES}),
        ("con e senza Java", {"Java": YES}),
        ("non posso lavorare senza Java", {"Java": YES}),
        ("non solo Java ma anche Go", {"Java": YES, "Go": YES}),
        ("corsi per colleghi senza esperienza di Java", {"Java": YES}),
        ("nessuna interruzione dopo il passaggio a Java", {"Java": YES}),
    ],
    "nl": [
        ("geen ervaring met Java", {"Java": NO}),
        ("Heeft geen ervaring met Java of andere frameworks", {"Java": NO}),
        ("zonder kennis van Java", {"Java": NO}),
        ("nog nooit met Java gewerkt", {"Java": NO}),
        ("Met Java heb ik geen ervaring, maar wel met Python", {"Java": NO, "Python": YES}),
        ("Java: geen", {"Java": NO}),
        ("wil graag Rust leren", {"Rust": WISH}),
        ("Wil graag Python leren om meer te automatiseren", {"Python": WISH}),
        ("Zou zich graag verdiepen in Rust", {"Rust": WISH}),
        ("geïnteresseerd in Rust", {"Rust": WISH}),
        ("migratie zonder onderbreking naar Java", {"Java": YES}),
        ("met en zonder Java", {"Java": YES}),
        ("kan niet zonder Java", {"Java": YES}),
        ("niet alleen Java maar ook Go", {"Java": YES, "Go": YES}),
        ("cursus voor collega's zonder ervaring met Java", {"Java": YES}),
    ],
    "pl": [
        ("brak doświadczenia z Java", {"Java": NO}),
        ("Nie ma doświadczenia z Java ani innymi frameworkami", {"Java": NO}),
        ("Nie mam doświadczenia w pracy z Java, ale znam Python", {"Java": NO, "Python": YES}),
        ("bez znajomości Java", {"Java": NO}),
        ("nigdy nie pracowałam z Java", {"Java": NO}),
        ("Java: brak, Python: dobry", {"Java": NO, "Python": YES}),
        ("Java – brak doświadczenia", {"Java": NO}),
        ("chciałbym poznać Rust", {"Rust": WISH}),
        ("Chciałabym nauczyć się Rust", {"Rust": WISH}),
        ("zainteresowany nauką Rust", {"Rust": WISH}),
        ("migracja bez przestojów na Java", {"Java": YES}),
        ("z i bez Java", {"Java": YES}),
        ("nie wyobrażam sobie pracy bez Java", {"Java": YES}),
        ("nie tylko Java, ale też Go", {"Java": YES, "Go": YES}),
        ("szkolenia dla osób bez doświadczenia z Java", {"Java": YES}),
    ],
    "ru": [
        ("без опыта работы с Java", {"Java": NO}),
        ("Нет опыта с Java, но есть с Python", {"Java": NO, "Python": YES}),
        ("Не имею опыта работы с Java и другими серверными фреймворками", {"Java": NO}),
        ("не работала с Java", {"Java": NO}),
        ("Опыта работы с Java нет", {"Java": NO}),
        ("Java: нет опыта, Python: 5 лет", {"Java": NO, "Python": YES}),
        ("не знаю Java, а Python знаю", {"Java": NO, "Python": YES}),
        ("хочу изучить Rust", {"Rust": WISH}),
        ("Хотел бы изучить Rust, чтобы автоматизировать работу", {"Rust": WISH}),
        ("планирую освоить Rust", {"Rust": WISH}),
        ("без отрыва от работы с Java", {"Java": YES}),
        ("переход на Java без простоев", {"Java": YES}),
        ("с Java и без Scala", {"Java": YES, "Scala": NO}),
        ("не могу жить без Java", {"Java": YES}),
        ("не только Java, но и Go", {"Java": YES, "Go": YES}),
        ("обучение коллег без опыта работы с Java", {"Java": YES}),
    ],
    "tr": [
        ("Java deneyimim yok", {"Java": NO}),
        ("Java veya başka bir sunucu taraflı framework ile deneyimi yok", {"Java": NO}),
        ("Java ve Scala konusunda deneyimim bulunmamaktadır", {"Java": NO, "Scala": NO}),
        ("Java biliyorum, Python bilmiyorum", {"Java": YES, "Python": NO}),
        ("Java kullandım, Python ve Go kullanmadım", {"Java": YES, "Python": NO, "Go": NO}),
        ("JAVA DENEYİMİM YOK", {"JAVA": NO}),
        ("Java deneyimim yok ama Python biliyorum", {"Java": NO, "Python": YES}),
        ("Java (yok), Python (iyi)", {"Java": NO, "Python": YES}),
        ("Rust öğrenmek istiyorum", {"Rust": WISH}),
        ("Günlük işleri otomatikleştirmek için Python öğrenmek istiyor", {"Python": WISH}),
        ("Rust ve Go öğrenmeyi hedefliyorum", {"Rust": WISH, "Go": WISH}),
        ("Java ile kesintisiz geçiş", {"Java": YES}),
        ("Java ile 5 yıl deneyim; Python bilgisi", {"Java": YES, "Python": YES}),
        ("Java deneyimi olmayan öğrencilere eğitim", {"Java": YES}),
        ("Java öğrendim", {"Java": YES}),
    ],
    "zh": [
        ("没有 Java 或其他服务端框架的经验", {"Java": NO}),
        ("没有使用过 Java", {"Java": NO}),
        ("未使用过 Java 、 Scala 和 Go", {"Java": NO, "Scala": NO, "Go": NO}),
        ("无 Java 开发经验", {"Java": NO}),
        ("不熟悉 Java ，精通 Python", {"Java": NO, "Python": YES}),
        ("精通 Python ，没有 Java 经验", {"Java": NO, "Python": YES}),
        ("没有 Java 经验，但熟悉 Python", {"Java": NO, "Python": YES}),
        ("Java ：无", {"Java": NO}),
        ("从未接触过 Java", {"Java": NO}),
        ("希望学习 Rust ，以便自动化日常工作", {"Rust": WISH}),
        ("想学习 Rust 和 Go", {"Rust": WISH, "Go": WISH}),
        ("对 Rust 感兴趣", {"Rust": WISH}),
        ("计划深入学习 Rust", {"Rust": WISH}),
        ("熟悉 Java 和 Python", {"Java": YES, "Python": YES}),
        ("不仅会 Java ，还会 Python", {"Java": YES, "Python": YES}),
        ("离不开 Java", {"Java": YES}),
        ("无停机迁移到 Java", {"Java": YES}),
        ("五年 Java 开发经验", {"Java": YES}),
        ("学习能力强，熟悉 Java", {"Java": YES}),
    ],
    "ja": [
        ("Java の経験はありません", {"Java": NO}),
        ("Java や Scala などのサーバーサイドフレームワークの経験はありません", {"Java": NO, "Scala": NO}),
        ("Java は未経験です", {"Java": NO}),
        ("Java を使用したことがありません", {"Java": NO}),
        ("Java ：なし", {"Java": NO}),
        ("Java での開発経験はありませんが、 Python は5年使っています", {"Java": NO, "Python": YES}),
        ("Python は5年使用し、 Java の経験はありません", {"Java": NO, "Python": YES}),
        ("Rust を学びたいと考えています", {"Rust": WISH}),
        ("日常業務の自動化のため Python を習得したい", {"Python": WISH}),
        ("Rust に興味があります", {"Rust": WISH}),
        ("今後は Rust や Go に挑戦したい", {"Rust": WISH, "Go": WISH}),
        ("Java を学習中", {"Java": YES}),
        ("Java の経験が5年あります", {"Java": YES}),
        ("Java を用いて停止なしで移行", {"Java": YES}),
        ("Java だけでなく Python も使えます", {"Java": YES, "Python": YES}),
    ],
}  # fmt: skip


def tokens_of(text: str) -> list[Token]:
    return Tokenizer(["Java", "Python", "Rust", "Scala", "Go", "Ruby", "PHP"])(text)


@pytest.mark.parametrize(
    ("code", "text", "expected"), [(code, *case) for code, cases in CASES.items() for case in cases]
)
def test_assertion(code: str, text: str, expected: dict[str, str]) -> None:
    tokens = tokens_of(text)
    first = {token.text: i for i, token in reversed(list(enumerate(tokens)))}
    found = {name: classify_assertion(tokens, first[name], first[name] + 1, (code, "en")) for name in expected}
    assert found == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Brought up two services in Java, base images and notions of scale", "Java"),
        ("SEO, SEM, no, a non Go shop. MA in Boston", "Go"),
        ("Die hard fan of Java in the sans serif team", "Java"),
    ],
)
def test_english_words_are_no_foreign_denials(text: str, word: str) -> None:
    tokens = tokens_of(text)
    first = next(i for i, t in enumerate(tokens) if t.text == word)
    expected = classify_assertion(tokens, first, first + 1, ("en",))
    assert AssertionClassifier(text, tokens).classify(first, first + 1) == expected


PIECES = st.sampled_from(
    "keine Erfahrung mit Kenntnisse in und ohne möchte lernen Java SQL Python aber nicht sans expérience de sin experiencia "
    "con нет опыта работы с Java но хочу изучить deneyimim yok öğrenmek istiyorum bilmiyorum ve 没有 经验 希望学习 、 の経験は "
    "ありません を学びたい , . ; : ( ) \n".split(" ")
)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", "  ", "\n", ""])), max_size=30))
def test_checking_only_near_cues_changes_nothing(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in pieces)
    tokens = Tokenizer(["Java", "SQL", "Python"])(text)
    classifier = AssertionClassifier(text, tokens)
    for first in range(len(tokens)):
        assert classifier.classify(first, first + 1) == classify_assertion(
            tokens, first, first + 1, classifier.languages
        )
