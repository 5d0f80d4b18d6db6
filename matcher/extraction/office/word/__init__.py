"""Evaluate the parts of a Word document (DOCX).

In: parsed XML. Out: paragraphs, each visible or hidden for a reason. Start at ``reader``.
"""
