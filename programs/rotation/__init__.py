"""Rotation plans as plain values: which group learns what, when, where and from whom. Nothing here asks a database."""
