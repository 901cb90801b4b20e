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
command-snooze-past = { $until } 已过，请选择之后的日期。
command-snooze-long = 静音最长 { $days } 天，请选更早的日期。

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
command-status-next-runs = 下次运行
command-status-next = { $job }：{ $at }

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

## 手册、规则、回测、人员
command-needs-product = 请指明商品，例如：{ $example }
command-why-headline = 为何预警、为何未预警：{ $asin } · { $marketplace } · { $day }
command-todo-headline = 待办
command-todo-of = 范围：{ $who }
command-todo-team = 整个团队
command-todo-unanswered = 无人认领（{ $n }）
command-todo-taken = 已认领（{ $n }）
command-todo-due = 今日到期（{ $n }）
command-handover-headline = 交接
command-handover-since = 自 { $since } 起
command-handover-opened = 新增（{ $n }）
command-handover-resolved = 已解决（{ $n }）
command-watched = { $asin } 已加入您的关注列表（{ $where }）。
command-unwatched = { $asin } 已从您的关注列表移除（{ $where }）。
command-language-set = 今后用中文回答您。
command-language-channel = 今后在此频道使用中文。
command-language-which = 哪种语言？/asinwatch language en、zh 或 slack（跟随 Slack）；加“频道”则设置此频道。
command-no-channel = 只能在频道中设置。
command-sop-causes = 要看哪个原因的流程？可选：
command-sop-which = 没有“{ $word }”这个原因。可选：
command-sop-line = `/asinwatch sop { $cause }` – { $name }
command-sop-none = 没有此原因的流程：{ $cause }。
command-sop-title = 处理流程：{ $cause }
command-rules-headline = 规则
command-rules-hint = 准确率：近 90 天被评判的预警中，没有人认为无用的比例。`/asinwatch backtest 规则` 可回测一条规则。
command-rule-off = 已关闭
command-rule-alert = 发送预警
command-rule-digest = 列入简报
command-rule-standing = { $standing }，灵敏度{ $sensitivity }
command-rule-precision = 90 天内 { $opened } 条预警；准确率：{ $share }（{ $judged } 条被评判，{ $not_useful } 条被认为无用）
command-rule-change = 修改
command-unknown-kind = 没有“{ $word }”这条规则。`/asinwatch rules` 列出全部规则。
command-backtest-headline = 回测 { $first } 至 { $last }
command-backtest-line = { $kind }，灵敏度{ $sensitivity }：{ $n } 条预警（每周 { $week } 条），随后确有损失：{ $share }，涉及金额：{ $caught }
command-backtest-none = 这些规则不会发出任何预警。
command-backtest-last = 按规则自身灵敏度的最近几条
command-backtest-alert = { $since } 至 { $until }：{ $headline }
command-changes-headline = 在 Slack 中的变更
command-changes-none = 尚未在 Slack 中更改过任何内容。
command-change-line = { $what } · { $who } · { $at }
command-change-undone = { $what } · 由 { $who } 撤销 · { $at }
command-change-values = { $what } · { $who } · { $at }：{ $before } → { $after }
command-change-rule = 规则 { $key }
command-change-setting = 设置 { $key }
command-change-event = 事件 { $key }
command-change-document = 证件 { $key }
command-change-product = 商品 { $key }
command-change-language = 本人的语言
command-change-channel-language = 频道的语言
command-change-watch = 关注列表：{ $key }
command-change-note = { $key } 的备注
command-undone = 已撤销：{ $what }
command-undo-unknown = 找不到该变更。
command-undo-done = 该变更已撤销。
command-undo-later = 此后又有更改；请先撤销较晚的更改。
command-undo-nothing = 您没有可撤销的更改。
command-import-headline = 导入数据
command-import-how = 把卖家平台或广告后台的导出文件（CSV、TSV、XLSX、ZIP）拖入我所在的频道，或发给我私信。单日报告请在文件名或消息中写明日期（2026-03-01）。服务器上用 `asinwatch import`。
command-import-runs = 最近导入
command-import-line = { $file }（{ $format }），{ $at }：读取 { $read } 行，新增 { $new }，更改 { $changed }，未变 { $unchanged }，拒绝 { $refused }
command-export-title = asinwatch { $first } 至 { $last }
command-export-refused = Slack 未接收表格（{ $error }）。管理员可用 `asinwatch doctor` 查明原因。
command-export-sent = { $first } 至 { $last } 的表格已发到您的私信。
command-event-log = 记录发生了什么，诊断和实验会参考。
command-event-for = { $asin } · { $marketplace } · { $account }

## 档案
command-asin-headline = 商品档案 { $asin } · { $marketplace }
command-asin-facts = 基本信息
command-asin-no-facts = 没有商品信息。请导入 products.csv 或在此填写。
command-asin-alerts = 预警
command-asin-events = 事件
command-asin-event = { $day } { $kind }：{ $note }
command-asin-documents = 证件
command-asin-document = { $kind } { $number }
command-asin-document-until = { $kind } { $number }：有效期至 { $expires }
command-asin-document-soon = { $kind } { $number }：{ $expires } 到期，请续办
command-asin-document-over = { $kind } { $number }：已于 { $expires } 过期
command-asin-suppliers = 供应商
command-asin-notes = 备注
command-asin-note = { $text }（{ $who }，{ $day }）
command-asin-edit = 填写
command-asin-log-event = 记录事件
fact-price = 价格
fact-target-acos = 目标 ACOS
fact-cvr-benchmark = 转化率基准
fact-lead-time-days = 交货期（天）
fact-sku = SKU
fact-parent-asin = 父 ASIN
fact-brand = 品牌
fact-category = 类目
fact-owner = 负责人
fact-launched-on = 上架日期
fact-unit-cost = 采购成本
fact-inbound-cost = 头程成本
fact-fba-fee = FBA 费用
fact-referral-fee-pct = 佣金
fact-vat-pct = 增值税

