"""Service settings of Salesforce, in metadata format."""
