## Shared
playbooks-name-ads = Ads
playbooks-name-stock = Stock
playbooks-name-reviews = Reviews
playbooks-name-profit = Profit
playbooks-name-listing = Listing
playbooks-name-launch = Launch
playbooks-name-experiment = Experiment
playbooks-status-ok = OK
playbooks-status-bad = needs attention
playbooks-status-unknown = unknown
playbooks-header = { $name }: { $asin } ({ $marketplace }), as of { $day }
playbooks-header-all = { $name }: { $marketplace }, as of { $day }
playbooks-what-to-do = What to do
playbooks-could-not-check = Could not check
playbooks-missing-file = { $file } is missing: import it, or connect its source with `asinwatch sync`
playbooks-missing-columns = { $file } lacks { $columns }: fill them in and import again
playbooks-missing-date = { $file } has nothing before { $day }
playbooks-quoted = “{ $text }”
playbooks-spent = { $name }: spend { $spend }, ad sales { $sales }, ACOS { $acos }, { $clicks } clicks

## Ads
playbooks-ads-none = No ad figures in the last { $days } settled days
playbooks-ads-ok = ACOS { $acos }; nothing in the ads needs a change
playbooks-ads-bad = ACOS { $acos }; { $n ->
    [one] one point needs attention: { $first }
   *[other] { $n } points need attention, first: { $first }
 }
playbooks-ads-all-bad = ACOS { $acos }; { $extra } was spent above target or break-even
playbooks-ads-spread = Spread of spend
playbooks-ads-period = { $first } to { $last }: { $spend } in { $n ->
    [one] { $n } campaign
   *[other] { $n } campaigns
 }
playbooks-ads-type = { $type }: { $share } of spend
playbooks-ads-acos = ACOS against target and break-even
playbooks-ads-acos-line = ACOS { $acos }, target { $target }, break-even { $even }
playbooks-ads-acos-field = For orientation: the best brand teams run { $low } to { $high }, the average is { $average }
playbooks-ads-do-no-sales = Advertising: pause or rework what has cost money without any sale
playbooks-ads-do-below-even = Advertising: lower bids or stop terms until ACOS is below break-even; each sale through ads loses money now
playbooks-ads-do-below-target = Advertising: lower bids on the campaigns above target, the largest spend first
playbooks-ads-tacos = TACOS
playbooks-ads-tacos-line = TACOS { $tacos } of { $sales } sales; for orientation, { $low } to { $high } of sales is a usual ad budget
playbooks-ads-phase = Phase of the product
playbooks-ads-phase-launch = Launch
playbooks-ads-phase-growth = Growth
playbooks-ads-phase-mature = Mature
playbooks-ads-phase-line = Age { $age } days, exact match { $exact } of search-term spend
playbooks-ads-do-launch = Advertising: automatic campaigns to harvest search terms; move what converts to exact match each week
playbooks-ads-do-growth = Advertising: put the spend into exact manual campaigns on the terms that convert
playbooks-ads-do-mature = Advertising: defend with exact match, and add brand and display campaigns for reach
playbooks-ads-waste = Spend without sales
playbooks-ads-waste-terms = { $lost } ({ $share }) went to { $n ->
    [one] { $n } search term
   *[other] { $n } search terms
 } without an order
playbooks-ads-waste-campaigns = { $lost } ({ $share }) went to { $n ->
    [one] { $n } campaign
   *[other] { $n } campaigns
 } without an order
playbooks-ads-do-waste = Advertising: stop or lower what has brought no order, the largest spend first
playbooks-ads-terms = Search terms to promote or negate
playbooks-ads-rate = { $rate } of the clicks on ads end in an order
playbooks-ads-do-promote = Advertising: give “{ $term }” an exact campaign ({ $orders ->
    [one] { $orders } order
   *[other] { $orders } orders
 } at or under the target)
