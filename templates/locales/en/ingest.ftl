ingest-no-such-file = There is no such file or folder.
ingest-empty-folder = The folder holds no file to import; expected files such as products.csv and traffic_daily.csv, or Amazon downloads.
ingest-empty-file = The file is empty.
ingest-unreadable = The file cannot be read: { $why }.
ingest-unknown-format = The file is neither one of the dataset folder nor a known Amazon download: no known header was found.
ingest-missing-columns = { $n ->
    [one] The required column { $columns } is missing.
   *[other] The required columns { $columns } are missing.
 }
ingest-column-twice = { $n ->
    [one] The column { $columns } comes twice in the header.
   *[other] The columns { $columns } come twice in the header.
 }
ingest-wrong-width = The row has { $cells } cells, the header { $columns }.
ingest-empty = The cell is empty, but needed.
ingest-nul = The line holds a NUL byte.
ingest-not-text = The line is not { $encoding } text.
ingest-line-too-long = The line is longer than 4 MB.
ingest-quotes = The quotes of the line do not match.
ingest-rows-in-quotes = A quoted text spans { $lines } lines and holds what looks like whole rows: a quote may have been lost.
ingest-not-a-date = “{ $cell }” is not a date such as 2026-03-01.
ingest-no-such-day = “{ $cell }” is no day of the calendar.
ingest-not-a-number = “{ $cell }” is not a plain number such as 1234.5.
ingest-below-zero = “{ $cell }” is below 0.
ingest-not-whole = “{ $cell }” is not a whole number.
ingest-too-large = “{ $cell }” is too large to be a count.
ingest-above-hundred = “{ $cell }” is above 100 percent.
ingest-not-yes-no = “{ $cell }” is neither 1 nor 0.
ingest-unknown-marketplace = “{ $cell }” is not one of Amazon's country codes such as US, DE or JP.
ingest-not-an-asin = “{ $cell }” is not an ASIN.
ingest-unknown-value = “{ $cell }” is not one of { $known }.
ingest-not-a-figure = “{ $cell }” is not a number.
ingest-ambiguous-number = “{ $cell }” could have a thousands or a decimal sign, and no other cell of the column tells which.
ingest-ratio-or-percent = “{ $cell }” could be a ratio or a percentage, and no other cell of the column tells which.
ingest-two-number-formats = The column { $column } writes numbers in two ways: “{ $cell }” in line { $line } and “{ $other }” in line { $at }.
ingest-not-a-day = “{ $cell }” is not a date.
ingest-ambiguous-day = “{ $cell }” could be day and month or month and day, and no other cell of the column tells which.
ingest-two-date-formats = The column { $column } writes dates in two ways: “{ $cell }” in line { $line } and “{ $other }” in line { $at }.
ingest-rounded-id = “{ $cell }” is an id that a spreadsheet has rounded.
ingest-not-a-rating = “{ $cell }” is not a rating from 1 to 5.
ingest-needs-date = The file does not say its day: give --date, or put the day in its name ({ $file }) as in report-2026-03-01.csv, for a longer period as in report-2026-03-01-2026-03-31.csv. The date in Amazon's own file names is that of the download.
ingest-needs-marketplace = The file does not say its marketplace: give --marketplace.
ingest-needs-asin = Neither the row nor the file's name says the ASIN.
ingest-other-currency = The file's amounts are in { $currency }, which is not the currency of { $marketplace }.
ingest-longer-than-a-day = The row covers { $first } to { $last }: only single days are kept.
ingest-kept-as-period = Kept as one total of { $first } to { $last }, not as daily figures.
ingest-ads-reported-by-id = { $n ->
    [one] { $n } row names a campaign that has no known id, of a day that the Ads API has reported whole: it was left out, so that nothing counts twice.
   *[other] { $n } rows name campaigns that have no known id, of days that the Ads API has reported whole: they were left out, so that nothing counts twice.
}
ingest-rows-kept-as-period = { $n ->
    [one] One total over several days was kept apart from the daily figures.
   *[other] { $n } totals over several days were kept apart from the daily figures.
 }
ingest-pooled = { $n ->
    [one] One row repeated European pooled stock and was counted once only.
   *[other] { $n } rows repeated European pooled stock and were counted once only.
 }
ingest-outside-amazon = { $n ->
    [one] One order line from outside Amazon was left out.
   *[other] { $n } order lines from outside Amazon were left out.
 }
ingest-old-excel = This is an old or encrypted Excel file: save it as XLSX or CSV.
ingest-encrypted = The file is encrypted.
ingest-broken-workbook = The workbook cannot be read: { $why }.
ingest-broken-archive = The archive cannot be read: { $why }.
ingest-nested-archive = An archive within an archive is not opened.
ingest-bomb = The archive would unpack to far more than a report holds, so it was not opened.
ingest-preview-known = Known already: { $format }. Import it as it is.
ingest-preview-missing = No column was found for { $names }: map it, or give it as a constant.
ingest-preview-unsure = Only similar names, look at them: { $names }.
ingest-preview-unused = Columns that are not read: { $names }.
