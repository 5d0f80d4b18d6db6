"""From text to mentions: the taxonomy, the recogniser and the rules that judge what it finds."""
