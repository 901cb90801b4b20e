## One line of the evidence chain: what, from which table, which days
diagnosis-cite = { $text } [{ $table }, { $first } to { $last }]
diagnosis-cite-undated = { $text } [{ $table }]
diagnosis-list = { $first }, { $rest }
diagnosis-action-line = { $owner }: { $what }

## Who acts
diagnosis-owner-operations = Operations
diagnosis-owner-buyer = Buyer
diagnosis-owner-customer-service = Customer service
diagnosis-owner-design = Design
diagnosis-owner-compliance = Compliance
diagnosis-owner-advertising = Advertising

## Data gates
diagnosis-gate-no-traffic = There is no traffic data for this ASIN
diagnosis-gate-late = The sales and traffic report has not arrived for { $n ->
    [one] 1 day
   *[other] { $n } days
 } ({ $first } to { $last })
diagnosis-gate-missing = { $n ->
    [one] 1 day has
   *[other] { $n } days have
 } no row for this ASIN while others have one ({ $first } to { $last })
diagnosis-gate-short-history = The history starts only on { $first }, too late to compare two windows
diagnosis-gate-no-units = Orders and units are missing on { $n ->
    [one] 1 day
   *[other] { $n } days
 } ({ $first } to { $last })
diagnosis-gate-no-sales = Sales are missing on { $n ->
    [one] 1 day
   *[other] { $n } days
 } with units sold, and no price is known ({ $first } to { $last })
diagnosis-gate-zero-sales = Sales are 0 beside units sold on { $n ->
    [one] 1 day
   *[other] { $n } days
 } ({ $first } to { $last })
diagnosis-gate-no-sessions = Sessions are missing on { $n ->
    [one] 1 day
   *[other] { $n } days
 } ({ $first } to { $last })
diagnosis-gate-sessions-zero = Sessions are 0 beside units sold on { $n ->
    [one] 1 day
   *[other] { $n } days
 } ({ $first } to { $last })
diagnosis-gate-sessions-thin = Sessions are far too few for the units sold on { $n ->
    [one] 1 day
   *[other] { $n } days
 } ({ $first } to { $last })
diagnosis-gate-everybody = The figures of all like ASINs collapsed together on { $n ->
    [one] 1 day
   *[other] { $n } days
 } ({ $first } to { $last }): the report is not complete
diagnosis-gate-unknown-sales = Sales of the two windows cannot be known from what is stored

## Evidence
diagnosis-evidence-stock-zero = Sellable stock has been 0 since { $since } (before: { $before })
diagnosis-evidence-stock-issue = The listing says since then: { $issue }
diagnosis-evidence-stock-transfer = { $units } units have been in transfer between warehouses since { $since } and sell only with a later delivery
diagnosis-evidence-listing-suppressed = The listing has been suppressed since { $since } (status { $status }, { $why })
diagnosis-evidence-offer-inactive = The offer has been closed since { $since } (status { $status }, { $why })
diagnosis-evidence-notice = Notice of { $on }: { $subject } (kind { $kind }, severity { $severity })
diagnosis-evidence-notice-closed = The listing was closed after the notice, on { $since }
diagnosis-evidence-listing-changed = { $part } changed on { $on }: “{ $old }” → “{ $new }”
diagnosis-evidence-event = Logged on { $on }: { $kind } ({ $note })
diagnosis-evidence-badge-lost = The badge { $badge } has been gone since { $since }
diagnosis-evidence-featured-other = Another seller has held the Featured Offer since { $since } (Featured Offer price { $price })
diagnosis-evidence-featured-none = Nobody has held the Featured Offer since { $since }
diagnosis-evidence-featured-threshold = Our price { $ours } is above the competitive price threshold { $threshold }
diagnosis-evidence-featured-share = Featured Offer share { $before } → { $after }
diagnosis-evidence-undercut = The lowest other price has been { $other } since { $since }, { $gap } below ours ({ $ours })
diagnosis-evidence-undercut-more = { $after } other offers since { $since } ({ $before } before), the lowest { $gap } below ours
diagnosis-evidence-delivery = Delivery takes { $after } days since { $since } (before: { $before })
diagnosis-evidence-promotion-ended = { $kind } (discount { $discount }) ended with { $ended }
diagnosis-evidence-deal-price-ended = The deal price { $low } ended, the usual price { $usual } is back since { $since }
diagnosis-evidence-price-up = Our price went from { $before } to { $after } ({ $change }) on { $since }
diagnosis-evidence-competitor-price = Competitor { $rival } went from { $before } to { $after } after coupon on { $since }
diagnosis-evidence-competitor-rating = Competitor { $rival } went from { $before } to { $after } stars
diagnosis-evidence-competitor-new = Competitor { $rival } has been selling at { $price } since { $since }
diagnosis-evidence-campaign-paused = Campaign { $name } ({ $weight } of the ASIN’s clicks) has been paused since { $since }
diagnosis-evidence-campaign-silent = Campaign { $name } has had no impressions since { $since } (before: { $before } a day)
diagnosis-evidence-ads-vanished = No ads row of any ASIN since { $since } (before: { $clicks } clicks a day), and as many sessions went
diagnosis-against-ads-late = The ads report may also be late: no ASIN has rows for these days
diagnosis-evidence-out-of-budget = Campaign { $name } is without budget for { $after } of the day since { $since } (before: { $before })
diagnosis-evidence-budget-cut = The daily budget of campaign { $name } went from { $before } to { $after } on { $since } and is used up
diagnosis-evidence-ad-clicks = Ad clicks since { $since }: { $actual } instead of { $expected }, with the campaigns enabled and in budget
diagnosis-evidence-impressions-down = Ad impressions a day { $before } → { $after }
diagnosis-evidence-cpc-up = Cost per click { $before } → { $after }
diagnosis-evidence-bid-down = Bid { $before } → { $after }
diagnosis-evidence-top-of-search-down = Top-of-search share { $before } → { $after }
diagnosis-evidence-keyword-ranks = Organic keyword ranks have been { $times } times what they were since { $since }
diagnosis-evidence-search-share = Shown in { $after } of the searches’ impressions (before: { $before })
diagnosis-evidence-sales-rank = Sales rank has been { $times } times what it was since { $since }, more than our own sales explain
diagnosis-evidence-bad-reviews = { $count ->
    [one] 1 review
   *[other] { $count } reviews
 } of 1–2 stars since { $since } (usual: { $usual })
