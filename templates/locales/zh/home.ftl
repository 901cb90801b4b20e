home-headline = 今日概览 · { $day }
home-nothing = 尚无数据
home-market = { $marketplace } · { $account } · { $day }
home-market-main = { $marketplace } · { $day }
home-risks = { $n } 款商品将在补货到达前断货（最少可售 { $least } 天）
home-no-risk = 无断货风险
home-my-alerts = 我的未解决预警（{ $n } 条）；团队共有 { $open } 条待处理
home-team-alerts = { $n ->
    [0] 没有待处理的预警
   *[other] 团队有 { $n } 条预警待处理
 }
home-watch-list = 关注列表
home-watch-nothing = 用“/asinwatch watch B0…”把商品加入关注列表。
home-watched = { $asin } · { $marketplace } · { $n ->
    [0] 无未解决预警
   *[other] { $n } 条未解决预警
 }
home-open = 查看
home-freshness = 数据新鲜度
home-fresh = { $marketplace }（{ $account }）：数据截至 { $day }；最滞后的是 { $table }，落后 { $behind } 天
home-settings = 设置
home-language-en = 语言：英文
home-language-zh = 语言：中文
home-choose-language = 语言
home-option-slack = 跟随 Slack
home-option-en = English
home-option-zh = 中文
home-chart = 每日销售额（{ $currency }）· { $first } 至 { $last }
