from __future__ import annotations

from email.message import EmailMessage

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.reading import read_bytes


def message(body="Dear team, please find my résumé attached.", html=""):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ana@example.org", "jobs@example.org", "Application"
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content(body)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail


def seen(mail):
    document = read_bytes(mail.as_bytes(), "mail.eml")
    return [document.text[b.start : b.end] for b in document.blocks if b.visible], document


def test_the_plain_version_is_read_once():
    texts, document = seen(message("Hello\n\nI know Go", "<p>Hello</p><p>I know Go</p>"))
    assert (texts, document.media_type) == (["Hello", "I know Go"], "message/rfc822")


def test_an_html_body_is_read_with_its_hidden_text():
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.c", "d@e.f", "x"
    mail.set_content("<p>Go</p><p style='display:none'>Rust</p>", subtype="html")
    texts, document = seen(mail)
    assert texts == ["Go"]
    assert "Rust" in next(w.message for w in document.warnings if w.code == "invisible-text")


def test_attached_documents_are_read_by_their_own_readers(make_docx, make_pdf):
    mail = message("Hello")
    word = "vnd.openxmlformats-officedocument.wordprocessingml.document"
    mail.add_attachment(make_docx("<w:p><w:r><w:t>Kotlin</w:t></w:r></w:p>"), "application", word, filename="cv.docx")
    mail.add_attachment(make_pdf([[(50, 700, 12, "Erlang")]]), "application", "octet-stream", filename="cv.dat")
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", "image", "png", filename="logo.png")
    assert seen(mail)[0] == ["Hello", "Kotlin", "Erlang"]


def test_a_forwarded_message_is_opened():
    inner, outer = message("I know Scala"), message("See below")
    outer.add_attachment(inner)
    assert seen(outer)[0] == ["See below", "I know Scala"]


def test_a_damaged_attachment_is_left_out_with_a_warning():
    mail = message("Hello")
    mail.add_attachment(b"%PDF-1.4 nothing", "application", "pdf", filename="cv.pdf")
    texts, document = seen(mail)
    assert texts == ["Hello"]
    assert [w.message for w in document.warnings if w.code == "attachment-unreadable" and "cv.pdf" in w.message]


HEAD = "From: a@b.c\nTo: d@e.f\nSubject: Application\nMIME-Version: 1.0\n"
SHOWN = "Jordan Ellis, shift supervisor"
LIST = "Python, Java, Django, FastAPI, PostgreSQL, MySQL, MongoDB, Docker, Kubernetes, Redis, Kafka, Jenkins"
PAGE = f"<html><body><p>{SHOWN}</p></body></html>"


def mime(kind, *parts, more=""):
    """A multipart message: each part is its headers, a bar and its text."""
    text = f"{HEAD}Content-Type: multipart/{kind}; boundary=B{more}\n\n"
    for part in parts:
        headers, _, body = part.partition("|")
        text += "--B\n" + "".join(f"{line}\n" for line in headers.split("&") if line) + f"\n{body}\n"
    return text + "--B--\n"


PLAIN, HTML = f"Content-Type: text/plain|{SHOWN}", f"Content-Type: text/html|{PAGE}"
INNER = "Content-Type: multipart/alternative; boundary=C|--C\nContent-Type: text/plain\n\n{}\n--C\nContent-Type: {}\n\n{}\n--C--"


@pytest.mark.parametrize(
    "text",
    [
        mime("alternative", f"Content-Type: text/plain|{SHOWN}. {LIST}", HTML),
        mime("alternative", f"Content-Type: text/html|<p>{LIST}</p>", PLAIN),
        mime("alternative", f"Content-Type: text/plain|{LIST}", HTML, f"Content-Type: text/x-amp-html|{LIST}"),
        mime("alternative", PLAIN, f"Content-Type: text/enriched|{LIST}"),
        mime("alternative", PLAIN, f"Content-Type: text/markdown|{LIST}"),
        mime("alternative", f"Content-Type: text/plain|{LIST}", HTML.replace("|", "&Content-Disposition: inline|")),
        mime("mixed", PLAIN, f"Content-Type: text/enriched|{LIST}"),
        mime("mixed", PLAIN, f"Content-Type: text/plain; charset=utf-7|{LIST}"),
        mime("mixed", PLAIN, f"Content-Type: text/plain; charset=cp037|{LIST}"),
        mime("mixed", PLAIN, f"Content-Type: text/plain; charset=utf-8; charset=utf-16|{LIST}"),
        mime("mixed", PLAIN, f"Content-Type: text/plain&Content-Transfer-Encoding: x-none|{LIST}"),
        mime("mixed", PLAIN, f"Content-Type: text/plain&Content-Type: image/png|{LIST}"),
        mime("mixed", PLAIN, f"Content-Type: text/plain&Content-Transfer-Encoding: 7bit&Content-Transfer-Encoding: base64|{LIST}"),
        mime("mixed", PLAIN, f"Content-Type: multipart/mixed|{LIST}"),
        mime("mixed", PLAIN, f"Content-Type: message/external-body; access-type=x|Content-Type: text/plain\n\n{LIST}"),
        mime("mixed", PLAIN, INNER.format(LIST, "text/html", "<hr>")),
        mime("related", HTML, f"Content-Type: text/html&Content-ID: <x>&Content-Disposition: inline|<p>{LIST}</p>"),
        mime("related", HTML, f'Content-Type: text/html; name="x.html"&Content-ID: <x>|<p>{LIST}</p>'),
        mime("related", HTML, INNER.format(LIST, "text/html", LIST)),
        mime("mixed", PLAIN).replace("--B", f"{LIST}\n--B", 1),
        mime("mixed", PLAIN) + LIST,
        mime("mixed", PLAIN, f"X-Note: {LIST}|"),
        mime("mixed", PLAIN, f"Content-Type: text/vcard|{LIST}"),
        mime("alternative", PLAIN, f"Content-Type: message/rfc822|{HEAD}\n{LIST}", HTML),
    ],
)  # fmt: skip
def test_what_mail_programs_do_not_show_is_hidden_text(text):
    document = read_bytes(text.encode(), "mail.eml")
    shown = [document.text[b.start : b.end] for b in document.blocks if b.visible]
    assert shown == [SHOWN]
    assert "X-Note" in text or [w for w in document.warnings if "Django" in w.message]


