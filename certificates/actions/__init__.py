"""Propose, issue, revoke: two people of the centre, and the database's gates behind them."""
