# What the checks say: headlines, reasons to believe them, and why a rule is silent.
detection-asin = { $asin }
detection-asin-titled = { $asin } “{ $title }”
detection-the-account = The whole account
detection-at-stake = A usual day brings { $loss } here.

detection-kind-sales-drop = sales drop
detection-kind-acos-spike = ACOS spike
detection-kind-low-stock = low stock
detection-kind-buy-box-lost = Featured Offer lost
detection-kind-featured-offer-suppressed = Featured Offer suppressed
detection-kind-price-undercut = price undercut
detection-kind-listing-suppressed = listing suppressed
detection-kind-ads-stopped = ads stopped
detection-kind-ads-out-of-budget = ads out of budget
detection-kind-cvr-low = low conversion
detection-kind-return-spike = return spike
detection-kind-rating-drop = rating drop
detection-kind-rank-drop = sales rank drop
detection-kind-excess-stock = excess stock
detection-kind-stranded-stock = stranded stock
detection-kind-storage-risk = storage risk
detection-kind-inbound-late = late inbound shipment
detection-kind-account-risk = account risk
detection-kind-data-stale = stale data
detection-kind-bad-review = bad review
detection-kind-notice = notice from Amazon
detection-kind-new-seller = new seller on the listing
detection-kind-listing-changed = listing changed
detection-kind-variation-broken = variation broken
detection-kind-badge-changed = badge changed
detection-kind-unusual-charge = unusual charge
detection-kind-document-due = document due

detection-source-traffic-daily = traffic and sales
detection-source-ads-daily = advertising
detection-source-inventory-daily = inventory
detection-source-offers = offers
detection-source-listings = listings
detection-source-ratings-daily = ratings
detection-source-ranks = sales ranks
detection-source-campaigns = campaigns

detection-life-fires = the check fired
detection-life-event = a new event
detection-life-stays = unchanged
detection-life-worse = it got worse
detection-life-well = well on each of the last { $days } days
detection-life-expired = nobody closed it for { $days } days
detection-life-clears = well again after a person had closed it

detection-muted-by = Explained by: { $kind }
detection-muted-by-account = The whole account sells less; that has an alert of its own
detection-muted-was-out = { $days ->
    [one] It was out of stock on one day of the week looked at
   *[other] It was out of stock on { $days } days of the week looked at
}
detection-rule-off = This rule is turned off
detection-rule-silent = This rule has nothing to say about this ASIN today

detection-sales-headline = { $who } sold { $observed } in { $days } days instead of about { $expected } (−{ $fall }), { $loss } less
detection-sales-headline-no-price = { $who } sold { $observed } in { $days } days instead of about { $expected } (−{ $fall })
detection-sales-headline-family = The family of { $who } sold { $observed } in { $days } days instead of about { $expected } (−{ $fall }), { $loss } less
detection-sales-headline-family-no-price = The family of { $who } sold { $observed } in { $days } days instead of about { $expected } (−{ $fall })
detection-sales-group = { $who }: { $fell } of { $count } ASINs fell together, { $observed } sold in { $days } days instead of about { $expected } (−{ $fall }), { $loss } less
detection-sales-account = The whole account
detection-sales-category = Category “{ $category }”
detection-sales-bound = By chance alone it would hardly ever be { $bound } or fewer in { $days } days
detection-sales-sessions-fell = Sessions fell with it: { $observed } in { $days } days, about { $expected } expected ({ $change })
detection-sales-sessions-held = Sessions did not fall ({ $observed } in { $days } days, about { $expected } expected): fewer of the visitors bought
detection-sales-excluded = Expected from { $base } usual days before the last 7; left out: { $deals } of a deal, { $out } without stock, { $calendar } of the calendar, { $missing } without data
detection-sales-excluded-group = ASINs without stock or without a full history are not counted
detection-sales-account-adjusted = The other ASINs sold { $share } of what they usually do, which is taken into the expectation
detection-sales-blocked = The traffic report of the day cannot be trusted, so sales are not judged
detection-sales-no-data = No units or orders are known
detection-sales-short = { $days } usual days of history are known, { $needed } are needed
detection-sales-gaps = Only { $known } of the last 7 days are known
detection-sales-no-demand = It did not sell before either
detection-sales-too-few = { $observed } sold in 7 days, about { $expected } expected: at this volume even none at all could be chance
detection-sales-small = { $observed } sold in 7 days, about { $expected } expected: a fall of { $fall } is below the { $least } worth an alert
detection-sales-chance = { $observed } sold in 7 days, about { $expected } expected: could be chance, an alert comes at { $bound } or fewer
detection-sales-cheap = { $observed } sold in 7 days, about { $expected } expected: { $loss } less is below the floor of { $floor }