@pytest.mark.parametrize(
    "part",
    [
        "Content-Type: image/png; name=logo&Content-Disposition: inline; filename=logo",
        "Content-Type: audio/mpeg&Content-Disposition: attachment; filename=a",
        "Content-Type: image/gif; name=px&Content-ID: <p>",
        "Content-Type: application/x-data&Content-ID: <p>",
        "Content-Type: application/octet-stream&Content-ID: <p>&Content-Disposition: inline",
        "Content-Type: application/pgp-signature",
        "Content-Type: application/pgp-signature; name=signature.txt",
        "Content-Type: application/applefile",
        "Content-Type: application/x-unknown",
    ],
)
def test_what_is_no_text_is_not_read_as_one(part):
    for kind in ("mixed", "related", "signed"):
        document = read_bytes(mime(kind, HTML, f"{part}|{LIST}").encode(), "mail.eml")
        assert [document.text[b.start : b.end] for b in document.blocks] == [SHOWN]


@pytest.mark.parametrize(
    "text",
    [
        mime("related", f"Content-Type: text/html|<p>{LIST}</p>", HTML.replace("|", "&Content-ID: <r>|"), more="; start=<r>"),
        mime("mixed; boundary=C", PLAIN),
        f"{HEAD}Content-Type: text/plain\nContent-Type: image/png\n\n{LIST}",
    ],
)  # fmt: skip
def test_nothing_is_shown_of_a_message_that_programs_read_in_different_ways(text):
    with pytest.raises(UnreadableFileError, match="no visible words"):
        read_bytes(text.encode(), "mail.eml")


def test_a_stated_character_set_of_wide_characters_is_believed():
    text = mime("mixed", PLAIN, f"Content-Type: text/plain; charset=utf-16le|{LIST}")
    assert "Django" not in read_bytes(text.encode(), "mail.eml").text


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_a_difference_between_versions_is_told(kind):
    first = mime("alternative", f"Content-Type: {kind}|{SHOWN}. {LIST}", HTML)
    warnings = read_bytes(first.encode(), "mail.eml").warnings
    assert [w.code for w in warnings if "in a version of the message" in w.message] == ["invisible-text"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (mime("alternative", PLAIN, HTML), [SHOWN]),
        (mime("alternative", PLAIN), [SHOWN]),
        (mime("mixed", PLAIN, "Content-Type: text/plain|Sent from a phone"), [SHOWN, "Sent from a phone"]),
        (mime("mixed", PLAIN, "Content-Type: text/plain; name=cv.txt&Content-Disposition: inline|Go"), [SHOWN, "Go"]),
        (mime("mixed", PLAIN, "Content-Type: text/plain; name=cv.txt|Go"), [SHOWN, "Go"]),
        (mime("alternative", PLAIN, HTML, "Content-Type: text/rtf; name=cv.rtf&Content-Disposition: attachment|{\\rtf1 Go}"),
         [SHOWN, "Go"]),
        (mime("related", HTML, "Content-Type: text/plain; name=cv.txt&Content-Disposition: attachment|Go"), [SHOWN, "Go"]),
        (mime("mixed", INNER.format(SHOWN, "text/html", PAGE), "Content-Disposition: attachment; filename=a.txt|Go"),
         [SHOWN, "Go"]),
        (mime("mixed", PLAIN, "Content-Type: application/rtf|{\\rtf1 Go}"), [SHOWN, "Go"]),
        (mime("signed", PLAIN, "Content-Type: application/pgp-signature; name=s.asc|xyz"), [SHOWN]),
        (mime("mixed", PLAIN).replace("--B--\n", ""), [SHOWN]),
        (mime("mixed", PLAIN, "Content-Type: text/plain; charset=iso-2022-jp|\x1b$B4A;z\x1b(B"), [SHOWN, "漢字"]),
        (mime("mixed", PLAIN, "Content-Type: text/plain; charset=x-strange|Go"), [SHOWN, "Go"]),
        (mime("mixed", PLAIN).replace("--B", "This is a multi-part message in MIME format. If you are reading this, consider "
              "upgrading your e-mail client to a MIME-compliant client.\n--B", 1), [SHOWN]),
    ],
)  # fmt: skip
def test_what_mail_programs_show_is_read(text, shown):
    document = read_bytes(text.encode(), "mail.eml")
    assert [document.text[b.start : b.end] for b in document.blocks] == shown
    assert not {"invisible-text", "comments"} & {w.code for w in document.warnings}


