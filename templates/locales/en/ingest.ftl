ingest-no-such-file = There is no such file or folder.
ingest-empty-folder = The folder holds no file to import; expected files such as products.csv and traffic_daily.csv, or Amazon downloads.
ingest-empty-file = The file is empty.
ingest-unreadable = The file cannot be read: { $why }.
ingest-header-not-text = The header line is not UTF-8 text.
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