detection-stock-out = { $who } is out of stock; it sells about { $demand } a day
detection-stock-out-money = { $who } is out of stock; it sells about { $demand } a day, { $loss } are lost each day
detection-stock-out-reserved = { $who } has nothing available, { $units } units are reserved; it sells about { $demand } a day
detection-stock-out-reserved-money = { $who } has nothing available, { $units } units are reserved; it sells about { $demand } a day ({ $loss })
detection-stock-short = { $who } has stock for { $cover } days ({ $units } units at { $demand } a day), until { $ends }
detection-stock-reorder = Order { $who } again: { $units } units on hand last { $cover } days, { $way } are on their way, the lead time is { $lead } days
detection-stock-why = Lead time { $lead } days, reorder point { $point } units, on hand { $units }, on their way { $way }
detection-stock-demand = Demand of { $demand } a day from { $days } usual days; deals and days without stock are left out
detection-stock-unknown = No stock figure is known
detection-stock-no-demand-known = Demand is unknown: { $days } usual days in the past
detection-stock-no-demand = No demand to speak of: { $units } units in 28 days
detection-stock-always = { $units } units last { $cover } days, but the stock has been this low for weeks and never ran out
detection-stock-fine = { $units } units last { $cover } days; { $way } are on their way
detection-excess = { $who } holds { $excess } units too many: { $units } units last { $cover } days, { $money } are tied up
detection-excess-why = Units above { $limit } days of demand ({ $demand } a day) are in excess, valued at their cost
detection-excess-why-price = Units above { $limit } days of demand ({ $demand } a day) are in excess; their cost is unknown, a third of the price stands in for it
detection-excess-fine = { $cover } days of cover
detection-stranded = { $who }: { $units } units cannot be sold because the offer is closed, worth { $money } at their price
detection-stranded-no-price = { $who }: { $units } units cannot be sold because the offer is closed
detection-stranded-why = Relist the offer, or have the units removed before storage is charged
detection-stranded-fine = The offer is open, or there is no stock
detection-stranded-unknown = Stock or the listing's status is unknown

detection-buybox-other = { $who }: another seller holds the Featured Offer since { $since }
detection-buybox-cheaper = { $who }: another seller holds the Featured Offer since { $since }, at { $theirs } against our { $ours }
detection-buybox-share = { $who }: our offer was featured on { $now } of the page views, usually on { $usual }
detection-buybox-why = { $days ->
    [one] So for one day; before it was ours
   *[other] So for { $days } days; before it was ours
}
detection-buybox-unknown = Nothing is known of the Featured Offer today
detection-buybox-chronic = Another seller holds it, but that is no change
detection-buybox-fine = The Featured Offer is as it usually is
detection-featured-none = { $who }: nobody holds the Featured Offer since { $since }, though we have stock
detection-featured-none-price = { $who }: nobody holds the Featured Offer since { $since }; our price { $price } is above the competitive price { $limit }
detection-featured-why = { $days ->
    [one] So for one day; before somebody held it
   *[other] So for { $days } days; before somebody held it
}
detection-featured-unknown = Nothing is known of the Featured Offer today
detection-featured-no-stock = Nobody holds it, but we have no stock or no open offer
detection-featured-fine = Somebody holds the Featured Offer, or that is no change
detection-undercut = { $who }: another offer is { $gap } cheaper, { $theirs } against our { $ours }
detection-undercut-still-ours = { $who }: another offer is { $gap } cheaper ({ $theirs } against our { $ours }); the Featured Offer is still ours
detection-undercut-why = { $days ->
    [one] Since { $since }, one day
   *[other] Since { $since }, { $days } days
}
detection-undercut-unknown = No prices are known today
detection-undercut-chronic = Others are cheaper, but they were on { $share }% of the days before
detection-undercut-fine = No other offer is clearly cheaper

