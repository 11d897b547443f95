"""What happens by the clock: one file a job. A job only puts a tick into the inbox."""
