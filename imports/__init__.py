"""Lists that an office keeps in a spreadsheet, brought in row by row: seen before anything is written.

The room knows sheets, not inmates. A later room describes its own kind of sheet (`imports.sheets.Sheet`: columns,
how a row is recognised, how it is written) and registers it in its AppConfig.ready(); upload, limits, preview,
confirmation, corrected file, deletion and trail are the same for all. `trainees.lists` is the example to follow.
"""
