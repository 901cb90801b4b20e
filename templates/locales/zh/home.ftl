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
fresh-place = { $marketplace } · { $account }
fresh-place-main = { $marketplace }
fresh-day = { $behind ->
    [0] 截至 { $day }（最新）：
   *[other] 截至 { $day }（落后 { $behind } 天）：
 }
fresh-source-traffic-daily = 流量
fresh-source-ads-daily = 广告
fresh-source-campaigns = 广告活动
fresh-source-inventory-daily = 库存
fresh-source-offers = 报价
fresh-source-listings = 详情页
fresh-source-ranks = 类目排名
fresh-source-ratings-daily = 评分
home-button-todo = 我的待办
home-button-rules = 规则
home-button-settings = 团队设置
home-button-help = 全部命令
fresh-others = 有事才有、每周或每月的数据：
fresh-other = { $source } { $day }
fresh-source-account-health = 账户状况
fresh-source-charges = 费用
fresh-source-competitors = 竞品
fresh-source-events = 事件
fresh-source-inventory-age = 库龄
fresh-source-keyword-ranks = 关键词排名
fresh-source-notices = 通知
fresh-source-returns = 退货
fresh-source-reviews = 评论
fresh-source-search-performance = 搜索表现
fresh-source-search-terms = 搜索词
