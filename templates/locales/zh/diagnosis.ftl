## 一条证据：内容、数据表、日期
diagnosis-cite = { $text }［{ $table }，{ $first } 至 { $last }］
diagnosis-cite-undated = { $text }［{ $table }］
diagnosis-list = { $first }、{ $rest }
diagnosis-action-line = { $owner }：{ $what }

## 谁来做
diagnosis-owner-operations = 运营
diagnosis-owner-buyer = 采购
diagnosis-owner-customer-service = 客服
diagnosis-owner-design = 设计
diagnosis-owner-compliance = 合规
diagnosis-owner-advertising = 广告

## 数据关卡
diagnosis-gate-no-traffic = 没有这个 ASIN 的流量数据
diagnosis-gate-late = 业务报告还缺 { $n } 天（{ $first } 至 { $last }）
diagnosis-gate-missing = 有 { $n } 天没有这个 ASIN 的数据，而其他 ASIN 有（{ $first } 至 { $last }）
diagnosis-gate-short-history = 历史数据从 { $first } 才开始，无法比较两个时间段
diagnosis-gate-no-units = 有 { $n } 天缺订单和销量（{ $first } 至 { $last }）
diagnosis-gate-no-sales = 有 { $n } 天有销量但缺销售额，且没有价格（{ $first } 至 { $last }）
diagnosis-gate-zero-sales = 有 { $n } 天有销量但销售额为 0（{ $first } 至 { $last }）
diagnosis-gate-no-sessions = 有 { $n } 天缺会话数（{ $first } 至 { $last }）
diagnosis-gate-sessions-zero = 有 { $n } 天会话数为 0 却有销量（{ $first } 至 { $last }）
diagnosis-gate-sessions-thin = 有 { $n } 天会话数远少于销量所需（{ $first } 至 { $last }）
diagnosis-gate-everybody = 同类 ASIN 的数据在 { $n } 天里一起骤降（{ $first } 至 { $last }），报告不完整
diagnosis-gate-unknown-sales = 现有数据无法得出两个时间段的销售额

## 证据
diagnosis-evidence-stock-zero = 自 { $since } 起可售库存为 0（此前：{ $before }）
diagnosis-evidence-stock-issue = 商品页自此提示：{ $issue }
diagnosis-evidence-stock-transfer = 自 { $since } 起有 { $units } 件在仓库间调拨，能卖但配送变慢
diagnosis-evidence-listing-suppressed = 自 { $since } 起商品被禁止显示（状态 { $status }，{ $why }）
diagnosis-evidence-offer-inactive = 自 { $since } 起报价已关闭（状态 { $status }，{ $why }）
diagnosis-evidence-notice = { $on } 收到通知：{ $subject }（类型 { $kind }，级别 { $severity }）
diagnosis-evidence-notice-closed = 通知之后，{ $since } 起 商品被下架
diagnosis-evidence-listing-changed = { $on } { $part }有改动：“{ $old }” → “{ $new }”
diagnosis-evidence-event = { $on } 的记录：{ $kind }（{ $note }）
diagnosis-evidence-badge-lost = 自 { $since } 起标识 { $badge } 消失
diagnosis-evidence-featured-other = 自 { $since } 起黄金购物车被其他卖家占有（推荐报价 { $price }）
diagnosis-evidence-featured-none = 自 { $since } 起没有任何卖家拥有黄金购物车
diagnosis-evidence-featured-threshold = 我们的价格 { $ours } 高于竞争价格阈值 { $threshold }
diagnosis-evidence-featured-share = 黄金购物车占比 { $before } → { $after }
diagnosis-evidence-undercut = 自 { $since } 起其他卖家最低价 { $other }，比我们的 { $ours } 低 { $gap }
diagnosis-evidence-undercut-more = 自 { $since } 起其他卖家报价 { $after } 个（此前 { $before } 个），最低价比我们的低 { $gap }
diagnosis-evidence-delivery = 自 { $since } 起配送需 { $after } 天（此前：{ $before } 天）
diagnosis-evidence-promotion-ended = { $kind }（折扣 { $discount }）到 { $ended } 结束
diagnosis-evidence-deal-price-ended = 促销价 { $low } 已结束，自 { $since } 起恢复平时价格 { $usual }
diagnosis-evidence-price-up = { $since } 我们的价格从 { $before } 调到 { $after }（{ $change }）
diagnosis-evidence-competitor-price = { $since } 竞品 { $rival } 券后价从 { $before } 变为 { $after }
diagnosis-evidence-competitor-rating = 竞品 { $rival } 的评分从 { $before } 升到 { $after }
diagnosis-evidence-competitor-new = 竞品 { $rival } 自 { $since } 起以 { $price } 销售
diagnosis-evidence-campaign-paused = 广告活动 { $name }（占该 ASIN 点击的 { $weight }）自 { $since } 起暂停
diagnosis-evidence-campaign-silent = 广告活动 { $name } 自 { $since } 起没有曝光（此前每天 { $before } 次）
diagnosis-evidence-ads-vanished = 自 { $since } 起没有任何 ASIN 的广告数据（此前每天 { $clicks } 次点击），同时少了相应的会话
diagnosis-against-ads-late = 也可能是广告报告迟到：这几天没有任何 ASIN 有数据
diagnosis-evidence-out-of-budget = 广告活动 { $name } 自 { $since } 起一天中有 { $after } 的时间没有预算（此前：{ $before }）
diagnosis-evidence-budget-cut = { $since } 广告活动 { $name } 的日预算从 { $before } 降到 { $after }，并且已用尽
diagnosis-evidence-ad-clicks = 自 { $since } 起广告点击 { $actual } 次，应有 { $expected } 次，而广告活动已启用且有预算
diagnosis-evidence-impressions-down = 广告日均曝光 { $before } → { $after }
diagnosis-evidence-cpc-up = 单次点击成本 { $before } → { $after }
diagnosis-evidence-bid-down = 竞价 { $before } → { $after }
diagnosis-evidence-top-of-search-down = 搜索顶部占比 { $before } → { $after }
diagnosis-evidence-keyword-ranks = 自 { $since } 起关键词自然排名是此前的 { $times } 倍（数字越大越靠后）
diagnosis-evidence-search-share = 搜索中展示我们的比例为 { $after }（此前：{ $before }）
diagnosis-evidence-sales-rank = 自 { $since } 起类目排名是此前的 { $times } 倍，超出自身销量所能解释的程度
diagnosis-evidence-bad-reviews = 自 { $since } 起有 { $count } 条 1–2 星差评（平时：{ $usual }）
diagnosis-evidence-rating-down = { $since } 评分从 { $before } 降到 { $after }
diagnosis-evidence-rating-count-down = { $since } 评分数量从 { $before } 变为 { $after }
diagnosis-evidence-parent-changed = { $since } 父 ASIN 从 { $old } 变为 { $new }
diagnosis-evidence-sibling-left = { $since } 同款变体 { $sibling } 脱离了变体家族（父 ASIN { $old } → { $new }）
diagnosis-evidence-sibling-stock = 自 { $since } 起同款变体 { $sibling } 断货
diagnosis-evidence-sibling-silent = 自 { $since } 起同款变体 { $sibling } 没有销量
diagnosis-evidence-market = 自 { $since } 起 { $count } 个同类 ASIN（{ $basis }）变化 { $change }，其中 { $agree } 下跌
diagnosis-evidence-year-ago = 去年同期在对应 { $since } 的那天变化 { $change }
diagnosis-evidence-search-volume = 相关搜索词的周搜索量 { $before } → { $after }
diagnosis-evidence-unexplained = 自 { $since } 起售出 { $actual } 件，应有 { $expected } 件；现有数据里没有同时发生的变化

