"""Reports for people: stored facts and pure analysis brought together into records that templates show."""
