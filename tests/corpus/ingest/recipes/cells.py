"""What stands in cells: all of it stays as it is."""

from .case import add, csv_table

# File, why, the cells of one column, and the same as written where that differs.
COLUMNS = [
    ("formulas.csv", "Cells that a spreadsheet would run.",
     ["=1+1", "+49 30 123", "-2+3", "@SUM(A1:A9)", "=HYPERLINK(\"http://example.com\";\"x\")", "=cmd|'/c calc'!A0", "\t=1", "\r=1"],
     ['=1+1', '+49 30 123', '-2+3', '@SUM(A1:A9)', '"=HYPERLINK(""http://example.com"";""x"")"', "=cmd|'/c calc'!A0", "\t=1", '"\r=1"']),
    ("html.csv", "Cells that a page would run if it did not escape them.",
     ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</td></tr></table>", "&lt;b&gt;", "javascript:alert(1)", "{{7*7}}", "${7*7}", "<!-- x"], None),
    ("injections.csv", "Cells that a query, a path or a terminal might trip over.",
     ["'; DROP TABLE sales; --", "../../etc/passwd", "C:\\temp\\new", "%s%n", "\x1b[31mred", "a\\nb", "null; true", "__proto__"], None),
    ("missing_words.csv", "Words for “no value” in several cases: which of them are missing is decided later.",
     ["NULL", "null", "Null", "NaN", "nan", "NA", "na", "N/A", "n/a", "#N/A", "None", "nil", "-", "?", "", " ", "\\N", "NULL"],
     ["NULL", "null", "Null", "NaN", "nan", "NA", "na", "N/A", "n/a", "#N/A", "None", "nil", "-", "?", "", " ", "\\N", '"NULL"']),
    ("leading_zeros.csv", "Zip codes and article numbers: zeros stay.", ["007", "0", "00", "-007", "+7", "0.70", "000123456789"], None),
    ("long_integers.csv", "Numbers beyond 53 and 64 bits: card numbers, bar codes, hashes.",
     ["9007199254740993", "18446744073709551616", "-9223372036854775809", "12345678901234567890123456789012345678901234567890", "4.2e400"], None),
    ("exponents.csv", "What spreadsheets made of long numbers, and article numbers that look like powers.",
     ["1e5", "1E5", "1.23E+15", "1,23E+15", "5e-3", "1e", "0x1F", "1_000", "12E4", "inf", "-Infinity"],
     ["1e5", "1E5", "1.23E+15", '"1,23E+15"', "5e-3", "1e", "0x1F", "1_000", "12E4", "inf", "-Infinity"]),
    ("nbsp.csv", "Spaces that do not break around and inside values, as from web pages and French Excel.",
     ["\u00a01 234,50\u00a0", "1\u202f234,50\u202f€", "\u00a0", "\u2007 12", " 5 ", "\u3000x\u3000"],
     ['"\u00a01 234,50\u00a0"', '"1\u202f234,50\u202f€"', "\u00a0", "\u2007 12", " 5 ", "\u3000x\u3000"]),
    ("apostrophes.csv", "An apostrophe in front, by which spreadsheets force text.", ["'007", "'=1+1", "'", "''", "O'Neil", "’tis"], None),
    ("numbers_dressed.csv", "Currencies, percents, accounting brackets, minus signs behind and of other kinds, thousands marks.",
     ["$1,234.50", "1.234,50 €", "12%", "(5.00)", "5.00-", "\u22125.00", "CHF 1’234.50", "1'234.50", "1 234.50", "1,23,456.00"],
     ['"$1,234.50"', '"1.234,50 €"', "12%", "(5.00)", "5.00-", "\u22125.00", "CHF 1’234.50", "1'234.50", "1 234.50", '"1,23,456.00"']),
    ("dates_dressed.csv", "Dates of many kinds in one column, some of them none.",
     ["2025-11-03", "03.11.2025", "11/3/2025", "3 Nov 2025", "Nov 3, 2025", "20251103", "45964", "1762128000", "2025-11-03T10:00:00+02:00", "2025-02-30", "00.00.0000", "3.11.25"],
     ["2025-11-03", "03.11.2025", "11/3/2025", "3 Nov 2025", '"Nov 3, 2025"', "20251103", "45964", "1762128000", "2025-11-03T10:00:00+02:00", "2025-02-30", "00.00.0000", "3.11.25"]),
    ("booleans.csv", "Yes and no in many words.", ["true", "TRUE", "False", "1", "0", "yes", "N", "ja", "x", "wahr", "T"], None),
]


def register():
    for file, why, cells, written in COLUMNS:
        text = "order_id,value\n" + "".join(f"{index},{cell}\n" for index, cell in enumerate(written or cells))
        add("cells", file, why, text.encode(), csv_table(["order_id", "value"], [[str(index), cell] for index, cell in enumerate(cells)]))
