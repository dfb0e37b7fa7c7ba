from audit.states import OnlyWhile

__all__ = ["OnlyWhile"]
