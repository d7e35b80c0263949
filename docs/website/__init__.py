"""How the documentation becomes a site: pages from the schema, one folder to build, its links."""
