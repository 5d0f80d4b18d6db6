"""What matcher knows of each language that it reads, and which languages a text is written in.

In: the files of ``resources/languages``, one per language; a text. Out: word lists and phrases by subject, for the
modules that read dates, headings, claims and so on; the languages of a text. Start at
:mod:`matcher.languages.word_lists`.
"""
