"""Inside the worker process: loads generators, runs one job at a time, keeps within memory."""
