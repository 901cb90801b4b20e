cli-no-data = Nothing is stored yet: import a dataset folder or an export first (asinwatch import PATH).
cli-unknown-asin = { $asin } is not known: no stored product or figures have it; check the ASIN and the marketplace, or import its data.
cli-alert = { $severity }, { $state }, since { $since }: { $headline } ({ $id })
cli-checked = { $n ->
    [0] No alert is open
    [one] 1 alert is open
   *[other] { $n } alerts are open
 } ({ $opened } opened, { $resolved } resolved by this check).
cli-synced = { $account } { $marketplace } { $source }: { $new } new, { $changed } changed, { $pending } pending, latest day { $latest }
cli-replayed = { $severity }, { $since } to { $until }: { $headline }
sensitivity-low = low
sensitivity-normal = normal
sensitivity-high = high
backtest-title = { $n ->
    [one] 1 alert
   *[other] { $n } alerts
 } from { $first } to { $last }
backtest-line = { $kind } at { $sensitivity } sensitivity: { $n ->
    [one] 1 alert
   *[other] { $n } alerts
 }, { $week } a week, followed by a real loss: { $followed }
backtest-caught =   loss named: { $amount }
