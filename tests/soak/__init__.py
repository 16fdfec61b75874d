"""Weeks of watching in little time: `soak` does at random what happens to a watch, and `test_soak` runs it for a minute, or (marked long) for an hour."""
