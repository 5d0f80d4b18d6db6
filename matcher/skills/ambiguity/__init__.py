"""Decide whether an ambiguous surface form means the skill: is "Go" the language here?

In: a candidate mention and the words around it. Out: accepted or rejected. Start at ``rules``.
"""
