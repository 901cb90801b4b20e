## Shared
playbooks-name-ads = Ads
playbooks-name-stock = Stock
playbooks-name-reviews = Reviews
playbooks-name-profit = Profit
playbooks-name-listing = Listing
playbooks-name-launch = Launch
playbooks-name-experiment = Experiment
playbooks-header = { $name }: { $asin } ({ $marketplace }), as of { $day }
playbooks-header-all = { $name }: { $marketplace }, as of { $day }
playbooks-could-not-check = Could not check
playbooks-missing-file = { $file } holds nothing for this: import it, or connect its source with `asinwatch sync`
playbooks-missing-columns = { $file } lacks { $columns }: fill them in and import again
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
playbooks-ads-auto = Automatic campaigns: { $share } of spend
playbooks-ads-manual = Manual campaigns: { $share } of spend
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
playbooks-stock-do-expedite = Purchasing: expedite the { $units } units on their way
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

## Profit
playbooks-profit-unknown = Profit unknown
playbooks-profit-earns = Earns { $unit } a unit ({ $share } of the price), { $total } in 30 days
playbooks-profit-loses = Loses { $unit } a unit ({ $share } of the price), { $total } in 30 days
playbooks-profit-all = { $total } in 30 days from { $n ->
    [one] { $n } ASIN
   *[other] { $n } ASINs
 }; { $losing } of them lose money, { $unknown } unknown
playbooks-profit-missing = Profit lacks: { $fields }
playbooks-profit-unit = Unit economics of the last 30 days
playbooks-profit-price = Average selling price { $amount } ({ $units } units)
playbooks-profit-vat = − VAT { $amount } ({ $share })
playbooks-profit-referral = − Referral fee { $amount } ({ $share })
playbooks-profit-fulfilment = − Fulfilment fee { $amount } ({ $share })
playbooks-profit-inbound = − Inbound { $amount } ({ $share })
playbooks-profit-cost = − Unit cost { $amount } ({ $share })
playbooks-profit-ads = − Ads { $amount } ({ $share })
playbooks-profit-returns = − Returns { $amount } ({ $share })
playbooks-profit-left = = Profit { $amount } ({ $share })
playbooks-profit-do-price = Operations: raise the price or lower the cost; the unit loses money even without ads
playbooks-profit-do-ads = Advertising: bring ad spend below the margin before ads
playbooks-profit-charges = Charges by kind
playbooks-profit-no-charge = No charge of this ASIN in 120 days
playbooks-profit-charge = { $kind }: { $now } in 30 days (usual month { $usual })
playbooks-profit-do-charge = Finance: check { $kind } in the settlement: { $now } against { $usual } in a usual month
playbooks-profit-returns-title = Returns
playbooks-profit-rate = Return rate { $rate }, category { $usual } (median of { $n } ASINs)
playbooks-profit-reason = Reason { $reason }: { $n }
playbooks-profit-do-returns = Customer service: read the return comments; fix the page or the product on the main reason
playbooks-profit-losing = ASINs that lose money
playbooks-profit-best = ASINs that earn most
playbooks-profit-line = { $asin }: { $total } ({ $units } units, { $unit } each, { $share })
playbooks-profit-do-look = Operations: start with `/asinwatch profit { $asin }`

## Reviews
playbooks-reviews-ok = Rating steady; no rise of bad reviews
playbooks-reviews-unknown = Nothing is known of the reviews
playbooks-reviews-bad = { $n ->
    [one] One point needs attention: { $first }
   *[other] { $n } points need attention, first: { $first }
 }
playbooks-reviews-rating = Rating
playbooks-reviews-rating-line = { $now } now, { $month } 30 days ago, { $quarter } 90 days ago
playbooks-reviews-do-rating = Customer service: answer the newest bad reviews; operations: find the batch or change that they name
playbooks-reviews-velocity = New ratings
playbooks-reviews-velocity-line = { $now } in the last 30 days, { $before } in the 30 before
playbooks-reviews-bad-share = 1 and 2 star reviews
playbooks-reviews-bad-line = { $now } of { $of } reviews in 30 days ({ $share }); before { $before } of { $past }
playbooks-reviews-do-answer = Customer service: answer each new bad review within a day and offer help through the order
playbooks-reviews-defects = Defects named
playbooks-reviews-no-bad = No 1 or 2 star review in { $days } days
playbooks-reviews-not-classified = { $n ->
    [one] { $n } bad review
   *[other] { $n } bad reviews
 } not yet read for topics
