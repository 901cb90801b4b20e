digest-headline = Morning digest · { $day }
digest-headline-weekly = Weekly digest · 7 days to { $day }
digest-nothing = Morning digest: no data is stored yet. Drop an export into the channel or run “asinwatch import”.
digest-quiet = Quiet day.
digest-quiet-market = { $marketplace } { $day }: { $sales } ({ $change })
digest-market = { $marketplace } · { $account } · { $day } against the same weekday a week before
digest-market-main = { $marketplace } · { $day } against the same weekday a week before
digest-market-weekly = { $marketplace } · { $account } · 7 days to { $day } against the 7 days before
digest-market-weekly-main = { $marketplace } · 7 days to { $day } against the 7 days before
digest-figure = { $label } { $now } ({ $change })
digest-ratio = { $label } { $now } (was { $before })
digest-cvr = CVR
digest-acos = ACOS
digest-tacos = TACOS
digest-from-zero = from zero
digest-week = 7 days: { $sales } ({ $change })
digest-day = { $day }: { $sales } ({ $change } against the same weekday before)
digest-mover-up = ▲ { $asin } { $title }: +{ $change } ({ $pct })
digest-mover-down = ▼ { $asin } { $title }: { $change } ({ $pct })
digest-risk = { $asin } { $title }: { $days } days of cover, { $available } left, lead time { $lead } days, out on { $out_on }
digest-risk-out = { $asin } { $title }: out of stock (sold { $rate } a day)
digest-holiday = Holiday { $day }: { $name }
digest-provisional = Sessions are provisional (younger than 72 hours)
digest-open-alerts = { $n ->
    [0] No open alerts
    [one] 1 open alert
   *[other] { $n } open alerts
 }
digest-kind-count = { $kind } { $n }
digest-listed = For the digest
digest-show-alerts = Open alerts
digest-show-kpi = Key figures
digest-total = All marketplaces in { $currency }
digest-total-without = Without { $currencies }: no exchange rate is stored.
digest-column-marketplace = Market
digest-cell = { $now } ({ $change })