## 帮助
command-help-todo = `/asinwatch todo [我的|@某人]`（待办）– 待处理与今日到期
command-help-handover = `/asinwatch handover [12]`（交接）– 下一班需要知道的（小时）
command-help-why = `/asinwatch why B0…`（为什么）– 今天哪些规则看过它，各自为何没有预警
command-help-stock = `/asinwatch stock [B0…|全部]`（库存）– 可售天数、断货日期、何时补多少货
command-help-ads = `/asinwatch ads [B0…|全部]`（广告）– 花费对比目标与盈亏平衡、搜索词
command-help-reviews = `/asinwatch reviews B0…`（评论）– 评分、差评、缺陷
command-help-profit = `/asinwatch profit [B0…|全部]`（利润）– 单件利润、异常费用
command-help-listing = `/asinwatch listing B0…`（详情页）– 页面检查
command-help-launch = `/asinwatch launch B0…`（新品）– 前 90 天对比计划
command-help-experiment = `/asinwatch experiment B0…`（实验）– 这次改动值得吗？
command-help-asin = `/asinwatch asin B0…`（档案）– 商品档案
command-help-event = `/asinwatch event B0…`（事件）– 记录促销、调价、改页面、实验
command-help-watch = `/asinwatch watch B0…`（关注）– 加入关注列表（应用主页）
command-help-unwatch = `/asinwatch unwatch B0…`（取消关注）– 移出关注列表
command-help-sop = `/asinwatch sop 断货`（流程）– 某个原因由谁做什么
command-help-export = `/asinwatch export [B0…] [美国] [30天]`（导出）– Excel 表格发到私信
command-help-import = `/asinwatch import`（导入）– 如何导入数据、最近导入
command-help-rules = `/asinwatch rules [规则]`（规则）– 规则、准确率、修改
command-help-backtest = `/asinwatch backtest [规则] [60天]`（回测）– 规则会发出哪些预警
command-help-changes = `/asinwatch changes`（变更）– 谁在 Slack 中改了什么
command-help-undo = `/asinwatch undo`（撤销）– 撤销您最近的更改
command-help-language = `/asinwatch language en|zh|slack [频道]`（语言）– 您的语言或频道的语言

## 拖入的文件
command-dropped-headline = { $n } 个文件
command-dropped-file = { $file }（{ $format }）：读取 { $read } 行，新增 { $new }，更改 { $changed }，未变 { $unchanged }，拒绝 { $refused }
command-dropped-refused = { $file } 未导入：{ $why }
command-dropped-row = 第 { $line } 行，{ $column }：{ $why }
command-dropped-checked = 已运行检查：新增预警 { $opened } 条，解决 { $resolved } 条。

## 设置
command-settings-headline = 设置
command-settings-channel = 预警频道
command-settings-quiet = 免打扰时段
command-settings-loudness = 消息列提醒
command-settings-owner = 默认负责人
command-settings-fallback = 无人响应时联系
command-settings-zone = 时区
command-settings-admins = 管理员
command-settings-acknowledge = 可处理预警
command-settings-import = 可导入
command-settings-profit = 可查看利润
command-settings-routes = 路由
command-settings-digests = 其他简报
command-settings-members = 全体成员
command-settings-admins-only = 管理员
command-settings-everybody = 所有人
command-settings-count = { $n }
command-settings-file = 权限、路由、简报、账户与时区在 ASINWATCH_CONFIG 文件中设置。
command-help-settings = `/asinwatch settings`（设置）– 预警频道、免打扰时段、负责人
command-help-owner = `/asinwatch owner asin|brand|category 名称 @某人|none`（负责人）– 由谁处理其预警
command-owner-how = 请写明对象和负责人：`/asinwatch 负责人 品牌 Fjell @tom`，`负责人 类目 灯具 无`。按预警类型的负责人在规则中设置，其余在设置中。
command-owner-unknown = 没有产品属于“{ $name }”。
command-owner-set = { $name } 的预警由 { $who } 负责。
command-owner-free = { $name } 在 Slack 中不再指定负责人，以配置文件和设置为准。
command-button-assign = 分配
command-button-note = 备注
command-kpi-chart = 每日销售额（{ $currency }）
command-job-check = 检查
command-job-sync = 在线数据源
command-job-clean = 清理旧记录
command-job-digest = { $channel } 的简报
command-backtest-column-rule = 规则
command-backtest-column-followed = 随后确有损失
command-backtest-column-stake = 涉及金额
command-backtest-columns = 低、正常、高灵敏度下的预警数；损失和涉及金额按规则自身的灵敏度。
command-backtest-share = { $share }
command-backtest-caught = { $caught }
command-backtest-alert-open = { $since } 至今：{ $headline }
command-rule-opened = { $opened ->
    [0] 90 天内没有预警
   *[other] 90 天内 { $opened } 条预警，尚无人评判
 }