playbooks-reviews-topic = { $topic }: { $n } ({ $now } in 30 days), e.g. “{ $quote }”
playbooks-amazon-topics = Amazon's topics, week of { $day }
playbooks-amazon-topic-negative = Complaint “{ $topic }”: { $mentions } mentions, { $share } of reviews, { $stars } stars
playbooks-amazon-topic-positive = Praise “{ $topic }”: { $mentions } mentions, { $share } of reviews, { $stars } stars
playbooks-reviews-do-safety = Compliance: a review names a danger; stop the batch until it is checked
playbooks-reviews-do-defect = Purchasing: take the named defect to the supplier; design: say it on the page if it is a misunderstanding
playbooks-topic-stopped-working = Stopped working
playbooks-topic-broken-on-arrival = Broken on arrival
playbooks-topic-wrong-size = Wrong size
playbooks-topic-not-as-described = Not as described
playbooks-topic-missing-parts = Missing parts
playbooks-topic-smell = Smell
playbooks-topic-leak = Leak
playbooks-topic-safety = Overheating or danger
playbooks-topic-battery = Battery
playbooks-topic-quality = Quality
playbooks-topic-delivery = Delivery
playbooks-topic-counterfeit = Counterfeit
playbooks-topic-other = Other
playbooks-topic-unsure = Unsure
playbooks-changes = What changed
playbooks-no-changes = No recorded change in { $days } days
playbooks-event = { $day }: { $kind } ({ $note })
playbooks-event-price-change = price change
playbooks-event-listing-change = listing change
playbooks-event-promotion-start = promotion started
playbooks-event-promotion-end = promotion ended
playbooks-event-experiment-start = experiment started
playbooks-event-experiment-end = experiment ended
playbooks-field-title = title
playbooks-field-bullets = bullet points
playbooks-field-images = number of images
playbooks-field-main-image-hash = main image
playbooks-field-a-plus = A+ content
playbooks-field-video = video
playbooks-field-category = category
playbooks-field-browse-node = browse node
playbooks-field-variation-theme = variation theme
playbooks-field-parent-asin = parent ASIN
playbooks-field-size-tier = size tier
playbooks-field-badges = badges
playbooks-field-status = status
playbooks-listing-changed = { $day }: { $field } of the listing changed

## Listing
playbooks-listing-ok = The page meets every point that could be checked
playbooks-listing-bad = { $n ->
    [one] One point to mend: { $first }
   *[other] { $n } points to mend, first: { $first }
 }
playbooks-listing-unknown = Nothing is known of the page
playbooks-listing-status = Status
playbooks-listing-status-line = { $status }, issue: { $issue }
playbooks-listing-do-status = Operations: mend the issue in Manage All Inventory; the page does not sell until then
playbooks-listing-title = Title
playbooks-listing-title-line = { $n } characters (good: { $low } to { $high })
playbooks-listing-title-why = Why: search matches the title first, and phones show only its first 80 characters
playbooks-listing-title-repeated = More than twice in the title: { $words } (Amazon may suppress the page for it)
playbooks-listing-title-term = The term that sells most, “{ $term }”, is not in the first 80 characters: { $words }
playbooks-listing-do-title = Design: rewrite the title with brand, product, main term and difference, within the limits
playbooks-listing-count = { $n } of { $wanted }
playbooks-listing-there = There
playbooks-listing-not-there = Not there
playbooks-listing-bullets = Bullet points
playbooks-listing-bullets-why = Why: bullets answer what shoppers ask before they buy, and they are searched
playbooks-listing-do-bullets = Design: add { $n ->
    [one] { $n } bullet point
   *[other] { $n } bullet points
 } from the questions in reviews and returns
playbooks-listing-images = Images
playbooks-listing-images-why = Why: most shoppers decide on the images; each unused place is an unanswered question
playbooks-listing-do-images = Design: add { $n ->
    [one] { $n } image
   *[other] { $n } images
 } (size, use, details, what is in the box)
playbooks-listing-video = Video
playbooks-listing-video-why = Why: a video shows use and size that images cannot
playbooks-listing-do-video = Design: add a short video of the product in use
playbooks-listing-a-plus = A+ content
playbooks-listing-a-plus-why = Why: A+ holds comparison and detail below the fold, and lowers returns by clearer expectations
playbooks-listing-do-a-plus = Design: publish A+ content
playbooks-listing-brand-story = Brand story
playbooks-listing-no-report = No report tells whether a brand story is there: look at the page
playbooks-listing-variation = Variations
playbooks-listing-variation-line = Parent { $parent }, theme { $theme }
playbooks-listing-variation-why = Why: one family shares reviews and rank; a wrong theme splits it
playbooks-listing-do-variation = Operations: set the variation theme of the family
playbooks-listing-terms = Search terms that sell but are not on the page
playbooks-listing-term = “{ $term }”: { $orders ->
    [one] { $orders } order
   *[other] { $orders } orders
 } through ads, not on the page: { $words }
