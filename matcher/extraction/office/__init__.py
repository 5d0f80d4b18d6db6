"""Read word processor files: DOCX, DOC, ODT, RTF.

In: bytes. Out: text in reading order, hidden text marked. Start at ``docx``.
"""
