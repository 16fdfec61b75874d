"""An event → the words of its messages, for each audience, language and channel. Owns Jinja2 and Babel."""
