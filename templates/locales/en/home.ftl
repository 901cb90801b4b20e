home-headline = Today at a glance · { $day }
home-nothing = Nothing is stored yet
home-market = { $marketplace } · { $account } · { $day }
home-market-main = { $marketplace } · { $day }
home-risks = { $n ->
    [one] 1 product will run out before a delivery can come (least cover { $least } days)
   *[other] { $n } products will run out before a delivery can come (least cover { $least } days)
 }
home-no-risk = No stock risk
home-my-alerts = My open alerts ({ $n }); { $open } wait in the team
home-team-alerts = { $n ->
    [0] No alert waits
    [one] 1 alert waits in the team
   *[other] { $n } alerts wait in the team
 }
home-watch-list = Watch list
home-watch-nothing = Put products here with “/asinwatch watch B0…”.
home-watched = { $asin } · { $marketplace } · { $n ->
    [0] no open alert
    [one] 1 open alert
   *[other] { $n } open alerts
 }
home-open = Open
home-freshness = How fresh the data is
home-settings = Settings
home-language-en = Language: English
home-language-zh = Language: Chinese
home-choose-language = Language
home-option-slack = As in Slack
home-option-en = English
home-option-zh = 中文
home-chart = Sales a day ({ $currency }) · { $first } to { $last }
fresh-place = { $marketplace } · { $account }
fresh-place-main = { $marketplace }
fresh-day = { $behind ->
    [0] to { $day } (current):
    [one] to { $day } (1 day behind):
   *[other] to { $day } ({ $behind } days behind):
 }
fresh-source-traffic-daily = traffic
fresh-source-ads-daily = ads
fresh-source-campaigns = campaigns
fresh-source-inventory-daily = stock
fresh-source-offers = offers
fresh-source-listings = listings
fresh-source-ranks = sales rank
fresh-source-ratings-daily = ratings
home-button-todo = My to-do
home-button-rules = Rules
home-button-settings = Team settings
home-button-help = All commands
fresh-others = When something happens, weekly or monthly:
fresh-other = { $source } { $day }
fresh-source-account-health = account health
fresh-source-charges = charges
fresh-source-competitors = competitors
fresh-source-events = events
fresh-source-inventory-age = stock age
fresh-source-keyword-ranks = keyword ranks
fresh-source-notices = notices
fresh-source-returns = returns
fresh-source-reviews = reviews
fresh-source-search-performance = search performance
fresh-source-search-terms = search terms
