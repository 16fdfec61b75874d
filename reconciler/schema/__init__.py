"""Documents → Diagnostics: whether each has the shape its kind asks for. The only package that knows jsonschema-rs."""
