"""The words for dates of all languages, as patterns: names of months, the present, what stands around a date.

In: the table ``[dates]`` of the language files. Out: the parts of which :mod:`matcher.parsing.career.date_points` and
its neighbours build their patterns; dates as Chinese and Japanese write them. Start at
:mod:`matcher.parsing.career.date_languages.names`.
"""
