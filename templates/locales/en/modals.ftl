modal-reason = Reason
modal-snooze-title = Snooze the alert
modal-snooze-submit = Snooze
modal-snooze-day = Until the morning of
modal-snooze-hint = Nine o'clock in your own time zone; at most 90 days.
modal-snooze-day-wrong = Choose a day after today, at most 90 days ahead.
