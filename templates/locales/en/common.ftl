unknown = unknown
yes = yes
no = no
common-none = none

## Names of figures
metric-sales = Sales
metric-units = Units
metric-orders = Orders
metric-sessions = Sessions
metric-page-views = Page views
metric-ad-sessions = Ad sessions (estimated from clicks)
metric-organic-sessions = Organic sessions
metric-cvr = CVR (units per session)
metric-order-cvr = CVR (orders per session)
metric-ctr = CTR
metric-cpc = CPC
metric-clicks = Clicks
metric-impressions = Impressions
metric-ad-spend = Ad spend
metric-ad-sales = Ad sales
metric-ad-orders = Ad orders
metric-acos = ACOS
metric-tacos = TACOS
metric-price = Price
metric-average-price = Average selling price
metric-units-per-order = Units per order
metric-buy-box-pct = Featured Offer share
metric-featured-offer = Featured Offer share
metric-return-rate = Return rate
metric-days-of-cover = Days of cover
metric-available = Available
metric-rating = Rating
metric-review-velocity = Reviews a week

## Factors of the money bridge
factor-ad-sessions = Ad sessions
factor-organic-sessions = Organic sessions
factor-sessions = Sessions
factor-conversion = Conversion
factor-units-per-order = Units per order
factor-units = Units
factor-price = Price

## Kinds of alert
kind-sales-drop = Sales drop
kind-acos-spike = ACOS spike
kind-low-stock = Low stock
kind-buy-box-lost = Featured Offer lost
kind-featured-offer-suppressed = Featured Offer suppressed
kind-price-undercut = Undercut in price
kind-listing-suppressed = Listing suppressed
kind-ads-stopped = Ads stopped
kind-ads-out-of-budget = Ads out of budget
kind-cvr-low = Low conversion
kind-return-spike = Return spike
kind-rating-drop = Rating drop
kind-rank-drop = Rank drop
kind-excess-stock = Excess stock
kind-stranded-stock = Stranded stock
kind-storage-risk = Storage limit
kind-inbound-late = Inbound shipment late
kind-account-risk = Account at risk
kind-data-stale = Data late
kind-bad-review = Bad review
kind-notice = Notice from Amazon
kind-new-seller = New seller on the listing
kind-listing-changed = Listing changed
kind-variation-broken = Variation broken
kind-badge-changed = Badge changed
kind-unusual-charge = Unusual charge
kind-document-due = Document due

## Causes of a drop
cause-out-of-stock = Out of stock
cause-listing-suppressed = Listing suppressed
cause-offer-inactive = Offer inactive
cause-compliance-notice = Compliance notice
cause-buy-box-lost = Featured Offer held by another seller
cause-featured-offer-suppressed = Featured Offer suppressed
cause-price-undercut = Others are cheaper
cause-price-increase = Price increase
cause-promotion-ended = Promotion ended
cause-ads-paused = Ads paused
cause-ads-out-of-budget = Ads out of budget
cause-ads-weakened = Ads weakened
cause-rank-lost = Search rank lost
cause-bad-reviews = Bad reviews
cause-rating-drop = Rating drop
cause-listing-changed = Listing changed
cause-variation-broken = Variation broken
cause-sibling-out-of-stock = Sibling out of stock
cause-delivery-slow = Slow delivery
cause-badge-changed = Badge lost
cause-competitor-move = Competitor's move
cause-seasonal = Season
cause-market-wide = Whole market
cause-data-incomplete = Data incomplete
cause-unexplained = Unexplained

## States, severities, tables
state-open = open
state-acknowledged = acknowledged
state-snoozed = snoozed
state-resolved = resolved
severity-low = low
severity-medium = medium
severity-high = high
common-status-diagnosed = Cause found
common-status-no-drop = No drop worth explaining
common-status-blocked-by-data = Data incomplete: no verdict
common-status-insufficient-evidence = A real drop without evidence of its cause
common-cancel = Cancel
common-working = Working on it…
common-chart = Chart
common-no-chart = There is nothing to draw.
common-chart-sent = The chart is in your direct messages.
common-share = Share to channel
common-shared = Shared to the channel
common-shared-by = Shared by { $who }
common-next-page = Next ›
common-previous-page = ‹ Previous
common-page = Page { $page } of { $pages }
common-more = { $n ->
    [one] and { $n } more
   *[other] and { $n } more
 }
common-pair = { $before } → { $after }
common-labelled = { $label }: { $value }
common-and = { $first }, { $second }

## Charts
chart-units = Units a day
chart-band = Usual range (90 %)
chart-units-title = { $asin } · { $marketplace }: units a day
chart-bridge-title = From sales before to sales after ({ $currency })
chart-before = { $days } days before
chart-after = Last { $days } days
chart-diagnosis = Units a day and what the change of sales is made of: { $asin } · { $marketplace }
chart-stock = Stock
chart-pace = At a faster or slower pace
chart-cover-title = { $asin } · { $marketplace }: stock from { $day } on
chart-out = Out of stock
chart-order = Order
chart-cover = How long the stock lasts: { $asin } · { $marketplace }
chart-digest = Sales of the last 14 days
