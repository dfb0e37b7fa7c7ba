"""Official papers as PDF: the renderer, the bundled fonts and the formal Indonesian that every room's papers share.

Knows no places and no people; stands left of facilities.
"""
