"""Decide whether an ambiguous surface form means the skill: is "Go" the language here?

In: a candidate mention and the words around it. Out: a verdict with its evidence. Start at ``rules``.
"""
