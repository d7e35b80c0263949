"""What contact centres and help desks really run, read as policy: one module for each format.

A file is recognised by what it holds (`recognising`), and made into policy together with all the
others (`joining`), since flows name one another across files. An importer knows nothing of rules.
"""
