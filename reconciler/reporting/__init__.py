"""Plan | Report | Settings | Diagnostic → text for people, or JSON for programs. Returns it, never prints; knows every sentence in every language.

Texts have no final newline. Personal values come out masked, whatever the caller does, except where a function has `reveal`. Nothing here depends on the order
of its input, on the clock, or on the terminal: colours are a `Style`, and what an old code page cannot show is replaced by `encoding.plain` at the very end.
"""
