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
home-settings = 设置
home-language-en = 语言：英文
home-language-zh = 语言：中文
home-choose-language = 语言
home-option-slack = 跟随 Slack
home-option-en = English
home-option-zh = 中文
home-chart = 每日销售额（{ $currency }）· { $first } 至 { $last }
home-fresh = { $marketplace } · { $account }
home-fresh-main = { $marketplace }
home-fresh-day = { $behind ->
    [0] 截至 { $day }（最新）：
   *[other] 截至 { $day }（落后 { $behind } 天）：
 }
home-source-traffic-daily = 流量
home-source-ads-daily = 广告
home-source-campaigns = 广告活动
home-source-inventory-daily = 库存
home-source-offers = 报价
home-source-listings = 详情页
home-source-ranks = 类目排名
home-source-ratings-daily = 评分
home-button-todo = 我的待办
home-button-rules = 规则
home-button-settings = 团队设置
home-button-help = 全部命令
