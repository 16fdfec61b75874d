"""A table of people → an organization's YAML. Pure: it is given bytes and what is known around them, and returns text and diagnostics."""
