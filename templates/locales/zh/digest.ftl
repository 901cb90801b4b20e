digest-headline = 每日简报 · { $day }
digest-headline-weekly = 每周简报 · 截至 { $day } 的 7 天
digest-nothing = 每日简报：尚无数据。请把导出文件拖入频道，或运行“asinwatch import”。
digest-quiet = 今日平稳。
digest-quiet-market = { $marketplace } { $day }：{ $sales }（{ $change }）
digest-market = { $marketplace } · { $account } · { $day }，对比上周同日
digest-market-main = { $marketplace } · { $day }，对比上周同日
digest-market-weekly = { $marketplace } · { $account } · 截至 { $day } 的 7 天，对比前 7 天
digest-market-weekly-main = { $marketplace } · 截至 { $day } 的 7 天，对比前 7 天
digest-figure = { $label } { $now }（{ $change }）
digest-ratio = { $label } { $now }（此前 { $before }）
digest-cvr = 转化率
digest-acos = ACOS
digest-tacos = TACOS
digest-from-zero = 此前为零
digest-week = 近 7 天：{ $sales }（{ $change }）
digest-day = { $day }：{ $sales }（对比上周同日 { $change }）
digest-mover-up = ▲ { $asin } { $title }：+{ $change }（{ $pct }）
digest-mover-down = ▼ { $asin } { $title }：{ $change }（{ $pct }）
digest-risk = { $asin } { $title }：可售 { $days } 天，剩余 { $available } 件，交货期 { $lead } 天，预计 { $out_on } 断货
digest-risk-out = { $asin } { $title }：已断货（此前日均售出 { $rate } 件）
digest-holiday = 节假日 { $day }：{ $name }
digest-provisional = 会话数为暂定值（不足 72 小时）
digest-open-alerts = { $n ->
    [0] 没有待处理的预警
   *[other] { $n } 条未解决的预警
 }
digest-kind-count = { $kind } { $n }
digest-listed = 简报事项
digest-show-alerts = 查看预警
digest-show-kpi = 关键指标
digest-total = 全部站点合计（{ $currency }）
digest-total-without = 未计入 { $currencies }：没有汇率。
digest-column-marketplace = 站点
digest-cell = { $now }（{ $change }）
