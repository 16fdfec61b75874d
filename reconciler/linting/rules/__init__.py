"""One rule each; the module is named as the rule, with underscores."""