playbooks-ads-do-negate = Advertising: negate “{ $term }” ({ $clicks } clicks should have brought three orders and brought none)
playbooks-ads-budget = Budgets that run out
playbooks-ads-budget-ok = No campaign was out of budget in the last 7 days
playbooks-ads-budget-line = { $name }: without budget { $out } of the day at { $budget } a day, ACOS { $acos }
playbooks-ads-out-line = { $name }: without budget { $out } of the day, ACOS { $acos }
playbooks-ads-do-raise = Advertising: raise the budget of { $name }; its ACOS of { $acos } is within the limit
playbooks-ads-do-not-raise = Advertising: do not raise { $name }; lower its bids first (ACOS { $acos })
playbooks-ads-brand = Own brand in search terms
playbooks-ads-brand-line = { $brand }: { $share } of search-term spend ({ $spend }), best organic rank { $rank }
playbooks-ads-do-brand = Advertising: test a week without bids on { $brand }; the page already leads there without ads
playbooks-ads-over = ASINs above target or break-even
playbooks-ads-over-line = { $asin }: ACOS { $acos } against { $limit }, { $extra } too much
playbooks-ads-do-look = Advertising: start with `/asinwatch ads { $asin }`

## Stock
playbooks-stock-unknown = Stock unknown
playbooks-stock-out = Out of stock; sold { $demand } a day before
playbooks-stock-demand-unknown = { $units } available; too few days with stock to know the demand
playbooks-stock-no-demand = { $units } available, no demand
playbooks-stock-lasts = Lasts { $days } days, out of stock on { $day }
playbooks-stock-all = { $n } ASINs: { $out } out of stock with demand, { $short } short of their lead time
playbooks-stock-cover = Days of cover
playbooks-stock-units = Available { $available }, reserved (sold later) { $later }, on the way { $way }
playbooks-stock-demand = Demand { $demand } a day (spread { $spread }), from { $n } days with stock
playbooks-stock-out-on = { $days } days of cover: out of stock on { $day }, between { $early } and { $late } (90 %)
playbooks-stock-short-line = { $asin }: { $days } days of cover, out on { $day } ({ $units } available, { $way } on the way)
playbooks-stock-order = Reorder
playbooks-stock-order-line = Reorder point { $point } (lead time { $lead } days with safety stock); in stock and on the way { $position }; order on { $day }: { $units } units
playbooks-stock-do-order-now = Purchasing: order { $units } units now
playbooks-stock-do-order = Purchasing: order { $units } units on { $day }
playbooks-stock-do-order-of = Purchasing: { $asin }: order { $units } units on { $day }
playbooks-stock-orders-due = { $n ->
    [one] { $n } order due
   *[other] { $n } orders due
 } within 14 days ({ $known } ASINs with a known lead time)
playbooks-stock-outages = Days out of stock in the last 90
playbooks-stock-outages-line = { $out ->
    [one] { $out } day
   *[other] { $out } days
 } out of stock in { $known } known days (more than { $most } is a failure)
playbooks-stock-outages-all = { $n ->
    [one] { $n } ASIN
   *[other] { $n } ASINs
 } with more than { $most } days out of stock
playbooks-stock-outages-of = { $asin }: { $out } days
playbooks-stock-do-outages = Purchasing: order earlier; review lead time and safety stock of this ASIN
playbooks-stock-excess = Excess and aged stock
playbooks-stock-excess-line = { $excess } units above { $limit } days of demand
playbooks-stock-aged-line = { $aged } units older than 180 days, storage cost { $cost }
playbooks-stock-excess-all = { $n ->
    [one] { $n } ASIN has
   *[other] { $n } ASINs have
 } more than { $limit } days of demand
playbooks-stock-excess-of = { $asin }: { $excess } units too many
playbooks-stock-do-excess = Operations: sell the excess by coupon or outlet deal, or remove it before the next storage fee
playbooks-stock-ipi = IPI and what drives it
playbooks-stock-ipi-line = IPI { $ipi } (limit { $limit }, goal { $goal })
playbooks-stock-through = Sell-through over 90 days { $rate } (units sold over average units in stock)
playbooks-stock-in-stock = In stock on { $share } of the known days
playbooks-stock-stranded = { $n ->
    [one] { $n } ASIN
   *[other] { $n } ASINs
 } with stranded units (stock, but the listing is closed)
