"""Flows of Genesys Cloud, as Archy writes them and as Terraform holds them."""
