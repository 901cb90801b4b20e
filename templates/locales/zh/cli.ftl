cli-no-data = 还没有任何数据：请先导入数据文件夹或导出文件（asinwatch import 路径）。
cli-unknown-asin = 未找到 { $asin }：没有该商品的资料或数据。请核对 ASIN 和站点，或先导入其数据。
cli-alert = { $severity }，{ $state }，自 { $since } 起：{ $headline }（{ $id }）
cli-checked = { $n ->
    [0] 没有未解决的预警
   *[other] 共有 { $n } 条未解决的预警
 }（本次检查新开 { $opened } 条，解决 { $resolved } 条）。
cli-synced = { $account } { $marketplace } { $source }：新增 { $new } 行，变更 { $changed } 行，待处理 { $pending } 个请求，最新日期 { $latest }
cli-replayed = { $severity }，{ $since } 至 { $until }：{ $headline }
sensitivity-low = 低
sensitivity-normal = 正常
sensitivity-high = 高
backtest-title = { $first } 至 { $last } 共 { $n } 条预警
backtest-line = { $kind }（灵敏度{ $sensitivity }）：{ $n } 条预警，每周 { $week } 条，随后确有损失的占 { $followed }
backtest-caught =   预警指出的损失：{ $amount }