playbooks-listing-query = “{ $term }”: { $orders ->
    [one] { $orders } purchase
   *[other] { $orders } purchases
} from search, not on the page: { $words }
playbooks-search = Search, week to { $day }
playbooks-search-week = Seen { $seen } times, clicked { $clicked } ({ $ctr }), bought { $bought } ({ $rate } of clicks)
playbooks-search-before = { $weeks ->
    [one] The week before
   *[other] A week of the { $weeks } before
}: seen { $seen }, clicked { $clicked } ({ $ctr }), bought { $bought } ({ $rate })
playbooks-search-do-seen = Operations: the page is shown less in search; look at keyword ranks, suppression, stock and ads
playbooks-search-do-clicks = Design: shoppers see it and click less; compare main image, price, rating and badges with the neighbours in search
playbooks-listing-terms-why = Why: a term that converts in ads ranks organically only when the page holds its words
playbooks-listing-do-terms = Design: put these words into title, bullets or backend search terms

## Launch
playbooks-launch-unknown = The launch day is unknown
playbooks-launch-not-yet = Not launched yet (planned for { $day })
playbooks-launch-no-data = Launched on { $day } (day { $age }): nothing stored reaches back to its first 90 days
playbooks-launch-day = Day { $age } of the launch (month { $month }): { $n ->
    [0] on plan
    [one] { $n } point behind the plan
   *[other] { $n } points behind the plan
 }{ $unknown ->
    [0] {""}
   *[other] , { $unknown } unknown
 }
playbooks-launch-over = The launch is over (day { $age }): { $n ->
    [0] it met the plan
    [one] { $n } point missed the plan
   *[other] { $n } points missed the plan
 }{ $unknown ->
    [0] {""}
   *[other] , { $unknown } unknown
 }
playbooks-launch-reviews = Reviews
playbooks-launch-reviews-line = { $now } ratings against { $plan } planned (launched { $day })
playbooks-launch-do-reviews = Customer service: enrol in Vine and request reviews for delivered orders
playbooks-launch-cvr = Conversion against benchmark
playbooks-launch-cvr-line = CVR { $cvr } over { $days } days, benchmark { $benchmark }
playbooks-launch-do-cvr = Design: test main image and price before buying more traffic
playbooks-launch-tacos = TACOS path
playbooks-launch-tacos-line = Month { $month }: TACOS { $tacos }, plan { $plan }
playbooks-launch-do-tacos = Advertising: move spend from automatic campaigns to the exact terms that convert
playbooks-launch-rank = Rank path
playbooks-launch-rank-line = { $day }: rank { $rank } in { $category }
playbooks-launch-do-rank = Operations: check price, coupon and stock; the rank is worse than at the start

## Experiment
playbooks-experiment-none = No experiment or change of this ASIN is recorded
playbooks-experiment-record = Record one: `experiment_start` in events.csv, or `/asinwatch event` in Slack
playbooks-experiment-what = What is judged
playbooks-experiment-what-line = { $kind } ({ $note }) from { $start } to { $end }
playbooks-experiment-running = { $kind } ({ $note }) since { $start }, still running
playbooks-experiment-not-begun = Too early: the first whole day has not passed
playbooks-experiment-cannot = Cannot be judged: too few like ASINs or too little sold
playbooks-experiment-too-early = Too early: { $change } so far, anything between { $low } and { $high } is possible after { $days } days (at least { $least } are needed)
playbooks-experiment-too-short = Too short to judge: { $change }, anything between { $low } and { $high } is possible after { $days } days (at least { $least } are needed)
playbooks-experiment-open = No difference shown yet: { $change }, between { $low } and { $high }
playbooks-experiment-better = Better: { $change } beyond like ASINs, between { $low } and { $high }
playbooks-experiment-worse = Worse: { $change } beyond like ASINs, between { $low } and { $high }
playbooks-experiment-line = { $change } beyond { $controls } like ASINs, 95 % interval { $low } to { $high } ({ $days } days)
playbooks-experiment-early-why = Too early: a verdict needs { $least } days and { $count } units on each side
playbooks-experiment-no-controls = Needs three like ASINs with sales on both sides that nobody changed
playbooks-experiment-do-wait = Operations: let it run, or test a bigger change
playbooks-experiment-do-keep = Operations: keep the change
playbooks-experiment-do-undo = Operations: undo the change
