"""Everything a run needs, looked at one by one. Each check stands alone: what one of them finds, or trips over, stops no other."""
