"""Read résumés that are data: JSON Resume and Europass XML.

In: bytes. Out: text, written out as a résumé is written. Start at ``json_resume``.
"""
