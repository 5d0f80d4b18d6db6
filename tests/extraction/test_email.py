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


def test_outlook_messages_need_olefile_and_an_undamaged_file():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "__properties_version1.0".encode("utf-16-le")
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(data, "x.msg")
    assert caught.value.code in {"corrupt", "unsupported"}
