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
command-snooze-past = { $until } is over already; choose a later day.
command-snooze-long = A snooze lasts { $days } days at most; choose an earlier day.

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
command-status-next-runs = Next runs
command-status-next = { $job }: { $at }

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

## Playbooks, rules, backtests, people
command-needs-product = Which product? For example: { $example }
command-why-headline = Why and why not: { $asin } · { $marketplace } · { $day }
command-todo-headline = To do
command-todo-of = Of: { $who }
command-todo-team = the whole team
command-todo-unanswered = Nobody has taken ({ $n })
command-todo-taken = Taken ({ $n })
command-todo-due = Due today ({ $n })
command-handover-headline = Hand-over
command-handover-since = Since { $since }
command-handover-opened = Opened ({ $n })
command-handover-resolved = Resolved ({ $n })
command-watched = { $asin } is on your watch list ({ $where }).
command-unwatched = { $asin } is off your watch list ({ $where }).
command-language-set = You are answered in English.
command-language-channel = This channel is spoken to in English.
command-language-which = Which language? /asinwatch language en, zh or slack (as your Slack says); with “channel” for this channel.
command-no-channel = That can only be set in a channel.
command-sop-causes = For which cause? There are:
command-sop-which = “{ $word }” is no cause. There are:
command-sop-line = `/asinwatch sop { $cause }` – { $name }
command-sop-none = There is no procedure for: { $cause }.
command-sop-title = Procedure: { $cause }
command-rules-headline = Rules
command-rules-hint = Precision: the share of judged alerts of the last 90 days that nobody called not useful. `/asinwatch backtest KIND` replays a rule.
command-rule-off = off
command-rule-alert = posted
command-rule-digest = in the digest
command-rule-standing = { $standing }, { $sensitivity } sensitivity
command-rule-precision = { $opened ->
    [one] 1 alert
   *[other] { $opened } alerts
 } in 90 days; precision { $share } ({ $not_useful } of { $judged } called not useful)
command-rule-change = Change
command-unknown-kind = There is no rule “{ $word }”. `/asinwatch rules` lists them.
command-backtest-headline = Backtest { $first } to { $last }
command-backtest-line = { $kind }, { $sensitivity } sensitivity: { $n ->
    [one] 1 alert
   *[other] { $n } alerts
 } ({ $week } a week), followed by a real loss: { $share }, money named: { $caught }
command-backtest-none = The rules would have said nothing.
command-backtest-last = The last ones at the rules' own sensitivity
command-backtest-alert = { $since } to { $until }: { $headline }
command-changes-headline = Changes made in Slack
command-changes-none = Nothing was changed in Slack yet.
command-change-line = { $what } · { $who } · { $at }
command-change-undone = { $what } · taken back by { $who } · { $at }
command-change-values = { $what } · { $who } · { $at }: { $before } → { $after }
command-change-rule = Rule { $key }
command-change-setting = Setting { $key }
command-change-event = Event { $key }
command-change-document = Document { $key }
command-change-product = Product { $key }
command-change-language = Own language
command-change-channel-language = Language of a channel
command-change-watch = Watch list: { $key }
command-change-note = Note on { $key }
command-undone = Taken back: { $what }
command-undo-unknown = This change is not known.
command-undo-done = This change was taken back already.
command-undo-later = It was changed again since; take the later change back first.
command-undo-nothing = You changed nothing that could be taken back.
command-import-headline = Bringing data in
command-import-how = Drop a Seller Central or ads export (CSV, TSV, XLSX, ZIP) into a channel I am in, or into our direct messages. A one-day report says its day in its name, or in your message (2026-03-01). On the server: `asinwatch import`.
command-import-runs = Last imports
command-import-line = { $file } ({ $format }), { $at }: { $read } read, { $new } new, { $changed } changed, { $unchanged } unchanged, { $refused } refused
command-export-title = asinwatch { $first } to { $last }
command-export-refused = Slack did not take the workbook ({ $error }). An admin can find out why with `asinwatch doctor`.
command-export-sent = The workbook of { $first } to { $last } is in your direct messages.
command-event-log = Log what happened, so that diagnoses and experiments know of it.
command-event-for = { $asin } · { $marketplace } · { $account }

## Dossier
command-asin-headline = Dossier { $asin } · { $marketplace }
command-asin-facts = Facts
command-asin-no-facts = No product facts are stored. Import products.csv or fill them in here.
command-asin-alerts = Alerts
command-asin-events = Events
command-asin-event = { $day } { $kind }: { $note }
command-asin-documents = Documents
command-asin-document = { $kind } { $number }
command-asin-document-until = { $kind } { $number }: valid until { $expires }
command-asin-document-soon = { $kind } { $number }: expires { $expires }, renew it
command-asin-document-over = { $kind } { $number }: expired { $expires }
command-asin-suppliers = Suppliers
command-asin-notes = Notes
command-asin-note = { $text } ({ $who }, { $day })
command-asin-edit = Fill in
command-asin-log-event = Log an event
fact-price = Price
fact-target-acos = Target ACOS
fact-cvr-benchmark = CVR benchmark
fact-lead-time-days = Lead time (days)
fact-sku = SKU
fact-parent-asin = Parent ASIN
fact-brand = Brand
fact-category = Category
fact-owner = Owner
fact-launched-on = Launched on
fact-unit-cost = Unit cost
fact-inbound-cost = Inbound cost
fact-fba-fee = FBA fee
fact-referral-fee-pct = Referral fee
fact-vat-pct = VAT

