# Why a figure cannot be given; the plain digest of the command line; freshness of data.
figures-no-clicks = no clicks
figures-unknown-clicks = clicks unknown
figures-no-impressions = no impressions
figures-unknown-impressions = impressions unknown
figures-unknown-ad-spend = ad spend unknown
figures-no-ad-sales = no ad sales
figures-unknown-ad-sales = ad sales unknown
figures-no-units = no units sold
figures-unknown-units = units unknown
figures-no-orders = no orders
figures-unknown-orders = orders unknown
figures-no-sessions = no sessions
figures-unknown-sessions = sessions unknown
figures-no-sales = no sales
figures-unknown-sales = sales unknown
figures-no-page-views = no page views
figures-unknown-page-views = page views unknown
figures-unknown-featured-offer = Featured Offer share unknown
figures-unknown-stock = stock unknown
figures-no-demand = no demand
figures-unknown-demand = demand unknown
figures-unknown-returns = returns unknown
figures-unknown-rating-count = rating count unknown
figures-short-history = needs { $days } days of history

figures-late = The latest traffic is of { $day }, { $behind ->
    [one] { $behind } day
   *[other] { $behind } days
 } behind
figures-source-failed = { $account } { $marketplace } { $source } has failed since { $since }: { $what }

## The plain digest
figures-digest-title = Digest of { $day }
figures-digest-title-weekly = Digest of the 7 days up to { $day }
figures-digest-nothing = Nothing is stored yet: `asinwatch import` a dataset folder or downloads first.
figures-digest-market = { $marketplace } ({ $account }), { $first } beside { $before }
figures-digest-market-weekly = { $marketplace } ({ $account }), 7 days up to { $last } beside the 7 before
figures-digest-total = All marketplaces in { $currency }
figures-digest-without = without { $currencies } (no exchange rate known)
figures-digest-line = { $label }: { $after } (before { $before })
figures-digest-line-change = { $label }: { $after } (before { $before }, { $change })
figures-digest-provisional = sessions are provisional (younger than 72 hours)
figures-digest-movers = Movers
figures-digest-mover = { $asin } { $change } ({ $pct }): { $before } → { $after }
figures-digest-stock = Stock at risk
figures-digest-stock-line = { $asin } { $days } days of cover ({ $available } available, { $units } a day)
figures-digest-stock-out = { $asin } out of stock ({ $units } a day before)
figures-digest-alerts = { $n ->
    [0] No open alerts
    [one] { $n } open alert
   *[other] { $n } open alerts
 }
figures-digest-kind = { $kind }: { $n }
figures-digest-holiday = { $day } is a holiday: { $name }
figures-digest-quiet = { $day }: a quiet day. Sales { $sales }, nothing open, no stock at risk.
figures-digest-quiet-market = { $marketplace } { $sales }

## /kpi
figures-break-even = Break-even ACOS
figures-missing = unknown: { $fields } missing
figures-visible = Sells { $demand } a day: a fall of { $three } shows within 3 days, of { $seven } within 7, a fall of half { $half }
figures-visible-family = Its family sells { $demand } a day: a fall of { $three } shows within 3 days, of { $seven } within 7, a fall of half { $half }
figures-visible-none = no size (too few sales)
figures-visible-weeks = { $n ->
    [one] after { $n } week
   *[other] after { $n } weeks
 }
figures-visible-never = not within half a year
figures-partial = Only { $n } of { $usual } ASINs have sales of { $day }: the report may be partial
