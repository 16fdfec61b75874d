"""Documents → Settings: references, inheritance, normalising, provenance."""