@pytest.mark.parametrize(
    "data",
    [
        f"{HEAD}Content-Type: text/plain; {'a;' * 100_000}\n\nGo",
        f"{HEAD}Content-Type: text/plain {'(' * 100_000}\n\nGo",
        f"{HEAD}Content-Disposition: inline; {'x=&quot;;' * 50_000}\n\nGo",
        HEAD + "Content-Type: multipart/mixed; boundary=B\n\n--B\n" * 10_000,
        HEAD + "Content-Type: message/rfc822\n\n" * 10_000 + "\n" * 1000,
    ],
)
def test_a_message_made_to_be_slow_is_refused(data):
    with pytest.raises(UnreadableFileError):
        read_bytes(data.encode(), "mail.eml")


def test_long_headers_that_describe_no_part_are_no_burden():
    assert read_bytes(f"{HEAD}Cc: {'a:' * 500_000}\n\nGo".encode(), "mail.eml").text == "Go"


OWN = (
    "Ana Example\n\nExperience\n\nShift supervisor, Marlow Stores, 2019 - 2025\n- Planned rotas for a team of eleven and cut overtime\n"
    "- Kept the stock sheets in Excel and wrote the weekly sales note\n- Trained new starters on the till and on safe lifting\n\n"
    "Sales assistant, Bell and Son, 2016 - 2019\n- Served customers and handled returns\n- Built a small page for the newsletter of the "
    "shop\n\nEducation\n\nBTEC Business, Leeds City College"
)
THEIRS = "Backend developer, Acme, 2012 - 2024\n- Built services in Django"


@pytest.mark.parametrize(
    "added",
    [
        "> " + THEIRS.replace("\n", "\n> "),
        f"On 1 May 2024 at 10:00, Bo Smith <bo@x.example> wrote:\n\n{THEIRS}",
        f"Am 1. Mai 2024 um 10:00 schrieb Bo Smith:\n\n{THEIRS}",
        f"Le 1 mai 2024 à 10:00, Bo Smith a écrit :\n\n{THEIRS}",
        f"---------- Forwarded message ----------\nFrom: Bo Smith <bo@x.example>\nSubject: My CV\n\n{THEIRS}",
        f"-----Original Message-----\n\n{THEIRS}",
        f"________________________________\nFrom: Bo Smith\nSent: Monday\nTo: Ana\nSubject: CV\n\n{THEIRS}",
        f"Von: Bo Smith\nGesendet: Montag\nAn: Ana\nBetreff: Lebenslauf\n\n{THEIRS}",
        f"Begin forwarded message:\n\n{THEIRS}",
    ],
)
def test_what_a_message_quotes_of_others_earns_nothing(added):
    texts, document = seen(message(f"{OWN}\n\n{added}"))
    assert "Django" not in "\n".join(texts)
    assert "Marlow" in "\n".join(texts)
    assert ["Django" in w.message for w in document.warnings if w.code == "quoted-mail"] == [True]
    html = message(
        "x", "".join(f"<p>{line.replace('<', '&lt;')}</p>" for line in f"{OWN}\n{added}".split("\n") if line)
    )
    assert "Django" not in "\n".join(seen(html)[0])


@pytest.mark.parametrize(
    "body",
    [
        f"Please find an application below.\n\n---------- Forwarded message ----------\nFrom: Bo Smith\n\n{THEIRS}",
        f"{OWN}\n\n---------- Forwarded message ----------\nFrom: Ana <ana@example.org>\nSubject: more\n\n{THEIRS}",
        f"{OWN}\n\nFrom: 2012\n{THEIRS}",
        f"{OWN}\n\nOn Monday the team wrote:\n{THEIRS}".replace("wrote:", "wrote tests"),
        f"{OWN}\n-- \nAna Example\n{THEIRS}",
    ],
)
def test_the_own_text_of_a_message_counts(body):
    texts, document = seen(message(body))
    assert "Django" in "\n".join(texts)
    assert "quoted-mail" not in {w.code for w in document.warnings}


@pytest.mark.parametrize(("sender", "counts"), [("bo@x.example", False), ("Ana <Ana@Example.org>", True)])
def test_a_message_of_somebody_else_in_an_application_earns_nothing(sender, counts):
    inner, outer = message(THEIRS), message(OWN)
    del inner["From"]
    inner["From"] = sender
    outer.add_attachment(inner)
    assert ("Django" in "\n".join(seen(outer)[0])) is counts