diagnosis-evidence-rating-down = The rating went from { $before } to { $after } on { $since }
diagnosis-evidence-rating-count-down = The count of ratings went from { $before } to { $after } on { $since }
diagnosis-evidence-parent-changed = The parent ASIN changed from { $old } to { $new } on { $since }
diagnosis-evidence-sibling-left = Sibling { $sibling } left the family on { $since } (parent { $old } → { $new })
diagnosis-evidence-sibling-stock = Sibling { $sibling } has been out of stock since { $since }
diagnosis-evidence-sibling-silent = Sibling { $sibling } has sold nothing since { $since }
diagnosis-evidence-market = { $count ->
    [one] 1 like ASIN ({ $basis })
   *[other] { $count } like ASINs ({ $basis })
 } changed by { $change } since { $since }; { $agree } of them fell
diagnosis-evidence-year-ago = Last year’s same weeks changed by { $change } on the day that matches { $since }
diagnosis-evidence-search-volume = Searches for our queries { $before } → { $after } a week
diagnosis-evidence-unexplained = { $actual } units since { $since } instead of { $expected }; nothing that is stored changed with it

diagnosis-basis-category = same category
diagnosis-basis-marketplace = same marketplace
diagnosis-promotion-coupon = The coupon
diagnosis-promotion-deal = The deal
diagnosis-promotion-prime-exclusive = The Prime exclusive discount
diagnosis-promotion-sale-price = The sale price
diagnosis-part-main-image-hash = Main image
diagnosis-part-title = Title
diagnosis-part-category = Category
diagnosis-part-browse-node = Browse node
diagnosis-part-images = Image count
diagnosis-part-bullets = Bullet points
diagnosis-part-a-plus = A+ content
diagnosis-part-video = Video
diagnosis-part-size-tier = Size tier

## Steps
diagnosis-stepname-data = Data
diagnosis-stepname-listing = Listing and notices
diagnosis-stepname-stock = Stock
diagnosis-stepname-offer = Featured Offer
diagnosis-stepname-ad-traffic = Ad traffic
diagnosis-stepname-organic-traffic = Organic traffic
diagnosis-stepname-price = Conversion and price
diagnosis-stepname-reviews = Reviews
diagnosis-stepname-market = Market and season
diagnosis-stepname-ad-spend = Ad spend
diagnosis-step-not-looked = Not looked at: the data comes first
diagnosis-step-data-ok = Complete from { $first } to { $last }
diagnosis-step-listing-ok = Status { $status } on { $day }; no new notice, no change of the page
diagnosis-step-listing-unknown = No listing data stored
diagnosis-step-stock-ok = { $units } sellable on { $day }
diagnosis-step-stock-unknown = No inventory data stored
diagnosis-step-offer-ok = Featured Offer share { $before } → { $after }; no change of holder
diagnosis-step-offer-unknown = No offer data stored
diagnosis-step-ad-traffic-ok = Ad clicks { $before } → { $after }; campaigns unchanged
diagnosis-step-ad-traffic-unknown = No ad data stored
diagnosis-step-organic-traffic-ok = Organic sessions { $before } → { $after }; no lost rank in what is stored
diagnosis-step-organic-traffic-unknown = Sessions are unknown
diagnosis-step-price-ok = Price { $before } → { $after }, CVR { $old } → { $new }; no change of price, promotion or competitors
diagnosis-step-price-unknown = No price data stored
diagnosis-step-reviews-ok = Rating { $rating }; { $n ->
    [one] 1 review
   *[other] { $n } reviews
 } in the weeks looked at, no burst of bad ones; returns { $before } → { $after }
