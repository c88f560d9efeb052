"""Handlers of outbox work of this app (registered when the app starts)."""
