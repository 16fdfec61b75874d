"""What reconciler costs, beside what the bare libraries cost for the same bytes and rows."""
