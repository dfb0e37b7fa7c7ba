"""Every certificate looked at again, from its evidence up, as if nothing in the database could be trusted."""
