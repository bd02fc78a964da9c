"""What a user can do, one file a noun: functions f(session, …) in the caller's transaction."""
