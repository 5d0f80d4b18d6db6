"""Find out what kind of work each dated entry was.

In: positions with their titles and text. Out: for each, how its work is distributed over the role families
(:mod:`matcher.core.role_family`). Start at :mod:`matcher.parsing.role_families.work_kinds`.
"""