diagnosis-step-reviews-unknown = No review data stored
diagnosis-step-market-ok = Compared with { $n } like ASINs: no common fall
diagnosis-step-market-unknown = Fewer than two like ASINs to compare with
diagnosis-step-ad-spend-ok = ACOS { $acos }, TACOS { $tacos }; break-even ACOS { $even }
diagnosis-step-ad-spend-above = ACOS { $acos } is above the break-even of { $even }: each sale through ads loses money; TACOS { $tacos }
diagnosis-step-ad-spend-no-even = ACOS { $acos }, TACOS { $tacos }; break-even unknown: { $fields } missing
diagnosis-step-ad-spend-unknown = No ad spend stored

## Remarks
diagnosis-remark-noise = Noise alone moves this ASIN by ±{ $width } from window to window
diagnosis-remark-odd-week = The window before was unusually high; the last one is what was normal before
diagnosis-remark-left = { $money } ({ $part }) of the loss is explained by nothing found
diagnosis-remark-estimated = Sales were not told for some days and are taken as units times our price
diagnosis-could-not-check = Could not check { $causes }: no rows in { $table } for this ASIN. Import { $table }.csv or connect the source that fills it.

## What to do
diagnosis-action-out-of-stock = { $owner }: confirm the stock-out, expedite or create a replenishment shipment, and lower ads and price pressure until it is checked in. { $page }
diagnosis-action-listing-suppressed = { $owner }: open the suppressed listing, correct the attribute that it names and resubmit. { $page }
diagnosis-action-offer-inactive = { $owner }: find out why the offer is closed (price error, missing attribute, deleted SKU) and reactivate it. { $page }
diagnosis-action-compliance-notice = { $owner }: read the notice, collect the documents it asks for and appeal before its deadline. { $page }
diagnosis-action-buy-box-lost = { $owner }: check who holds the Featured Offer and at what price, match it where the margin allows, and report unauthorised sellers. { $page }
diagnosis-action-featured-offer-suppressed = { $owner }: bring the price below the competitive price threshold or raise the reference price with proof; then check that the Featured Offer is back. { $page }
diagnosis-action-price-undercut = { $owner }: compare the cheaper offers with your floor price and decide: match, coupon, or hold. { $page }
diagnosis-action-price-increase = { $owner }: compare margin gained with units lost since the increase; step back or cushion it with a coupon. { $page }
diagnosis-action-promotion-ended = { $owner }: decide whether to renew the promotion; judge sales against the weeks before it, not against the promotion. { $page }
diagnosis-action-team = { $steps } { $page }
diagnosis-action-ads-paused = { $owner }: find out who paused the campaigns and why; enable them or move their keywords. { $page }
diagnosis-action-ads-out-of-budget = { $owner }: raise the daily budget or shift it from campaigns without sales; check hours of day. { $page }
diagnosis-action-ads-weakened = { $owner }: check bids, placements and rejected ads against competitors’ bids; restore bids on converting terms. { $page }
diagnosis-action-rank-lost = { $owner }: see which keywords lost their place, check indexing and relevance, and support them with exact campaigns. { $page }
diagnosis-action-bad-reviews = { $owner }: read the new 1–2 star reviews, name the defect, answer buyers, and give the batch to quality control. { $page }
diagnosis-action-rating-drop = { $owner }: find the reviews behind the lower rating, report those against the rules, and fix the defect they name. { $page }
diagnosis-action-listing-changed = { $owner }: compare the page before and after the change; undo it if conversion does not recover within a week. { $page }
diagnosis-action-variation-broken = { $owner }: restore the parent-child relation (flat file or Seller Support with the old parent ASIN). { $page }
diagnosis-action-sibling-out-of-stock = { $owner }: replenish the sold-out sibling and point its traffic to variants in stock. { $page }
diagnosis-action-delivery-slow = { $owner }: check where the units are (transfer, receiving) and bridge with a second channel or a shipment to another warehouse. { $page }
diagnosis-action-badge-changed = { $owner }: see what the badge needs (rating, delivery, price, returns) and restore it. { $page }
diagnosis-action-competitor-move = { $owner }: judge whether the competitor’s price is a passing deal; answer with a coupon or by placement, not by reflex. { $page }
diagnosis-action-seasonal = { $owner }: plan budget and stock by last year’s curve; no repair is needed. { $page }
diagnosis-action-market-wide = { $owner }: hold position and watch share; lower budgets with demand rather than chasing it. { $page }
diagnosis-action-data-incomplete = { $owner }: wait for the report or import it again, then diagnose once more. { $page }
diagnosis-action-unexplained = { $owner }: connect the missing data named below, look at the page as a buyer sees it, and diagnose again tomorrow. { $page }

## Plain text
diagnosis-text-sales = Sales of the last { $days } days: { $before } → { $after } ({ $change })
diagnosis-text-share = { $factor }: { $change }
diagnosis-text-share-bounded = { $factor }: { $change } (90%: { $low } to { $high })
diagnosis-text-cause = { $n }. { $cause } (score { $score }, since { $since }, explains { $money })
factor-corrections = Corrections
