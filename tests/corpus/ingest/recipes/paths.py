"""Names as they are dropped: Hive folders give columns, everything else is only a name."""

from .case import HEAD, ROWS, TEXT, add, table


def case(stem, why, name, columns=(), values=(), text=TEXT, head=HEAD, rows=ROWS, doubt=None):
    found = table([*head, *columns], [[*row, *values] for row in rows], delimiter=",", encoding="UTF-8")
    add("path", f"{stem}.csv", why, text.encode(), found, name=name, doubt=doubt)


def register():
    case("hive_month", "One folder of a partitioned table.", "sales/year_month=2025-11/part-0.csv", ["year_month"], ["2025-11"])
    case("hive_two_levels", "Two folders, two columns, in the order of the path.", "sales/year=2025/month=11/part-0.csv", ["year", "month"], ["2025", "11"])
    case("hive_default_partition", "Hive's word for a missing value.", "sales/region=__HIVE_DEFAULT_PARTITION__/x.csv", ["region"], [None])
    case("hive_percent", "Hive writes characters beyond ASCII as percent and digits.", "sales/country=D%C3%BC/x.csv", ["country"], ["Dü"])
    case("hive_percent_signs", "A colon and a slash written so, a plus that is a plus.", "sales/slot=10%3A30%2F2+1/x.csv", ["slot"], ["10:30/2+1"])
    case("hive_percent_broken", "A percent sign that begins no pair of digits, and bytes that are no UTF-8: the text stays.", "sales/discount=100%/code=a%FFb/x.csv",
         ["discount", "code"], ["100%", "a%FFb"])
    case("hive_equals_in_value", "The first equals sign ends the name.", "sales/note=a=b/x.csv", ["note"], ["a=b"])
    case("hive_empty_value", "A folder with nothing after the equals sign.", "sales/region=/x.csv", ["region"], [""])
    case("hive_no_name", "A folder with nothing before the equals sign is only a folder.", "sales/=x/x.csv")
    case("hive_file_name", "An equals sign in the file's own name gives no column.", "sales/date=today.csv")
    case("hive_column_in_file", "The column of the folder is also in the file, with another value: the file's own wins.", "sales/year_month=2025-11/x.csv", [], [],
         "date,sales,year_month\n2025-11-01,10.00,2025-12\n", ["date", "sales", "year_month"], [["2025-11-01", "10.00", "2025-12"]],
         doubt="DuckDB lets the folder win. The telecom specification takes the month from the row and counts folders that differ, for which both values are needed.")
    case("hive_feeds_input", "A folder named like a column that the file lacks feeds the input table.", "sales/Country=CH/x.csv", ["Country"], ["CH"])
    case("path_folders", "Plain folders give nothing.", "exports/2025/11/orders.csv")
    case("path_markup", "A name that a page would run if it did not escape it.", "<img src=x onerror=alert(1)>.csv")
    case("path_odd_letters", "A name with quotes, a line break, a mark that turns the writing direction, and an emoji.", "“a” \"b\"\n\u202evsc.🎈.csv")
    case("path_long", "A name of 250 letters.", "x" * 246 + ".csv")
