ingest-no-such-file = 找不到该文件或文件夹。
ingest-empty-folder = 文件夹中没有可导入的文件；应包含 products.csv、traffic_daily.csv 等文件，或亚马逊后台下载的报告。
ingest-empty-file = 文件为空。
ingest-unreadable = 无法读取文件：{ $why }。
ingest-header-not-text = 表头行不是 UTF-8 文本。
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
