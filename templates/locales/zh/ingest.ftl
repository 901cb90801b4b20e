ingest-no-such-file = 找不到该文件或文件夹。
ingest-empty-folder = 文件夹中没有可导入的文件；应包含 products.csv、traffic_daily.csv 等文件，或亚马逊后台下载的报告。
ingest-empty-file = 文件为空。
ingest-unreadable = 无法读取文件：{ $why }。
ingest-unknown-format = 既不是数据集文件，也不是已知的亚马逊报告：没有找到可识别的表头。
ingest-missing-columns = { $n ->
   *[other] 缺少必填列：{ $columns }。
 }
ingest-column-twice = { $n ->
   *[other] 表头中有重复的列：{ $columns }。
 }
ingest-wrong-width = 该行有 { $cells } 个单元格，表头有 { $columns } 个。
ingest-empty = 该单元格必填，但为空。
ingest-nul = 该行含有 NUL 字节。
ingest-not-text = 该行不是 { $encoding } 文本。
ingest-line-too-long = 该行超过 4 MB。
ingest-quotes = 该行的引号不匹配。
ingest-rows-in-quotes = 一段带引号的文本跨了 { $lines } 行，其中像是包含完整的数据行：可能漏了引号。
ingest-not-a-date = “{ $cell }”不是 2026-03-01 这样的日期。
ingest-no-such-day = “{ $cell }”不是有效的日期。
ingest-not-a-number = “{ $cell }”不是 1234.5 这样的数字。
ingest-below-zero = “{ $cell }”小于 0。
ingest-not-whole = “{ $cell }”不是整数。
ingest-too-large = “{ $cell }”过大，不可能是数量。
ingest-above-hundred = “{ $cell }”超过 100%。
ingest-not-yes-no = “{ $cell }”既不是 1 也不是 0。
ingest-unknown-marketplace = “{ $cell }”不是亚马逊站点代码（如 US、DE、JP）。
ingest-not-an-asin = “{ $cell }”不是 ASIN。
ingest-unknown-value = “{ $cell }”不在可选值之中：{ $known }。
ingest-not-a-figure = “{ $cell }”不是数字。
ingest-ambiguous-number = “{ $cell }”中的符号可能是千位分隔符，也可能是小数点，该列其他单元格也无法判断。
ingest-ratio-or-percent = “{ $cell }”可能是比值，也可能是百分数，该列其他单元格也无法判断。
ingest-two-number-formats = 列 { $column } 的数字格式不一致：第 { $line } 行为“{ $cell }”，第 { $at } 行为“{ $other }”。
ingest-not-a-day = “{ $cell }”不是日期。
ingest-ambiguous-day = “{ $cell }”可能是日/月，也可能是月/日，该列其他单元格也无法判断。
ingest-two-date-formats = 列 { $column } 的日期格式不一致：第 { $line } 行为“{ $cell }”，第 { $at } 行为“{ $other }”。
ingest-rounded-id = “{ $cell }”是被表格软件四舍五入过的编号。
ingest-not-a-rating = “{ $cell }”不是 1 到 5 的评分。
ingest-needs-date = 文件中没有日期：请使用 --date，或在文件名（{ $file }）中写明日期，如 report-2026-03-01.csv；较长的时间段写作 report-2026-03-01-2026-03-31.csv。亚马逊自带文件名中的日期是下载日期。
ingest-needs-marketplace = 文件中没有站点信息：请使用 --marketplace。
ingest-needs-asin = 该行和文件名中都没有 ASIN。
ingest-other-currency = 文件中的金额以 { $currency } 计，与站点 { $marketplace } 的币种不符。
ingest-longer-than-a-day = 该行涵盖 { $first } 至 { $last }：只保存单日数据。
ingest-kept-as-period = 已作为 { $first } 至 { $last } 的合计保存，不计入每日数据。
ingest-ads-reported-by-id = { $n } 行的广告活动没有已知编号，而这些日期的广告数据已由广告 API 完整提供：为避免重复计算，未导入这些行。
ingest-rows-kept-as-period = { $n ->
   *[other] 有 { $n } 条多日合计单独保存，不计入每日数据。
 }
ingest-pooled = { $n ->
   *[other] 有 { $n } 行重复列出了欧洲共享库存，只计一次。
 }
ingest-outside-amazon = { $n ->
   *[other] 有 { $n } 行非亚马逊渠道的订单未计入。
 }
ingest-old-excel = 这是旧版或加密的 Excel 文件：请另存为 XLSX 或 CSV。
ingest-encrypted = 文件已加密。
ingest-broken-workbook = 无法读取工作簿：{ $why }。
ingest-broken-archive = 无法读取压缩包：{ $why }。
ingest-nested-archive = 不打开压缩包中的压缩包。
ingest-bomb = 压缩包解压后远大于正常报告，因此没有打开。
ingest-preview-known = 已知格式：{ $format }，可直接导入。
ingest-preview-missing = 未找到与 { $names } 对应的列：请在映射中指定，或设为常量。
ingest-preview-unsure = 仅名称相近，请核对：{ $names }。
ingest-preview-unused = 未读取的列：{ $names }。