detection-listing-closed = { $who } cannot be bought since { $since }: the listing is { $status }
detection-listing-enforced = { $who }: Amazon has set { $enforcement } on the listing since { $since }
detection-listing-issue = Amazon's reason: “{ $issue }”
detection-listing-unknown = No status of the listing is known
detection-listing-chronic = The listing is closed, but was not open in the time looked at
detection-listing-fine = The listing is open
detection-event-line = { $day }: { $what }
detection-event-lost = { $now } a day sold in the { $days } days since, { $before } before: { $money } less
detection-event-fewer = { $now } a day sold in the { $days } days since, { $before } before (price unknown)
detection-event-not-lost = { $now } a day sold in the { $days } days since, { $before } before: nothing lost so far
detection-event-none = Nothing in the last { $days } days
detection-listing-changed = { $who }: { $what } on { $day }, and no event of the team says so
detection-changed = { $field } changed from “{ $old }” to “{ $new }”
detection-field-title = the title
detection-field-category = the category
detection-field-browse-node = the browse node
detection-field-main-image-hash = the main image
detection-field-images = the number of images
detection-field-bullets = the bullets
detection-field-a-plus = the A+ content
detection-field-video = the video
detection-field-size-tier = the size tier
detection-variation = { $who }: { $what } on { $day }
detection-parent-changed = it moved from the parent { $old } to { $new }
detection-parent-lost = it is no longer under its parent { $old }
detection-badge = { $who }: { $what } on { $day }
detection-badge-lost = it lost the badge “{ $badge }”
detection-badge-won = it got the warning “{ $badge }”
detection-new-seller = { $who }: { $what } since { $day }
detection-seller-named = “{ $names }” sells on this listing
detection-seller-counted = { $offers ->
    [one] one other offer stands on this listing
   *[other] { $offers } other offers stand on this listing
}

detection-ads-paused = { $who }: ads stopped on { $since }; paused campaigns ({ $campaigns }) carried { $share } of its ad spend
detection-ads-silent = { $who }: its ads show nothing since { $since }, though no campaign is said to be paused
detection-ads-ended = { $who }: campaigns that carried { $share } of its ad spend ({ $campaigns }) show nothing since { $since }
detection-ads-stopped-why = Usual ad spend { $spend } a day; ads ran on { $active } of the 28 days before
detection-ads-unknown = No ads ran before, or the ad report is missing
detection-ads-blameless = The ads stand still because there is no stock, no open offer or no budget
detection-ads-running = The ads run
detection-budget-out = { $who }: campaigns { $campaigns } had no budget for { $out } of the day
detection-budget-spent = { $who }: campaigns { $campaigns } spent their whole budget of { $budget } { $days } days in a row
detection-budget-why = Before, they lasted through the day
detection-budget-unknown = Nothing is known of the campaigns' budgets
detection-budget-fine = The campaigns last the day, or lack budget as usual
detection-acos = { $who }: ACOS { $acos } in { $days } days, usually { $usual }; { $extra } more than the same sales used to cost
detection-acos-no-sales = { $who }: { $spend } spent on ads in { $days } days without a sale, usual ACOS { $usual }
detection-acos-why = { $spend } spent, { $sales } sold through ads, { $clicks } clicks, { $orders } orders
detection-acos-split = Against the 28 days before: cost per click { $cpc }, orders per click { $conversion }, sales per order { $basket }
detection-acos-limit-target = Above the target of { $limit }
detection-acos-limit-even = Above the break-even of { $limit } (margin before ads)
detection-acos-unknown = Too little ad history, or the ad report is missing
detection-acos-fine = ACOS { $acos } in 7 days, usually { $usual }; a click costs { $cpc }, usually { $cpc_usual }; click rate { $ctr }, usually { $ctr_usual }
detection-cpc-headline = { $who }: a click costs { $now } in { $days } days, usually { $was } ({ $rise }); { $more } more than it used to cost
detection-spend-headline = { $who }: { $now } a day spent on ads in { $days } days, usually { $was } ({ $rise }), and sales did not follow; { $more } more than usual
detection-acos-cpc = A click costs { $now } in { $days } days, usually { $was } ({ $rise }): { $more } more
detection-acos-spend = { $now } a day spent in { $days } days, usually { $was } ({ $rise }): { $more } more
detection-ctr-fell = Click rate of its ads { $now } in { $days } days, usually { $usual } ({ $fall }): no chance; look at main image, price, rating and placement
detection-ctr-steady = Click rate of its ads { $now } in { $days } days, usually { $usual } ({ $fall }): no more than chance

