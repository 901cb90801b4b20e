# 指标为何无法给出；命令行简报；数据新鲜度。
figures-no-clicks = 没有点击
figures-unknown-clicks = 点击量未知
figures-no-impressions = 没有曝光
figures-unknown-impressions = 曝光量未知
figures-unknown-ad-spend = 广告花费未知
figures-no-ad-sales = 没有广告销售额
figures-unknown-ad-sales = 广告销售额未知
figures-no-units = 没有销量
figures-unknown-units = 销量未知
figures-no-orders = 没有订单
figures-unknown-orders = 订单数未知
figures-no-sessions = 没有会话
figures-unknown-sessions = 会话数未知
figures-no-sales = 没有销售额
figures-unknown-sales = 销售额未知
figures-no-page-views = 没有页面浏览
figures-unknown-page-views = 页面浏览量未知
figures-unknown-featured-offer = 推荐报价占比未知
figures-unknown-stock = 库存未知
figures-no-demand = 没有需求
figures-unknown-demand = 需求未知
figures-unknown-returns = 退货数据未知
figures-unknown-rating-count = 评分数未知
figures-short-history = 需要 { $days } 天的历史数据

figures-late = 最新流量数据为 { $day }，滞后 { $behind } 天
figures-source-failed = { $account } { $marketplace } { $source } 自 { $since } 起失败：{ $what }

## 命令行简报
figures-digest-title = { $day } 简报
figures-digest-title-weekly = 截至 { $day } 的 7 天周简报
figures-digest-nothing = 还没有数据：请先用 `asinwatch import` 导入数据文件夹或下载的报表。
figures-digest-market = { $marketplace }（{ $account }），{ $first } 对比 { $before }
figures-digest-market-weekly = { $marketplace }（{ $account }），截至 { $last } 的 7 天对比前 7 天
figures-digest-total = 全部站点合计（{ $currency }）
figures-digest-without = 不含 { $currencies }（汇率未知）
figures-digest-line = { $label }：{ $after }（之前 { $before }）
figures-digest-line-change = { $label }：{ $after }（之前 { $before }，{ $change }）
figures-digest-provisional = 会话数为暂定值（不足 72 小时）
figures-digest-movers = 变动最大
figures-digest-mover = { $asin } { $change }（{ $pct }）：{ $before } → { $after }
figures-digest-stock = 断货风险
figures-digest-stock-line = { $asin } 可售 { $days } 天（可售库存 { $available }，日均销量 { $units }）
figures-digest-stock-out = { $asin } 已断货（此前日均销量 { $units }）
figures-digest-alerts = { $n ->
    [0] 没有未解决的预警
   *[other] { $n } 条未解决的预警
 }
figures-digest-kind = { $kind }：{ $n }
figures-digest-holiday = { $day } 是节假日：{ $name }
figures-digest-quiet = { $day }：平静的一天。销售额 { $sales }，没有未解决的预警，没有断货风险。
figures-digest-quiet-market = { $marketplace } { $sales }

## /kpi
figures-break-even = 盈亏平衡 ACOS
figures-missing = 未知：缺少 { $fields }
figures-visible = 日均销量 { $demand }，可见的下滑：3 天内 { $three }，7 天内 { $seven }；腰斩{ $half }
figures-visible-family = 变体家族日均销量 { $demand }，可见的下滑：3 天内 { $three }，7 天内 { $seven }；腰斩{ $half }
figures-visible-none = 看不出
figures-visible-weeks = 需要 { $n } 周才能看出
figures-visible-never = 半年内也看不出
figures-partial = { $day } 只有 { $n } 个 ASIN 有销售数据（一周前为 { $usual } 个）：报表可能不完整
