"""Triggers → repeated passes: the verb `watch`. One pass at a time, each through the same functions of the engine as the verbs."""
