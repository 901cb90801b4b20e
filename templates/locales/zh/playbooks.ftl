## 通用
playbooks-name-ads = 广告
playbooks-name-stock = 库存
playbooks-name-reviews = 评论
playbooks-name-profit = 利润
playbooks-name-listing = 商品详情页
playbooks-name-launch = 新品
playbooks-name-experiment = 实验
playbooks-header = { $name }：{ $asin }（{ $marketplace }），截至 { $day }
playbooks-header-all = { $name }：{ $marketplace }，截至 { $day }
playbooks-could-not-check = 无法检查
playbooks-missing-file = { $file } 没有相关数据：请导入，或用 `asinwatch sync` 接入数据源
playbooks-missing-columns = { $file } 缺少 { $columns }：请补全后重新导入
playbooks-quoted = “{ $text }”
playbooks-spent = { $name }：花费 { $spend }，广告销售额 { $sales }，ACOS { $acos }，点击 { $clicks } 次

## 广告
playbooks-ads-none = 最近 { $days } 个已结算日没有广告数据
playbooks-ads-ok = ACOS { $acos }；广告无需调整
playbooks-ads-bad = ACOS { $acos }；有 { $n } 处需要处理，首先是：{ $first }
playbooks-ads-all-bad = ACOS { $acos }；超出目标或盈亏平衡的花费为 { $extra }
playbooks-ads-spread = 花费分布
playbooks-ads-period = { $first } 至 { $last }：{ $n } 个广告活动共花费 { $spend }
playbooks-ads-type = { $type }：占花费 { $share }
playbooks-ads-auto = 自动广告：占花费 { $share }
playbooks-ads-manual = 手动广告：占花费 { $share }
playbooks-ads-acos = ACOS 对比目标和盈亏平衡点
playbooks-ads-acos-line = ACOS { $acos }，目标 { $target }，盈亏平衡 { $even }
playbooks-ads-acos-field = 仅供参考：优秀品牌团队为 { $low } 至 { $high }，行业平均为 { $average }
playbooks-ads-do-no-sales = 广告：暂停或重做只花钱、没有成交的投放
playbooks-ads-do-below-even = 广告：降低竞价或停掉部分搜索词，直到 ACOS 低于盈亏平衡点；目前每笔广告成交都在亏钱
playbooks-ads-do-below-target = 广告：对高于目标的广告活动降低竞价，从花费最大的开始
playbooks-ads-tacos = TACOS
playbooks-ads-tacos-line = TACOS { $tacos }，总销售额 { $sales }；仅供参考：广告预算通常占销售额 { $low } 至 { $high }
playbooks-ads-phase = 产品阶段
playbooks-ads-phase-launch = 新品期
playbooks-ads-phase-growth = 成长期
playbooks-ads-phase-mature = 成熟期
playbooks-ads-phase-line = 上架 { $age } 天，精准匹配占搜索词花费 { $exact }
playbooks-ads-do-launch = 广告：用自动广告收集搜索词，每周把能转化的词转到精准匹配
playbooks-ads-do-growth = 广告：把花费集中到能转化的词，用精准手动广告投放
playbooks-ads-do-mature = 广告：用精准匹配守住核心词，再加品牌广告和展示型广告扩大触达
playbooks-ads-waste = 无成交的花费
playbooks-ads-waste-terms = { $lost }（{ $share }）花在 { $n } 个没有订单的搜索词上
playbooks-ads-waste-campaigns = { $lost }（{ $share }）花在 { $n } 个没有订单的广告活动上
playbooks-ads-do-waste = 广告：停掉或降低没有订单的投放，从花费最大的开始
playbooks-ads-terms = 搜索词：加投或否定
playbooks-ads-rate = 广告点击的转化率为 { $rate }
playbooks-ads-do-promote = 广告：为“{ $term }”单独建精准匹配广告（{ $orders } 单，ACOS 不高于目标）
playbooks-ads-do-negate = 广告：否定“{ $term }”（{ $clicks } 次点击本应带来三单，实际一单也没有）
playbooks-ads-budget = 预算耗尽
playbooks-ads-budget-ok = 最近 7 天没有广告活动超出预算
playbooks-ads-budget-line = { $name }：日预算 { $budget }，每天有 { $out } 的时间没有预算，ACOS { $acos }
playbooks-ads-out-line = { $name }：每天有 { $out } 的时间没有预算，ACOS { $acos }
playbooks-ads-do-raise = 广告：提高 { $name } 的预算；ACOS { $acos } 在限值之内
playbooks-ads-do-not-raise = 广告：不要提高 { $name } 的预算，先降低竞价（ACOS { $acos }）
playbooks-ads-brand = 搜索词中的自有品牌词
playbooks-ads-brand-line = { $brand }：占搜索词花费 { $share }（{ $spend }），自然排名（最高）{ $rank }
playbooks-ads-do-brand = 广告：停投 { $brand } 一周作测试；不投广告时自然位也已领先
playbooks-ads-over = 高于目标或盈亏平衡的 ASIN
playbooks-ads-over-line = { $asin }：ACOS { $acos }，限值 { $limit }，多花 { $extra }
playbooks-ads-do-look = 广告：先看 `/asinwatch ads { $asin }`

