## 拒绝
command-refused-outsider = 访客、机器人和外部组织成员只能查看，不能更改。请联系 { $whom }。
command-refused-channel = 只能在 { $where } 中更改。请到该频道操作，或联系 { $whom }。
command-refused-acknowledge = 您无权处理预警。请联系 { $whom }。
command-refused-change = 只有管理员可以更改。请联系 { $whom }。
command-refused-import = 您无权导入文件。请联系 { $whom }。
command-refused-see-profit = 您无权查看利润。请联系 { $whom }。
command-workspace-admins = 本工作区的管理员
command-channel = #{ $name }
command-error = 系统出错，已记录，编号 { $reference }。
command-error-known = { $what }（编号 { $reference }）
command-no-such-alert = 找不到该预警。
command-nothing-to-ack = 这里没有需要确认的预警。
command-snooze-past = { $until } 已过，请选择之后的日期。

## 商品
command-unknown-asin = 未找到 { $asin }。是否输入有误，或尚未导入？
command-asin-elsewhere = { $marketplace } 没有 { $asin }，但 { $where } 有。
command-no-product = 没有与“{ $query }”相符的商品。请用 ASIN、SKU、商品链接或标题中的其他词。
command-which-product = 有 { $n } 款商品与“{ $query }”相符，请选择：
command-product-line = { $asin } · { $marketplace } · { $sku } · { $title }
command-choose = 选择
command-open = 查看
command-no-data = 没有 { $asin } 的数据。
command-too-many-days = { $days } 天太多，请输入 1 到 90 天。
command-needs-product = 请指明商品，例如：{ $example }
command-example-diagnose = /diagnose B0ABCD1234 美国 14天

## 诊断
command-diagnosis-header = 诊断 { $asin } · { $marketplace }
command-diagnosis-text = { $asin } · { $marketplace }：{ $status }（{ $pct }）
command-diagnosis-sales = 销售额 { $before } → { $after }：{ $change }（{ $pct }），截至 { $as_of } 的 { $days } 天对比之前 { $days } 天
command-diagnosis-bridge = 变化的构成
command-diagnosis-steps = 检查步骤
command-diagnosis-other = { $marketplace }（{ $account }）：{ $status }（{ $change }）
command-cause-score = 评分 { $score }
command-cause-since = 自 { $since } 起
command-cause-explains = 可解释 { $explains }
command-cause-against = 反面证据：{ $what }

## 关键指标
command-kpi-headline = 关键指标 · { $days } 天
command-kpi-market = { $marketplace } · { $account } · { $first } 至 { $last }
command-kpi-product = { $asin } · { $marketplace } · { $account } · { $first } 至 { $last }
command-kpi-figure = { $now }（{ $change }；此前 { $before }）
command-kpi-ratio = { $now }（此前 { $before }）
command-kpi-nothing = 没有相应的数据。

## 预警
command-alerts-none = 这里没有未解决的预警。
command-alerts-headline = { $n } 条未解决的预警
command-alert-title = { $kind } · { $asin } · { $marketplace } · 自 { $day } 起
command-alert-state = { $state }：{ $who }
command-alert-loss = 涉及金额 { $loss }
command-button-ack = 确认
command-button-snooze = 静音
command-button-resolve = 解决
command-button-diagnose = 诊断
command-snooze-3d = 3 天
command-snooze-7d = 一周
command-snooze-choose = 其他日期…
command-undo = 撤销

## 状态
command-status-headline = 任务与数据
command-status-jobs = 最近运行
command-status-no-jobs = 尚无任务运行过。
command-status-no-data = 尚无数据。
command-status-job-ok = { $job }：{ $at } 完成 { $detail }
command-status-job-failed = { $job }：{ $at } 失败 { $detail }
command-status-job-running = { $job }：自 { $at } 运行中 { $detail }
command-status-place = { $marketplace } · { $account }
command-status-table = { $table } { $day }（{ $behind ->
    [0] 最新
   *[other] 落后 { $behind } 天
 }）

## 帮助
command-not-understood = 没有理解“{ $word }”。您是想用下面的命令吗？
command-help-headline = asinwatch 能做什么
command-help-intro = 商品可用 ASIN（不分大小写）、商品链接、SKU 或标题中的词；站点可写 US、.com 或 美国；天数可写 14、14天 或 2周。答案只有您可见，分享后频道才可见。
command-help-thread = 在预警的消息列中：收到、静音 3天、解决、取消确认、分配给 @某人、备注 …；也可用表情 :eyes:（确认）或 :white_check_mark:（解决）。
command-group-start = 开始
command-group-daily = 每日
command-group-why = 为什么
command-group-act = 处理
command-group-team = 团队
command-help-help = `/asinwatch help`（帮助）– 本页
command-help-alerts = `/asinwatch alerts [我的] [ASIN] [美国]`（预警）– 未解决的预警
command-help-digest = `/asinwatch digest [美国] [2026-03-01]`（简报）– 立即查看每日简报
command-help-kpi = `/kpi [ASIN] [美国] [14天]` – 关键指标对比之前
command-help-diagnose = `/diagnose B0ABCD1234 [美国] [14天]` – 销量为什么下滑
command-help-status = `/asinwatch status`（状态）– 最近运行与数据新鲜度

## 应用在 Slack 中的文字
command-manifest-about = 盯紧亚马逊数据，在频道预警，说明销量为什么下滑
command-manifest-diagnose = 商品销量为什么下滑？
command-manifest-kpi = 关键指标对比之前
command-manifest-asinwatch = 预警、库存、广告、评论、简报、规则等
command-usage-diagnose = ASIN|链接|SKU|标题 [站点] [天数]
command-usage-kpi = [ASIN|链接|SKU|标题] [站点] [天数]
command-usage-asinwatch = help
command-shortcut-name = 诊断此 ASIN
command-shortcut-description = 诊断此消息中的 ASIN
command-shortcut-no-asin = 此消息中没有 ASIN 或商品链接。
