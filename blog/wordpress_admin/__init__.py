"""Moving in from WordPress in the admin: upload, what was found, choices, the run, and the proof."""