detection-cvr-past = { $who }: { $now } of the sessions bought in 14 days, usually { $past }
detection-cvr-benchmark = { $who }: { $now } of the sessions bought in 14 days, the category's benchmark is { $benchmark }
detection-cvr-why = { $units } units in { $sessions } sessions; own past { $past }, benchmark { $benchmark }
detection-cvr-test = Test one thing at a time: main image, price or coupon, first bullet, reviews shown on top
detection-cvr-unknown = { $sessions } sessions in 14 days are too few to judge, or the past is unknown
detection-cvr-fine = { $now } of the sessions bought, own past { $past }
detection-returns = { $who }: { $count } units came back in 14 days, about { $expected } were to be expected
detection-returns-reason = { $who }: { $count } units came back in 14 days, about { $expected } were to be expected; most often named: “{ $reason }” ({ $times })
detection-returns-why = Compared with its own returns per unit sold in the nine weeks before
detection-returns-unknown = No returns are known, or too few units were sold
detection-returns-fine = { $count } units came back in 14 days, about { $expected } expected
detection-rating = { $who }: { $now } stars, it was { $usual } ({ $votes } ratings)
detection-rating-why = Compared with the median of the four weeks before last week
detection-rating-unknown = No rating is known, or for fewer than five days before
detection-rating-fine = { $now } stars, { $usual } before
detection-rank = { $who }: sales rank { $now }, it was { $usual }
detection-rank-why = Median of three days against the four weeks before; a rank is computed from sales
detection-rank-unknown = Too few ranks are known
detection-rank-fine = Sales rank { $now }, { $usual } before

detection-review = { $who }: { $stars ->
    [one] a one-star review
   *[other] a { $stars }-star review
} on { $day }
detection-review-titled = { $who }: { $stars ->
    [one] a one-star review
   *[other] a { $stars }-star review
} on { $day }: “{ $title }”
detection-review-body = “{ $body }”
detection-review-burst = { $count } bad reviews in 7 days, about { $expected } were to be expected
detection-review-again = { $count } reviews of 7 days name the same: { $topic }
detection-review-danger = It speaks of a danger to people: look at it today
detection-review-none = No bad review in the last { $days } days

detection-notice = { $who }: { $kind }, “{ $subject }” of { $day }
detection-notice-plain = { $who }: { $kind } of { $day }
detection-notice-body = “{ $body }”
detection-notice-none = No notice in the last 14 days
detection-charge = “{ $kind }” cost { $amount } on { $day }, usually { $usual }
detection-charge-new = “{ $kind }” cost { $amount } on { $day } and was never charged before
detection-charge-why = It concerns { $asins }
detection-charge-none = No unusual charge in the last 14 days
detection-document-due = { $who }: { $kind } { $number } expires on { $day }, in { $left ->
    [one] one day
   *[other] { $left } days
}
detection-document-expired = { $who }: { $kind } { $number } expired on { $day }
detection-document-none = No document is due
detection-health-status = Amazon calls the account's health “{ $status }”
detection-health-rate = The account's health is beyond a limit: { $rates }
detection-health-defects = order defect rate { $rate }, limit { $limit }
detection-health-late = late shipment rate { $rate }, limit { $limit }
detection-health-unknown = No figures of the account's health
detection-health-fine = The account's health is within its limits
detection-storage-ipi-under = IPI { $ipi } is below { $limit }: Amazon will limit storage
detection-storage-ipi-near = IPI { $ipi } comes near { $limit }, below which Amazon limits storage
detection-storage-full = Storage is { $used } used
detection-storage-why = IPI { $ipi } (limit { $limit }, warned below { $warn }, goal { $goal }), storage used { $used }
detection-storage-unknown = Neither IPI nor storage use is known
detection-storage-fine = IPI and storage use are fine
detection-inbound = { $who }: shipment { $shipment } with { $units } units was due on { $eta }, { $days } days ago
detection-inbound-why = { $count ->
    [one] One shipment waits; look into the carrier's tracking and Amazon's receiving
   *[other] { $count } shipments wait; look into the carrier's tracking and Amazon's receiving
}
detection-inbound-unknown = No shipments are known
detection-inbound-fine = No shipment is late

detection-stale-late = { $marketplace }: no data of { $source } since { $since }
detection-stale-empty = { $marketplace }: the report of { $source } came without figures
detection-stale-partial = { $marketplace }: the report of { $source } is incomplete, { $share } of the usual ASINs came
detection-stale-implausible = { $marketplace }: the report of { $source } cannot be right: units sold without sessions
detection-stale-fallen = { $marketplace }: { $source } fell by half for all ASINs at once; the report looks incomplete
detection-stale-why = { $days ->
    [one] Checks that need it wait; nothing is concluded from this day
   *[other] Checks that need it wait; nothing is concluded from these { $days } days
}
detection-stale-why-late = { $days ->
    [one] Checks that need it wait: one day is missing
   *[other] Checks that need it wait: { $days } days are missing
}
detection-stale-fine = All reports came
