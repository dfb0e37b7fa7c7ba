"""Signs that a training was invented: nothing is proven by one, but each is a question to ask (docs/trust.md, F6)."""
