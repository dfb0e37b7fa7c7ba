"""The demonstration: five real cooperations with invented people, carried through the real actions.

Stands right of every other room: it may use all of them, and none of them knows it.
"""
