"""Parse the command line, call the API, print: one module per group of commands.

In: arguments. Out: results on standard output or in a folder, messages on standard error, an exit status. Start at
``main``.
"""
