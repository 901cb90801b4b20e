"""Stand-ins of Amazon and Keepa on loopback: they keep state, obey the models, and throttle."""