## 库存
playbooks-stock-unknown = 库存未知
playbooks-stock-out = 已断货；此前日均销量 { $demand }
playbooks-stock-demand-unknown = 可售 { $units } 件；有货的天数太少，无法估计需求
playbooks-stock-no-demand = 可售 { $units } 件，没有需求
playbooks-stock-lasts = 可售 { $days } 天，预计 { $day } 断货
playbooks-stock-all = 共 { $n } 个 ASIN：{ $out } 个有需求但已断货，{ $short } 个可售天数短于交货期
playbooks-stock-cover = 可售天数
playbooks-stock-units = 可售 { $available }，预留（稍后可售）{ $later }，在途 { $way }
playbooks-stock-demand = 日均需求 { $demand }（波动 { $spread }），依据 { $n } 个有货日
playbooks-stock-out-on = 可售 { $days } 天：预计 { $day } 断货，区间 { $early } 至 { $late }（90%）
playbooks-stock-do-expedite = 采购：加快在途的 { $units } 件
playbooks-stock-short-line = { $asin }：可售 { $days } 天，预计 { $day } 断货（可售 { $units }，在途 { $way }）
playbooks-stock-order = 补货
playbooks-stock-order-line = 补货点 { $point }（交货期 { $lead } 天，含安全库存）；库存加在途 { $position }；{ $day } 下单 { $units } 件
playbooks-stock-do-order-now = 采购：立即下单 { $units } 件
playbooks-stock-do-order = 采购：{ $day } 下单 { $units } 件
playbooks-stock-do-order-of = 采购：{ $asin }：{ $day } 下单 { $units } 件
playbooks-stock-orders-due = 14 天内需下 { $n } 个补货单（{ $known } 个 ASIN 的交货期已知）
playbooks-stock-outages = 最近 90 天断货天数
playbooks-stock-outages-line = 已知的 { $known } 天中断货 { $out } 天（超过 { $most } 天即不合格）
playbooks-stock-outages-all = { $n } 个 ASIN 断货超过 { $most } 天
playbooks-stock-outages-of = { $asin }：{ $out } 天
playbooks-stock-do-outages = 采购：提前下单；重新核对该 ASIN 的交货期和安全库存
playbooks-stock-excess = 冗余和库龄
playbooks-stock-excess-line = 超过 { $limit } 天需求的库存 { $excess } 件
playbooks-stock-aged-line = 库龄超过 180 天 { $aged } 件，仓储费 { $cost }
playbooks-stock-excess-all = { $n } 个 ASIN 的库存超过 { $limit } 天需求
playbooks-stock-excess-of = { $asin }：多出 { $excess } 件
playbooks-stock-do-excess = 运营：用优惠券或奥特莱斯清掉冗余，或在下次收仓储费前移除
playbooks-stock-ipi = IPI 及其影响因素
playbooks-stock-ipi-line = IPI { $ipi }（下限 { $limit }，目标 { $goal }）
playbooks-stock-through = 90 天售出率 { $rate }（销量除以平均库存）
playbooks-stock-in-stock = 已知天数中有货占 { $share }
playbooks-stock-stranded = { $n } 个 ASIN 有无在售信息的库存（有货但商品已下架）

