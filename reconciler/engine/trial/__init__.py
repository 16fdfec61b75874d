"""The verb `test`: events are made, routed, worded and handed over, and what arrives is held against what was expected."""
