## Refusals
command-refused-outsider = Guests, bots and people of other organisations can look but change nothing. Please ask { $whom }.
command-refused-channel = Changes are made only in { $where }. Please go there or ask { $whom }.
command-refused-acknowledge = You may not act on alerts. Please ask { $whom }.
command-refused-change = Only admins may change this. Please ask { $whom }.
command-refused-import = You may not import files. Please ask { $whom }.
command-refused-see-profit = You may not see profit. Please ask { $whom }.
command-workspace-admins = an admin of this workspace
command-channel = #{ $name }
command-error = Something went wrong on our side. It is logged under the reference { $reference }.
command-error-known = { $what } (reference { $reference })
command-no-such-alert = This alert is not known any more.
command-nothing-to-ack = Nothing is left to acknowledge here.
command-snooze-past = { $until } is over already; choose a later day.

## Products
command-unknown-asin = { $asin } is not known. Is it mistyped, or not imported yet?
command-asin-elsewhere = { $asin } is not known in { $marketplace }, but in { $where }.
command-no-product = No product fits “{ $query }”. Try an ASIN, a SKU, a product link or other words of its title.
command-which-product = { $n ->
    [one] 1 product fits “{ $query }”. This one?
   *[other] { $n } products fit “{ $query }”. Which one?
 }
command-product-line = { $asin } · { $marketplace } · { $sku } · { $title }
command-choose = Choose
command-open = Open
command-no-data = No figures are stored for { $asin }.
command-too-many-days = { $days } days are too many; ask for 1 to 90.
command-needs-product = Which product? For example: { $example }
command-example-diagnose = /diagnose B0ABCD1234 US 14

## Diagnosis
command-diagnosis-header = Diagnosis { $asin } · { $marketplace }
command-diagnosis-text = { $asin } · { $marketplace }: { $status } ({ $pct })
command-diagnosis-sales = Sales { $before } → { $after }: { $change } ({ $pct }), the { $days } days to { $as_of } against the { $days } days before
command-diagnosis-bridge = What the change is made of
command-diagnosis-steps = Checked in this order
command-diagnosis-other = { $marketplace } ({ $account }): { $status } ({ $change })
command-cause-score = score { $score }
command-cause-since = since { $since }
command-cause-explains = can explain { $explains }
command-cause-against = Against it: { $what }

## Key figures
command-kpi-headline = Key figures · { $days } days
command-kpi-market = { $marketplace } · { $account } · { $first } to { $last }
command-kpi-product = { $asin } · { $marketplace } · { $account } · { $first } to { $last }
command-kpi-figure = { $now } ({ $change }; was { $before })
command-kpi-ratio = { $now } (was { $before })
command-kpi-nothing = No figures are stored for that.

## Alerts
command-alerts-none = No alert is open here.
command-alerts-headline = { $n ->
    [one] 1 open alert
   *[other] { $n } open alerts
 }
command-alert-title = { $kind } · { $asin } · { $marketplace } · since { $day }
command-alert-state = { $state }: { $who }
command-alert-loss = at stake { $loss }
command-button-ack = Acknowledge
command-button-snooze = Snooze
command-button-resolve = Resolve
command-button-diagnose = Diagnose
command-snooze-3d = 3 days
command-snooze-7d = A week
command-snooze-choose = Another day…
command-undo = Undo

## Status
command-status-headline = Jobs and data
command-status-jobs = Last runs
command-status-no-jobs = No job has run yet.
command-status-no-data = No data is stored yet.
command-status-job-ok = { $job }: done { $at } { $detail }
command-status-job-failed = { $job }: failed { $at } { $detail }
command-status-job-running = { $job }: running since { $at } { $detail }
command-status-place = { $marketplace } · { $account }
command-status-table = { $table } { $day } ({ $behind ->
    [0] current
    [one] 1 day behind
   *[other] { $behind } days behind
 })

## Help
command-not-understood = “{ $word }” was not understood. Did you mean one of these?
command-help-headline = What asinwatch can do
command-help-intro = Say a product by its ASIN (any case), a product link, its SKU or words of its title; a marketplace as US, .com or 美国; days as 14, 14d or 2w. Answers are only for you until you share them.
command-help-thread = In an alert's thread: ack, snooze 3d, resolve, unack, assign @name, note …; or react with :eyes: (acknowledge) or :white_check_mark: (resolve).
command-group-start = Start
command-group-daily = Every day
command-group-why = Why?
command-group-act = Act
command-group-team = Team
command-help-help = `/asinwatch help` – this page
command-help-alerts = `/asinwatch alerts [mine] [ASIN] [US]` – what is open
command-help-digest = `/asinwatch digest [US] [2026-03-01]` – the morning digest now
command-help-kpi = `/kpi [ASIN] [US] [14d]` – key figures against the days before
command-help-diagnose = `/diagnose B0ABCD1234 [US] [14d]` – why sales fell
command-help-status = `/asinwatch status` – last runs, how fresh the data is

## The app's own texts in Slack
command-manifest-about = Watches your Amazon figures, alerts in the channel, says why sales fell
command-manifest-diagnose = Why did the sales of a product fall?
command-manifest-kpi = Key figures against the days before
command-manifest-asinwatch = Alerts, stock, ads, reviews, digest, rules and more
command-usage-diagnose = ASIN|link|SKU|title [marketplace] [days]
command-usage-kpi = [ASIN|link|SKU|title] [marketplace] [days]
command-usage-asinwatch = help
command-shortcut-name = Diagnose this ASIN
command-shortcut-description = Diagnose the ASIN in this message
command-shortcut-no-asin = There is no ASIN or product link in this message.
