"""What contact centres and help desks really run, read as policy: one module for each format.

A file is recognised by what it holds (`detection`), and made into policy together with all the
others (`cross_references`), since flows name one another across files. An importer knows nothing
of rules.
"""