## Help lines
command-help-todo = `/asinwatch todo [mine|@name]` – what waits, what is due today
command-help-handover = `/asinwatch handover [12]` – what the next shift must know (hours)
command-help-why = `/asinwatch why B0…` – which rules looked today, and why each was silent
command-help-stock = `/asinwatch stock [B0…|all]` – cover, stock-out date, when and how much to reorder
command-help-ads = `/asinwatch ads [B0…|all]` – spend against target and break-even, search terms
command-help-reviews = `/asinwatch reviews B0…` – rating, bad reviews, defects
command-help-profit = `/asinwatch profit [B0…|all]` – unit economics, unusual charges
command-help-listing = `/asinwatch listing B0…` – audit of the page
command-help-launch = `/asinwatch launch B0…` – the first 90 days against the plan
command-help-experiment = `/asinwatch experiment B0…` – was the change worth it?
command-help-asin = `/asinwatch asin B0…` – the product's dossier
command-help-event = `/asinwatch event B0…` – log a promotion, price or listing change, an experiment
command-help-watch = `/asinwatch watch B0…` – put it on your watch list (App Home)
command-help-unwatch = `/asinwatch unwatch B0…` – take it off
command-help-sop = `/asinwatch sop out_of_stock` – who does what for a cause
command-help-export = `/asinwatch export [B0…] [US] [30d]` – an Excel workbook in your direct messages
command-help-import = `/asinwatch import` – how to bring data in, the last imports
command-help-rules = `/asinwatch rules [KIND]` – rules, their precision, change them
command-help-backtest = `/asinwatch backtest [KIND] [60d]` – what the rules would have said
command-help-changes = `/asinwatch changes` – what was changed in Slack, by whom
command-help-undo = `/asinwatch undo` – take your last change back
command-help-language = `/asinwatch language en|zh|slack [channel]` – your language, or the channel's

## Dropped files
command-dropped-headline = { $n ->
    [one] 1 file
   *[other] { $n } files
 }
command-dropped-file = { $file } ({ $format }): { $read } rows read, { $new } new, { $changed } changed, { $unchanged } unchanged, { $refused } refused
command-dropped-refused = { $file } was not imported: { $why }
command-dropped-row = line { $line }, { $column }: { $why }
command-dropped-checked = Checks ran: { $opened ->
    [one] 1 alert opened
   *[other] { $opened } alerts opened
 }, { $resolved } resolved.

## Settings
command-settings-headline = Settings
command-settings-channel = Alerts go to
command-settings-quiet = Quiet hours
command-settings-loudness = Threads are
command-settings-owner = Default owner
command-settings-fallback = Asked when nobody answers
command-settings-zone = Time zone
command-settings-admins = Admins
command-settings-acknowledge = May act on alerts
command-settings-import = May import
command-settings-profit = May see profit
command-settings-routes = Routes
command-settings-digests = Further digests
command-settings-members = all members
command-settings-admins-only = admins
command-settings-everybody = everybody
command-settings-count = { $n }
command-settings-file = Permissions, routes, digests, accounts and zone are set in the file ASINWATCH_CONFIG.
command-help-settings = `/asinwatch settings` – alert channel, quiet hours, owners
command-help-owner = `/asinwatch owner asin|brand|category NAME @person|none` – who looks after its alerts
command-owner-how = Say whose and who: `/asinwatch owner brand Fjell @tom`, `owner category Lighting none`. The owner of a kind is in its rule, the others’ in the settings.
command-owner-unknown = No product has “{ $name }”.
command-owner-set = Alerts of { $name } are looked after by { $who }.
command-owner-free = Nobody is set in Slack for { $name } any more; the config file and the settings count.
command-button-assign = Assign
command-button-note = Note
command-kpi-chart = Sales a day ({ $currency })
command-job-check = Checks
command-job-sync = Live sources
command-job-clean = Clearing old records away
command-job-digest = Digest for { $channel }
command-backtest-column-rule = Rule
command-backtest-column-followed = Loss followed
command-backtest-column-stake = At stake
command-backtest-columns = Alerts at low, normal and high sensitivity; whether a loss followed, and what was at stake, at the rule's own.
command-backtest-share = { $share }
command-backtest-caught = { $caught }
command-backtest-alert-open = { $since } to now: { $headline }
command-rule-opened = { $opened ->
    [0] No alert in 90 days
    [one] 1 alert in 90 days; nobody has judged it yet
   *[other] { $opened } alerts in 90 days; nobody has judged them yet
 }