diagnosis-basis-category = 同类目
diagnosis-basis-marketplace = 同站点
diagnosis-promotion-coupon = 优惠券
diagnosis-promotion-deal = 秒杀活动
diagnosis-promotion-prime-exclusive = Prime 专享折扣
diagnosis-promotion-sale-price = 促销价
diagnosis-part-main-image-hash = 主图
diagnosis-part-title = 标题
diagnosis-part-category = 类目
diagnosis-part-browse-node = 浏览节点
diagnosis-part-images = 图片数量
diagnosis-part-bullets = 五点描述
diagnosis-part-a-plus = A+ 页面
diagnosis-part-video = 视频
diagnosis-part-size-tier = 尺寸分段

## 步骤
diagnosis-stepname-data = 数据
diagnosis-stepname-listing = 商品详情页与通知
diagnosis-stepname-stock = 库存
diagnosis-stepname-offer = 黄金购物车
diagnosis-stepname-ad-traffic = 广告流量
diagnosis-stepname-organic-traffic = 自然流量
diagnosis-stepname-price = 转化与价格
diagnosis-stepname-reviews = 评论
diagnosis-stepname-market = 市场与季节
diagnosis-stepname-ad-spend = 广告花费
diagnosis-step-not-looked = 未检查：先要有数据
diagnosis-step-data-ok = { $first } 至 { $last } 数据完整
diagnosis-step-listing-ok = { $day } 状态 { $status }；没有新通知，页面没有改动
diagnosis-step-listing-unknown = 没有商品详情页数据
diagnosis-step-stock-ok = { $day } 可售 { $units } 件
diagnosis-step-stock-unknown = 没有库存数据
diagnosis-step-offer-ok = 黄金购物车占比 { $before } → { $after }；归属没有变化
diagnosis-step-offer-unknown = 没有报价数据
diagnosis-step-ad-traffic-ok = 广告点击 { $before } → { $after }；广告活动没有变化
diagnosis-step-ad-traffic-unknown = 没有广告数据
diagnosis-step-organic-traffic-ok = 自然会话 { $before } → { $after }；现有数据里排名没有下降
diagnosis-step-organic-traffic-unknown = 会话数未知
diagnosis-step-price-ok = 价格 { $before } → { $after }，转化率 { $old } → { $new }；价格、促销和竞品没有变化
diagnosis-step-price-unknown = 没有价格数据
diagnosis-step-reviews-ok = 评分 { $rating }；所看几周内有 { $n } 条评论，没有集中出现差评；退货 { $before } → { $after }
diagnosis-step-reviews-unknown = 没有评论数据
diagnosis-step-market-ok = 与 { $n } 个同类 ASIN 相比：没有一起下跌
diagnosis-step-market-unknown = 可比的同类 ASIN 不足两个
diagnosis-step-ad-spend-ok = ACOS { $acos }，TACOS { $tacos }
diagnosis-step-ad-spend-unknown = 没有广告花费数据