## 利润
playbooks-profit-unknown = 利润未知
playbooks-profit-earns = 每件盈利 { $unit }（占售价 { $share }），30 天共 { $total }
playbooks-profit-loses = 每件亏损 { $unit }（占售价 { $share }），30 天共 { $total }
playbooks-profit-all = { $n } 个 ASIN 30 天共 { $total }；其中 { $losing } 个亏损，另有 { $unknown } 个未知
playbooks-profit-missing = 利润缺少：{ $fields }
playbooks-profit-unit = 最近 30 天单件利润
playbooks-profit-price = 平均售价 { $amount }（{ $units } 件）
playbooks-profit-vat = − 增值税 { $amount }（{ $share }）
playbooks-profit-referral = − 销售佣金 { $amount }（{ $share }）
playbooks-profit-fulfilment = − 配送费 { $amount }（{ $share }）
playbooks-profit-inbound = − 头程 { $amount }（{ $share }）
playbooks-profit-cost = − 单件成本 { $amount }（{ $share }）
playbooks-profit-ads = − 广告 { $amount }（{ $share }）
playbooks-profit-returns = − 退货 { $amount }（{ $share }）
playbooks-profit-left = = 利润 { $amount }（{ $share }）
playbooks-profit-do-price = 运营：提价或降低成本；不投广告时每件也在亏钱
playbooks-profit-do-ads = 广告：把广告花费降到广告前毛利以内
playbooks-profit-charges = 各类费用
playbooks-profit-no-charge = 120 天内该 ASIN 没有费用
playbooks-profit-charge = { $kind }：30 天 { $now }（通常每月 { $usual }）
playbooks-profit-do-charge = 财务：在结算报告中核对 { $kind }：{ $now }，通常每月 { $usual }
playbooks-profit-returns-title = 退货
playbooks-profit-rate = 退货率 { $rate }，类目 { $usual }（{ $n } 个 ASIN 的中位数）
playbooks-profit-reason = 原因 { $reason }：{ $n }
playbooks-profit-do-returns = 客服：阅读退货留言；针对主要原因改详情页或产品
playbooks-profit-losing = 亏损的 ASIN
playbooks-profit-best = 盈利最多的 ASIN
playbooks-profit-line = { $asin }：{ $total }（{ $units } 件，每件 { $unit }，{ $share }）
playbooks-profit-do-look = 运营：先看 `/asinwatch profit { $asin }`

## 评论
playbooks-reviews-ok = 评分平稳，差评没有增加
playbooks-reviews-unknown = 没有任何评论数据
playbooks-reviews-bad = 有 { $n } 处需要处理，首先是：{ $first }
playbooks-reviews-rating = 评分
playbooks-reviews-rating-line = 现在 { $now }，30 天前 { $month }，90 天前 { $quarter }
playbooks-reviews-do-rating = 客服：回复最新差评；运营：找出差评所指的批次或变更
playbooks-reviews-velocity = 新增评分
playbooks-reviews-velocity-line = 最近 30 天 { $now }，此前 30 天 { $before }
playbooks-reviews-bad-share = 1–2 星差评
playbooks-reviews-bad-line = 30 天内 { $of } 条评论中 { $now } 条差评（{ $share }）；此前 { $past } 条中占 { $before }
playbooks-reviews-do-answer = 客服：一天内回复每条新差评，并通过订单提供帮助
playbooks-reviews-defects = 提到的缺陷
playbooks-reviews-no-bad = { $days } 天内没有 1–2 星评论
playbooks-reviews-not-classified = { $n } 条差评尚未按主题归类
playbooks-reviews-topic = { $topic }：{ $n } 条（30 天内 { $now } 条），如“{ $quote }”
playbooks-amazon-topics = 亚马逊归纳的评论主题（截至 { $day } 当周）
playbooks-amazon-topic-negative = 负面“{ $topic }”：提及 { $mentions } 次，占评论 { $share }，星级影响 { $stars }
playbooks-amazon-topic-positive = 正面“{ $topic }”：提及 { $mentions } 次，占评论 { $share }，星级影响 { $stars }
playbooks-reviews-do-safety = 合规：有评论提到安全隐患；查清之前停售该批次
playbooks-reviews-do-defect = 采购：把该缺陷反馈给供应商；设计：若属误解，在详情页说明
playbooks-topic-stopped-working = 用一段时间后坏了
playbooks-topic-broken-on-arrival = 到货即损坏
playbooks-topic-wrong-size = 尺寸不符
playbooks-topic-not-as-described = 与描述不符
playbooks-topic-missing-parts = 缺少配件
playbooks-topic-smell = 异味
playbooks-topic-leak = 漏液
playbooks-topic-safety = 过热或安全隐患
playbooks-topic-battery = 电池
playbooks-topic-quality = 质量
playbooks-topic-delivery = 配送
playbooks-topic-counterfeit = 假货
playbooks-topic-other = 其他
playbooks-topic-unsure = 不确定
playbooks-changes = 近期变化
playbooks-no-changes = { $days } 天内没有记录到变化
playbooks-event = { $day }：{ $kind }（{ $note }）
playbooks-event-price-change = 调价
playbooks-event-listing-change = 修改详情页
playbooks-event-promotion-start = 促销开始
playbooks-event-promotion-end = 促销结束
playbooks-event-experiment-start = 实验开始
playbooks-event-experiment-end = 实验结束
playbooks-field-title = 标题
playbooks-field-bullets = 五点描述
playbooks-field-images = 图片数量
playbooks-field-main-image-hash = 主图
playbooks-field-a-plus = A+ 页面
playbooks-field-video = 视频
playbooks-field-category = 类目
playbooks-field-browse-node = 浏览节点
playbooks-field-variation-theme = 变体主题
playbooks-field-parent-asin = 父 ASIN
playbooks-field-size-tier = 尺寸分段
playbooks-field-badges = 标识
playbooks-field-status = 状态
playbooks-listing-changed = { $day }：商品详情的 { $field } 有变化

