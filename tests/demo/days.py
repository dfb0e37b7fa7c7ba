"""The days of the walk through Pekalongan: sewing from Thursday 10 June 2021, tested on 1 July."""

import datetime as dt

from trainees.eligibility import TrainingDays

PEKALONGAN_DAYS = TrainingDays(starts_on=dt.date(2021, 6, 10), tested_on=dt.date(2021, 7, 1))
