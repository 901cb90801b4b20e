## The parent message
alerts-header-asin = { $n ->
    [one] { $kind } · { $marketplace } { $asin }
   *[other] { $kind } and more ({ $n }) · { $marketplace } { $asin }
}
alerts-header-account = { $n ->
    [one] { $kind } · { $marketplace } · account { $account }
   *[other] { $kind } and more ({ $n }) · { $marketplace } · account { $account }
}
alerts-header-same = { $n } × { $kind } · { $marketplace } { $asin }
alerts-header-group = { $kind }: { $n } alerts at once
alerts-header-storm = { $n } alerts at once
alerts-group-counts = Open: { $open } · acknowledged: { $acknowledged } · snoozed: { $snoozed } · resolved: { $resolved }
alerts-kind-count = { $kind }: { $n }
alerts-column-what = Finding
alerts-column-stake = At stake
alerts-at-stake = At stake: { $loss }
alerts-at-stake-all = At stake in all: { $losses }
alerts-severity = Severity: { $severity }
alerts-owner = Owner: { $owner }
alerts-product = { $marketplace } { $asin }
alerts-reason = “{ $reason }”
alerts-in-thread = { $more ->
    [0] Each alert has its own buttons in the thread.
   *[other] { $more } more in the thread, where each alert has its own buttons.
}
alerts-page = Alerts, page { $page }: { $n }

## The state of an alert
alerts-standing-open = Open since { $since }, nobody has taken it yet
alerts-standing-acknowledged = Acknowledged by { $who } since { $since }
alerts-standing-acknowledged-until = Acknowledged by { $who } since { $since }, until { $until }
alerts-standing-snoozed = Snoozed by { $who } until { $until }
alerts-standing-resolved = Resolved by { $who }, { $since }
alerts-standing-resolved-itself = Resolved by itself, { $since }

## Buttons
alerts-button-ack = Acknowledge
alerts-button-unack = Take back
alerts-button-wake = Wake up
alerts-button-snooze = Snooze
alerts-button-resolve = Resolve
alerts-button-diagnose = Diagnose
alerts-button-not-useful = Not useful
alerts-button-useful = Useful
alerts-button-assign = Assign…
alerts-button-note = Add a note…
alerts-button-ack-all = Acknowledge all

## Lines in the thread
alerts-line-ack = { $who } took this.
alerts-line-ack-until = { $who } took this, until { $until }.
alerts-line-unack = { $who } gave this back: it is open again.
alerts-line-snooze = { $who } snoozed this until { $until }.
alerts-line-resolve = { $who } resolved this.
alerts-line-assign = { $who } asked { $assignee } to look after this.
alerts-line-note = Note by { $who }: { $note }
alerts-line-not-useful = { $who } found this alert not useful.
alerts-line-useful = { $who } found this alert useful.
alerts-line-worsened = It got worse (severity { $severity }) and is open again: { $what }
alerts-line-well = Well again for three days: resolved by itself.
alerts-line-aged = Nobody closed this for 30 days: closed by itself.
alerts-line-snooze-ended = The snooze has ended: this is open again. { $what }
alerts-line-ack-ended = The acknowledgement’s time has ended: this is open again. { $what }
alerts-line-recurs = It is back (it was resolved on { $since }): { $what }
alerts-line-with-reason = { $line } “{ $reason }”
alerts-line-more = … and { $n } more.
alerts-line-group-ack = { $who } took { $n ->
    [one] one alert
   *[other] all { $n } open alerts
} of this message.
alerts-line-group-snooze = { $who } snoozed { $n ->
    [one] one alert
   *[other] { $n } alerts
} until { $until }.
alerts-line-group-resolve = { $who } resolved { $n ->
    [one] one alert
   *[other] { $n } alerts
}.
alerts-line-group-unack = { $who } gave { $n ->
    [one] one alert
   *[other] { $n } alerts
} back.
alerts-line-remind = Nobody has taken this yet, open since { $since }: { $what }
alerts-line-remind-owner = { $owner }, nobody has taken this yet, open since { $since }: { $what }
alerts-line-remind-fallback = { $owner }, please find somebody for this, open since { $since }: { $what }
alerts-line-repeat = Still open since { $since }: { $what }
alerts-line-cost = From { $first } to { $last } sales were { $cost } below what was usual before.
alerts-line-cost-none = From { $first } to { $last } sales were not below what was usual before.
alerts-line-cost-unknown = What it cost cannot be said: there are not enough sales figures before it.
alerts-line-back = Sales are back: { $share } of the usual level in the last { $days } days.
alerts-line-not-back = Sales are not back yet: { $share } of the usual level in the last { $days } days.

## Answers to who asked
alerts-answer-ack = Acknowledged: it is yours.
alerts-answer-unack = Taken back: it is open again.
alerts-answer-snooze = Snoozed until { $until }.
alerts-answer-resolve = Resolved.
alerts-answer-assign = { $assignee } looks after it now.
alerts-answer-assigned-already = { $who } looks after it already.
alerts-answer-note = Noted.
alerts-answer-not-useful = Thank you. It counts in this rule’s measured precision.
alerts-answer-useful = Thank you. It counts in this rule’s measured precision.
alerts-answer-seen = Seen again.
alerts-answer-worsened = It got worse.
alerts-answer-well = It is well again.
alerts-answer-aged = It has been closed by age.
alerts-answer-snooze-ended = The snooze has ended.
alerts-answer-ack-ended = The acknowledgement has ended.
alerts-answer-acked-already = { $who } has it already, since { $since }.
alerts-answer-resolved-already = { $who } resolved it already, { $since }.
alerts-answer-group = { $n ->
    [0] There was nothing left to do.
    [one] Done for one alert.
   *[other] Done for { $n } alerts.
}
alerts-refuse-unknown = There is no such alert (any more).
alerts-refuse-resolved = It was resolved by { $who }, { $since }; only notes and feedback can be added.
alerts-refuse-nothing-to-undo = There is nothing to take back: it is open.
alerts-refuse-assign-nobody = Say who should look after it.
alerts-refuse-note-empty = The note is empty.
alerts-refuse-snooze-endless = Say how long to snooze it, for example “snooze 3d”.
alerts-refuse-until-past = That time is over already.
alerts-refuse-not-yet = Its time is not over yet.

## What a rule is worth
alerts-rule-quieter = { $not-useful } of { $judged } alerts that people looked at were not useful: lower this rule’s sensitivity.
alerts-rule-to-digest = { $not-useful } of { $judged } alerts that people looked at were not useful: send this rule to the digest instead.
alerts-rule-ignored = None of { $opened } alerts was touched by anybody: send this rule to the digest instead.

## Messages to admins
alerts-admin-blocked = I cannot post in { $channel }: { $error }. { $waiting ->
    [one] One message waits
   *[other] { $waiting } messages wait
} there; nothing is lost. { $remedy }
alerts-admin-invite = Invite me there with /invite.
alerts-admin-archived = Unarchive the channel, or set another one.
alerts-admin-channel = Check the channel’s name in the settings, and that I may see it.
alerts-admin-scope = Reinstall the app with the scopes that `asinwatch manifest` prints.
alerts-admin-token = Check SLACK_BOT_TOKEN; `asinwatch doctor` tells what Slack says.
alerts-admin-forbidden = Allow the app to post there.