## 商品详情页
playbooks-listing-ok = 能检查的各项都合格
playbooks-listing-bad = 有 { $n } 处需要改进，首先是：{ $first }
playbooks-listing-unknown = 没有任何详情页数据
playbooks-listing-status = 状态
playbooks-listing-status-line = { $status }，问题：{ $issue }
playbooks-listing-do-status = 运营：在“管理所有库存”中解决该问题；解决前无法销售
playbooks-listing-title = 标题
playbooks-listing-title-line = { $n } 个字符（建议 { $low } 至 { $high }）
playbooks-listing-title-why = 原因：搜索首先匹配标题，手机端只显示前 80 个字符
playbooks-listing-title-repeated = 标题中出现两次以上：{ $words }（亚马逊可能因此禁止显示）
playbooks-listing-title-term = 成交最多的搜索词“{ $term }”不在标题前 80 个字符内：{ $words }
playbooks-listing-do-title = 设计：按品牌、产品、核心词、差异点重写标题，并控制在限制内
playbooks-listing-count = { $n } / { $wanted }
playbooks-listing-there = 有
playbooks-listing-not-there = 没有
playbooks-listing-bullets = 五点描述
playbooks-listing-bullets-why = 原因：五点描述回答买家下单前的疑问，也参与搜索
playbooks-listing-do-bullets = 设计：根据评论和退货中的疑问补 { $n } 条
playbooks-listing-images = 图片
playbooks-listing-images-why = 原因：多数买家看图做决定；空着的图位就是没回答的疑问
playbooks-listing-do-images = 设计：补 { $n } 张图（尺寸、使用、细节、包装内容）
playbooks-listing-video = 视频
playbooks-listing-video-why = 原因：视频能展示图片展示不了的使用方式和大小
playbooks-listing-do-video = 设计：补一段使用场景短视频
playbooks-listing-a-plus = A+ 页面
playbooks-listing-a-plus-why = 原因：A+ 提供对比和细节，让预期更清楚，减少退货
playbooks-listing-do-a-plus = 设计：发布 A+ 页面
playbooks-listing-brand-story = 品牌故事
playbooks-listing-no-report = 没有报表说明是否有品牌故事：请打开页面查看
playbooks-listing-variation = 变体
playbooks-listing-variation-line = 父体 { $parent }，变体主题 { $theme }
playbooks-listing-variation-why = 原因：同一变体家族共享评论和排名；主题错误会拆散变体
playbooks-listing-do-variation = 运营：为该变体家族设置变体主题
playbooks-listing-terms = 能成交但页面上没有的搜索词
playbooks-listing-term = “{ $term }”：广告带来 { $orders } 单，页面缺少：{ $words }
playbooks-listing-query = “{ $term }”：搜索成交 { $orders } 单，页面缺少：{ $words }
playbooks-search = 搜索表现（截至 { $day } 当周）
playbooks-search-week = 曝光 { $seen } 次，点击 { $clicked } 次（{ $ctr }），购买 { $bought } 次（点击购买率 { $rate }）
playbooks-search-before = 此前 { $weeks } 周平均每周：曝光 { $seen }，点击 { $clicked }（{ $ctr }），购买 { $bought }（{ $rate }）
playbooks-search-do-seen = 运营：搜索曝光减少，请检查关键词排名、搜索屏蔽、库存和广告
playbooks-search-do-clicks = 设计：有曝光但点击变少，请与搜索结果中相邻商品比较主图、价格、评分和标识
playbooks-listing-terms-why = 原因：广告中能转化的词，页面上有才会有自然排名
playbooks-listing-do-terms = 设计：把这些词写进标题、五点描述或后台搜索词

