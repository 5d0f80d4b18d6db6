"""Find out whose deeds a résumé's sentences tell: a mention in a job is not yet work done with it.

In: text with its sections and positions. Out: the parts that are about somebody or something else, and the parts that
only name what they are about. Start at :mod:`matcher.parsing.deeds.doers`.
"""
