"""Find title, employer and place around dates with a trained labeller of words.

In: a text and the windows around its dates. Out: a Header per window. Start at ``fields``.
"""