## 新品
playbooks-launch-unknown = 上架日期未知
playbooks-launch-not-yet = 尚未上架（计划 { $day }）
playbooks-launch-no-data = { $day } 上架（第 { $age } 天）：没有存储前 90 天的数据
playbooks-launch-day = 上架第 { $age } 天（第 { $month } 个月）：{ $n ->
    [0] 符合计划
   *[other] { $n } 项落后于计划
 }{ $unknown ->
    [0] {""}
   *[other] ，{ $unknown } 项未知
 }
playbooks-launch-over = 新品期已结束（第 { $age } 天）：{ $n ->
    [0] 达成计划
   *[other] { $n } 项未达成计划
 }{ $unknown ->
    [0] {""}
   *[other] ，{ $unknown } 项未知
 }
playbooks-launch-reviews = 评论
playbooks-launch-reviews-line = 评分数 { $now }，计划 { $plan }（{ $day } 上架）
playbooks-launch-do-reviews = 客服：加入 Vine，并对已送达订单请求评论
playbooks-launch-cvr = 转化率对比基准
playbooks-launch-cvr-line = { $days } 天转化率 { $cvr }，基准 { $benchmark }
playbooks-launch-do-cvr = 设计：先测试主图和价格，再买更多流量
playbooks-launch-tacos = TACOS 走势
playbooks-launch-tacos-line = 第 { $month } 个月：TACOS { $tacos }，计划 { $plan }
playbooks-launch-do-tacos = 广告：把花费从自动广告转到能转化的精准词
playbooks-launch-rank = 排名走势
playbooks-launch-rank-line = { $day }：{ $category } 类目排名 { $rank }
playbooks-launch-do-rank = 运营：检查价格、优惠券和库存；排名比刚上架时更差

## 实验
playbooks-experiment-none = 该 ASIN 没有记录实验或变更
playbooks-experiment-record = 请记录：在 events.csv 写 `experiment_start`，或在 Slack 用 `/asinwatch event`
playbooks-experiment-what = 判断对象
playbooks-experiment-what-line = { $kind }（{ $note }），{ $start } 至 { $end }
playbooks-experiment-running = { $kind }（{ $note }），自 { $start } 起，仍在进行
playbooks-experiment-not-begun = 为时过早：还没有过完一整天
playbooks-experiment-cannot = 无法判断：同类 ASIN 太少或销量太少
playbooks-experiment-too-early = 为时过早：目前 { $change }，{ $days } 天后仍可能在 { $low } 至 { $high } 之间（至少需要 { $least } 天）
playbooks-experiment-too-short = 时间太短，无法判断：{ $change }，{ $days } 天内可能在 { $low } 至 { $high } 之间（至少需要 { $least } 天）
playbooks-experiment-open = 尚未看出差异：{ $change }，区间 { $low } 至 { $high }
playbooks-experiment-better = 变好：比同类 ASIN { $change }，区间 { $low } 至 { $high }
playbooks-experiment-worse = 变差：比同类 ASIN { $change }，区间 { $low } 至 { $high }
playbooks-experiment-line = 比 { $controls } 个同类 ASIN { $change }，95% 区间 { $low } 至 { $high }（{ $days } 天）
playbooks-experiment-early-why = 为时过早：下结论需要前后各 { $least } 天、{ $count } 件
playbooks-experiment-no-controls = 需要三个前后都有销量且未被改动的同类 ASIN
playbooks-experiment-do-wait = 运营：继续观察，或测试更大的改动
playbooks-experiment-do-keep = 运营：保留该改动
playbooks-experiment-do-undo = 运营：撤回该改动
