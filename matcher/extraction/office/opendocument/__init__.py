"""Evaluate the parts of an OpenDocument text.

In: parsed XML. Out: text in a builder, visible or hidden for a reason. Start at ``reader``.
"""
