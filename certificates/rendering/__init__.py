"""Certificates as files: one function, two ways.

A plain render of each record by WeasyPrint is the oracle; a blank typeset once and filled for many gives the same
pages some fifty times faster. What a blank cannot give exactly is rendered plainly.
"""

from .many import render_many

__all__ = ["render_many"]