## 说明
diagnosis-remark-noise = 仅正常波动就会让这个 ASIN 在两个时间段之间变化 ±{ $width }
diagnosis-remark-odd-week = 前一个时间段异常偏高，最近这个时间段才是平时水平
diagnosis-remark-left = 损失中有 { $money }（{ $part }）没有找到解释
diagnosis-remark-estimated = 有几天没有销售额，按销量乘以我们的价格计算
diagnosis-could-not-check = 无法检查{ $causes }：{ $table } 里没有这个 ASIN 的数据。请导入 { $table }.csv 或接通对应的数据源。

## 怎么做
diagnosis-action-out-of-stock = { $owner }：确认断货，加急补货或新建货件，入仓前降低广告投放。{ $page }
diagnosis-action-listing-suppressed = { $owner }：打开被禁止显示的商品，按提示修正属性后重新提交。{ $page }
diagnosis-action-offer-inactive = { $owner }：查明报价关闭的原因（价格错误、属性缺失、SKU 被删），重新上架。{ $page }
diagnosis-action-compliance-notice = { $owner }：阅读通知，备齐所需文件，在期限前申诉。{ $page }
diagnosis-action-buy-box-lost = { $owner }：查看谁以什么价格拿走黄金购物车，利润允许就跟价，并举报未授权的跟卖。{ $page }
diagnosis-action-featured-offer-suppressed = { $owner }：把价格降到竞争价格阈值以下，或凭证据申请调整参考价，再确认黄金购物车恢复。{ $page }
diagnosis-action-price-undercut = { $owner }：把更低的报价与我们的底价相比，决定跟价、发券还是不动。{ $page }
diagnosis-action-price-increase = { $owner }：比较涨价后的毛利与少卖的件数，回调价格或用优惠券缓冲。{ $page }
diagnosis-action-promotion-ended = { $owner }：决定是否续促销；销量要与促销之前的几周比，不要与促销期比。{ $page }
diagnosis-action-team = { $steps } { $page }
diagnosis-action-ads-paused = { $owner }：查明谁、为什么暂停了广告，重新启用或迁移关键词。{ $page }
diagnosis-action-ads-out-of-budget = { $owner }：提高日预算，或从没有出单的广告活动挪预算，并检查分时消耗。{ $page }
diagnosis-action-ads-weakened = { $owner }：检查竞价、版位和被拒的广告，恢复出单词的竞价。{ $page }
diagnosis-action-rank-lost = { $owner }：查看哪些关键词掉了排名，检查收录与相关性，用精准广告支撑。{ $page }
diagnosis-action-bad-reviews = { $owner }：阅读新的 1–2 星差评，找出缺陷，联系买家，并把批次交给质检。{ $page }
diagnosis-action-rating-drop = { $owner }：找到拉低评分的评论，举报违规评论，解决反映的缺陷。{ $page }
diagnosis-action-listing-changed = { $owner }：对比改动前后的页面，一周内转化率不恢复就撤回改动。{ $page }
diagnosis-action-variation-broken = { $owner }：恢复父子变体关系（用批量表格，或带原父 ASIN 联系卖家支持）。{ $page }
diagnosis-action-sibling-out-of-stock = { $owner }：给断货的变体补货，并把流量引到有货的变体。{ $page }
diagnosis-action-delivery-slow = { $owner }：查清货在哪里（调拨、接收），用其他渠道或另发一批货过渡。{ $page }
diagnosis-action-badge-changed = { $owner }：查看标识的要求（评分、配送、价格、退货），争取恢复。{ $page }
diagnosis-action-competitor-move = { $owner }：判断竞品降价是否只是短期活动，用优惠券或广告位应对，不要条件反射地降价。{ $page }
diagnosis-action-seasonal = { $owner }：按去年的曲线安排预算和库存，无需修复。{ $page }
diagnosis-action-market-wide = { $owner }：守住份额，预算随需求下调，不要追量。{ $page }
diagnosis-action-data-incomplete = { $owner }：等报告到达或重新导入，然后再诊断一次。{ $page }
diagnosis-action-unexplained = { $owner }：接通下方列出的缺失数据，以买家身份看一遍页面，明天再诊断。{ $page }

## 纯文本
diagnosis-text-sales = 最近 { $days } 天销售额：{ $before } → { $after }（{ $change }）
diagnosis-text-share = { $factor }：{ $change }
diagnosis-text-share-bounded = { $factor }：{ $change }（90%：{ $low } 至 { $high }）
diagnosis-text-cause = { $n }. { $cause }（得分 { $score }，自 { $since } 起，可解释 { $money }）
factor-corrections = 冲正
