"""Delimiters, quotes, line ends, headers and what stands around a table."""

from .case import HEAD, ROWS, TEXT, ZEROS, add, counted, csv_table, part, problem

GERMAN = ["Datum", "Kunde", "Bestellnummer", "Betrag"]


def case(file, why, text, columns, rows, doubt=None, name=None, codec="utf-8", **more):
    add("dialect", file, why, text.encode(codec), csv_table(columns, rows, **more), doubt=doubt, name=name)


def asked(count):
    return [f"Column {index + 1}" for index in range(count)]


def delimiters():
    case("comma.csv", "The plain case: comma, LF, UTF-8.", TEXT, HEAD, ROWS)
    case("semicolon.csv", "Excel in a country with a decimal comma writes semicolons.", TEXT.replace(",", ";"), HEAD, ROWS,
         delimiter=";")
    case("tab.tsv", "A copy from a database tool: tabs, commas in the texts.",
         "date\tcustomer_id\torder_id\tsales\n2025-11-01\tLee, Ann\t1\t10.00\n2025-11-02\tRay, Bob\t2\t20.50\n", HEAD,
         [["2025-11-01", "Lee, Ann", "1", "10.00"], ["2025-11-02", "Ray, Bob", "2", "20.50"]], delimiter="\t")
    case("pipe.csv", "A mainframe or data warehouse export: pipes, commas and semicolons in the texts.",
         "date|customer_id|order_id|sales\n2025-11-01|Lee, Ann; Bern|1|10.00\n2025-11-02|Ray, Bob; Genf|2|20.50\n", HEAD,
         [["2025-11-01", "Lee, Ann; Bern", "1", "10.00"], ["2025-11-02", "Ray, Bob; Genf", "2", "20.50"]], delimiter="|")
    case("delimiter_in_quotes.csv", "Quoted cells hold the delimiter.",
         'date,customer_id,order_id,sales\n2025-11-01,"Lee, Ann",1,"1,000.00"\n2025-11-02,",",2,"20,50"\n', HEAD,
         [["2025-11-01", "Lee, Ann", "1", "1,000.00"], ["2025-11-02", ",", "2", "20,50"]])
    case("other_delimiter_in_quotes.csv", "A comma file whose quoted cells hold more semicolons and tabs than it has commas.",
         'date,customer_id,tags\n2025-11-01,ann,"a;b;c;d;e\tf\tg"\n2025-11-02,bob,"x;y;z;;\t\t"\n',
         ["date", "customer_id", "tags"], [["2025-11-01", "ann", "a;b;c;d;e\tf\tg"], ["2025-11-02", "bob", "x;y;z;;\t\t"]])
    case("other_delimiter_unquoted.csv", "A comma file with lists in its cells: as many semicolons in each line, none in the header.",
         "date,customer_id,tags\n2025-11-01,ann,a;b;c;d\n2025-11-02,bob,e;f;g;h\n",
         ["date", "customer_id", "tags"], [["2025-11-01", "ann", "a;b;c;d"], ["2025-11-02", "bob", "e;f;g;h"]])
    case("semicolon_decimal_comma.csv", "A German export: decimal commas, thousands points, no quotes.",
         "Datum;Kunde;Bestellnummer;Betrag\n03.11.2025;K-1;1001;1.234,50\n04.11.2025;K-2;1002;2,75\n", GERMAN,
         [["03.11.2025", "K-1", "1001", "1.234,50"], ["04.11.2025", "K-2", "1002", "2,75"]], delimiter=";")
    case("semicolon_comma_tie.csv",
         "A unit with a comma in the header and decimal commas below: comma and semicolon give two cells in every line.",
         "Datum;Betrag (EUR, brutto)\n03.11.2025;1,50\n04.11.2025;2,75\n", ["Datum", "Betrag (EUR, brutto)"],
         [["03.11.2025", "1,50"], ["04.11.2025", "2,75"]], delimiter=";",
         doubt="Counting cells cannot decide this one. The known name can: “Datum” under the semicolon, against “Datum;Betrag (EUR” under the comma.")
    case("single_quotes.csv", "Single quotes are no quotes: somebody's own script wrote them.",
         "date,customer_id,sales\n2025-11-01,'ann',10\n2025-11-02,'Ray, Bob',20\n", ["date", "customer_id", "sales"],
         [["2025-11-01", "'ann'", "10"], ["2025-11-02", "'Ray", " Bob'"]], ragged=[(1, 4)])
    case("space_columns.txt", "Columns drawn with spaces (a report, SQL*Plus): no delimiter that is known, so one column.",
         "date        customer  sales\n2025-11-01  ann       10.00\n2025-11-02  bob       20.50\n", ["date        customer  sales"],
         [["2025-11-01  ann       10.00"], ["2025-11-02  bob       20.50"]], delimiter=None)
    case("psql_output.txt", "A table copied from the psql prompt: pipes, a ruled line, a count at the end.",
         "    date    | customer_id | sales\n------------+-------------+-------\n 2025-11-01 | ann         | 10.00\n"
         " 2025-11-02 | bob         | 20.50\n(2 rows)\n", ["date", "customer_id", "sales"],
         [["------------+-------------+-------", None, None], [" 2025-11-01 ", " ann         ", " 10.00"],
          [" 2025-11-02 ", " bob         ", " 20.50"], ["(2 rows)", None, None]], ragged=[(0, 1), (3, 1)], delimiter="|")
    add("dialect", "control_a.txt", "Hive writes text tables with the control character 1 between the cells.",
        TEXT.replace(",", "\x01").encode(), problem=problem("file_binary", what="binary data (it is full of control characters)"),
        doubt="Control characters are more than a fiftieth of the text, so the present rule refuses it; a table of long texts would pass as one column.")


def quotes():
    case("quoted_lf.csv", "Line breaks inside quotes: addresses, comments.",
         'date,customer_id,order_id,note\n2025-11-01,ann,1,"two\nlines"\n2025-11-02,bob,2,"\n\n"\n', ["date", "customer_id", "order_id", "note"],
         [["2025-11-01", "ann", "1", "two\nlines"], ["2025-11-02", "bob", "2", "\n\n"]])
    case("quoted_crlf.csv", "The same with CR LF inside and outside of quotes; the cell keeps its CR LF.",
         'date,customer_id,note\r\n2025-11-01,ann,"two\r\nlines"\r\n2025-11-02,bob,"a\rb"\r\n', ["date", "customer_id", "note"],
         [["2025-11-01", "ann", "two\r\nlines"], ["2025-11-02", "bob", "a\rb"]])
    case("quoted_lf_in_crlf.csv", "Excel writes CR LF at the end of a row and LF inside a cell.",
         'date,customer_id,note\r\n2025-11-01,ann,"two\nlines"\r\n2025-11-02,bob,one\r\n', ["date", "customer_id", "note"],
         [["2025-11-01", "ann", "two\nlines"], ["2025-11-02", "bob", "one"]])
    case("doubled_quotes.csv", "Quotes inside quotes are doubled.",
         'date,customer_id,note\n2025-11-01,ann,"say ""hi"""\n2025-11-02,bob,""""\n2025-11-03,cid,""""""\n2025-11-04,dan,""\n',
         ["date", "customer_id", "note"], [["2025-11-01", "ann", 'say "hi"'], ["2025-11-02", "bob", '"'],
                                           ["2025-11-03", "cid", '""'], ["2025-11-04", "dan", ""]])
    case("quote_in_plain_cell.csv", "Inches and nicknames: a quote that does not begin the cell is a character.",
         'date,customer_id,product\n2025-11-01,ann,5" pipe\n2025-11-02,Bob "Bo" Ray,6"\n', ["date", "customer_id", "product"],
         [["2025-11-01", "ann", '5" pipe'], ["2025-11-02", 'Bob "Bo" Ray', '6"']])
    case("text_after_quote.csv", "Text goes on after the closing quote: a broken writer.",
         'date,customer_id,product\n2025-11-01,"ann"lee,pipe\n2025-11-02,"bob" ,"5"" pipe"x"y"\n', ["date", "customer_id", "product"],
         [["2025-11-01", "annlee", "pipe"], ["2025-11-02", "bob ", '5" pipex"y"']])
    case("backslash_quotes.csv", "MySQL and Hive write a quote inside quotes as backslash and quote.",
         'date,customer_id,note\n2025-11-01,ann,"say \\"hi\\""\n2025-11-02,bob,plain\n', ["date", "customer_id", "note"],
         [["2025-11-01", "ann", 'say \\hi\\""'], ["2025-11-02", "bob", "plain"]],
         doubt="This is the RFC 4180 reading, equal to Python's; where the cell also holds a comma it shifts the row. "
               "A file in which backslash and quote stand together inside quoted cells could be read the MySQL way.")
    case("unclosed_quote_at_end.csv", "A quote opens in the last row and never closes: a cut file or a stray inch sign.",
         'date,customer_id,order_id,sales\n2025-11-01,ann,1,10.00\n2025-11-02,"bob,2,20.50\n', HEAD,
         [["2025-11-01", "ann", "1", "10.00"], ["2025-11-02", '"bob', "2", "20.50"]])
    case("unclosed_quote_early.csv", "The stray quote opens early and no other follows: only that cell may suffer, not the rows below.",
         'date,customer_id,order_id,sales\n2025-11-01,"ann,1,10.00\n2025-11-02,bob,2,20.50\n2025-11-03,cid,3,30.00\n', HEAD,
         [["2025-11-01", '"ann', "1", "10.00"], ["2025-11-02", "bob", "2", "20.50"], ["2025-11-03", "cid", "3", "30.00"]])
    case("unclosed_quote_then_quoted.csv", "A stray quote that the next quoted cell closes: the rows between run together.",
         'date,customer_id,note\n2025-11-01,"ann,x\n2025-11-02,bob,"y"\n2025-11-03,cid,z\n', ["date", "customer_id", "note"],
         [["2025-11-01", 'ann,x\n2025-11-02,bob,y"', None], ["2025-11-03", "cid", "z"]], ragged=[(0, 2)],
         doubt="A row is lost in a rejected one, as in Python and pandas. DuckDB sees that without quotes all rows have three cells and keeps them.")
    case("quoted_everything.csv", "Every cell quoted, the header too.",
         '"date","customer_id","order_id","sales"\r\n"2025-11-01","ann","1","10.00"\r\n"2025-11-02","bob","2","20.50"\r\n', HEAD, ROWS)
    case("space_before_quote.csv", "A space after each comma, then quotes: typed by hand, or an old script.",
         'date, customer_id, order_id, sales\n2025-11-01, "Lee, Ann", 1, 10.00\n2025-11-02, "bob", 2, 20.50\n', HEAD,
         [["2025-11-01", ' "Lee', ' Ann"', " 1"], ["2025-11-02", ' "bob"', " 2", " 20.50"]], ragged=[(0, 5)],
         doubt="RFC 4180 and Python read it so. People mean a quoted cell, and DuckDB reads one: a quote after spaces only could open it.")
    case("long_field.csv", "One very long cell: a base64 picture, a log, a whole e-mail.",
         f"date,customer_id,note\n2025-11-01,ann,{'x' * 12_000}\n2025-11-02,bob,short\n", ["date", "customer_id", "note"],
         [["2025-11-01", "ann", "x" * 12_000], ["2025-11-02", "bob", "short"]])


def line_ends():
    case("crlf.csv", "Windows line ends.", TEXT.replace("\n", "\r\n"), HEAD, ROWS)
    case("cr_only.csv", "“CSV (Macintosh)” of Excel: CR only.", TEXT.replace("\n", "\r"), HEAD, ROWS)
    case("mixed_line_ends.csv", "Files of several systems put together: LF, CR LF and CR.",
         "date,customer_id,order_id,sales\r\n2025-11-01,ann,1,10.00\n2025-11-02,bob,2,20.50\r2025-11-03,cid,3,30.00\r\n", HEAD,
         [*ROWS, ["2025-11-03", "cid", "3", "30.00"]])
    case("cr_cr_lf.csv", "CR CR LF: a text written with CR LF through a text-mode writer on Windows.", TEXT.replace("\n", "\r\r\n"), HEAD, ROWS)
    case("unicode_line_ends.csv", "U+2028, U+0085, vertical tab and form feed end no row.",
         "date,customer_id,note\n2025-11-01,ann,a\u2028b\n2025-11-02,bob,c\u0085d\n2025-11-03,cid,one page \u000b and \u000c the next\n"
         + "2025-11-04,dan,nothing odd in this one\n" * 4, ["date", "customer_id", "note"],
         [["2025-11-01", "ann", "a\u2028b"], ["2025-11-02", "bob", "c\u0085d"], ["2025-11-03", "cid", "one page \u000b and \u000c the next"],
          *[["2025-11-04", "dan", "nothing odd in this one"]] * 4])
    case("no_final_newline.csv", "The last row does not end.", TEXT[:-1], HEAD, ROWS)
    case("blank_lines.csv", "Blank lines and lines of spaces between the rows and at the end are no rows.",
         "date,customer_id,order_id,sales\n\n2025-11-01,ann,1,10.00\n   \n\n\t\n2025-11-02,bob,2,20.50\n\n  \n", HEAD, ROWS)
    case("blank_lines_first.csv", "Blank lines above the header.", "\n  \n" + TEXT, HEAD, ROWS, header_line_in_file=2)
    case("empty_rows_tab.tsv", "A line of tabs alone is a row of empty cells, not a blank line.",
         "date\tcustomer_id\tsales\n2025-11-01\tann\t10.00\n\t\t\n2025-11-02\tbob\t20.50\n", ["date", "customer_id", "sales"],
         [["2025-11-01", "ann", "10.00"], ["", "", ""], ["2025-11-02", "bob", "20.50"]], delimiter="\t")
    case("empty_rows_excel.csv", "Rows emptied in Excel stay as lines of semicolons, here at the end.",
         "Datum;Kunde;Bestellnummer;Betrag\r\n03.11.2025;K-1;1001;1,50\r\n;;;\r\n;;;\r\n", GERMAN,
         [["03.11.2025", "K-1", "1001", "1,50"], ["", "", "", ""], ["", "", "", ""]], delimiter=";",
         doubt="Each is rejected for its date. A person would rather read one note that so many empty rows were passed over.")
    case("dos_end_of_file.csv", "An old DOS program ends its file with the control character 26.", TEXT + "\x1a", HEAD,
         [*ROWS, ["\x1a", None, None, None]], ragged=[(2, 1)], doubt="One rejected row that nobody can see in an editor; it could be passed over.")


def shapes():
    case("ragged.csv", "Rows with too few and too many cells.",
         "date,customer_id,order_id,sales\n2025-11-01,ann\n2025-11-02,bob,2,20.50,extra,more\n2025-11-03\n2025-11-04,dan,4,40.00\n", HEAD,
         [["2025-11-01", "ann", None, None], ["2025-11-02", "bob", "2", "20.50"], ["2025-11-03", None, None, None],
          ["2025-11-04", "dan", "4", "40.00"]], ragged=[(0, 2), (1, 6), (2, 1)])
    case("unquoted_delimiter.csv", "A name with a comma that nobody quoted: one row is a cell too long.",
         "date,customer_id,order_id,sales\n2025-11-01,Lee, Ann,1,10.00\n2025-11-02,bob,2,20.50\n", HEAD,
         [["2025-11-01", "Lee", " Ann", "1"], ["2025-11-02", "bob", "2", "20.50"]], ragged=[(0, 5)])
    case("trailing_delimiter_everywhere.csv", "A delimiter ends every line, the header's too.",
         "Datum;Kunde;Bestellnummer;Betrag;\n03.11.2025;K-1;1001;1,50;\n04.11.2025;K-2;1002;2,75;\n", [*GERMAN, "Unnamed: 4"],
         [["03.11.2025", "K-1", "1001", "1,50", ""], ["04.11.2025", "K-2", "1002", "2,75", ""]], delimiter=";")
    case("trailing_delimiter_data_only.csv", "A delimiter ends every row, but not the header.",
         "date,customer_id,order_id,sales\n2025-11-01,ann,1,10.00,\n2025-11-02,bob,2,20.50,\n", HEAD, ROWS, ragged=[(0, 5), (1, 5)],
         doubt="By the word of the specification every row is ragged and the whole file is rejected. Where every row has exactly one "
               "cell too many and it is empty, dropping it with a note is what people need.")
    case("one_column.csv", "One column, as from a SELECT of one column.", "customer_id\nann\nbob\n", ["customer_id"], [["ann"], ["bob"]], delimiter=None)
    case("one_column_name_only.csv", "One column's name and nothing else.", "customer_id\n", ["customer_id"], [], delimiter=None)
    case("one_column_quoted_empty.csv", "In one column a quoted empty cell is a row, a blank line is none.",
         'customer_id\nann\n""\n\nbob\n', ["customer_id"], [["ann"], [""], ["bob"]], delimiter=None)
    case("one_column_decimal_comma.csv", "One column of decimal commas: each value would be two cells, the header is one.",
         "Betrag\n1,50\n2,75\n10,00\n", ["Betrag"], [["1,50"], ["2,75"], ["10,00"]], delimiter=None,
         doubt="Under the comma, which is taken when no delimiter fits, all rows are ragged. No delimiter stands in the header, "
               "so cutting the rows can only lose values.")
    case("header_only.csv", "A header and no rows is a valid, empty table.", "date,customer_id,order_id,sales\n", HEAD, [])
    case("header_without_newline.csv", "A header that does not even end.", "date,customer_id,order_id,sales", HEAD, [])
    wide = [f"c{index}" for index in range(2_500)]
    add("dialect", "too_many_columns.csv", "2,500 columns: a survey or a sensor matrix.", ("\t".join(wide) + "\n" + "\t" * 2_499 + "\n").encode(),
        problem=problem("too_many_columns"))
    names = [f"c{index}" for index in range(2_000)]
    case("columns_2000.csv", "Exactly as many columns as are read.", ",".join(names) + "\n" + ",".join("x" * 2_000) + "\n", names, [["x"] * 2_000])
    add("dialect", "nul_bytes.csv", "A zero byte in a cell: a fixed-length field of an old program.",
        b"date,customer_id,sales\n2025-11-01,ann\0\0,10.00\n", problem=problem("file_binary", what=ZEROS))


def headers():
    case("header_duplicates.csv", "The same name three times, as a join writes it.", "date,x,x,x\n2025-11-01,1,2,3\n", ["date", "x", "x_2", "x_3"],
         [["2025-11-01", "1", "2", "3"]])
    case("header_duplicates_suffix.csv", "The suffix that a repeated name would get is taken already.", "date,x,x_2,x,x_2\n2025-11-01,1,2,3,4\n",
         ["date", "x", "x_2", "x_3", "x_2_2"], [["2025-11-01", "1", "2", "3", "4"]])
    case("header_case_duplicates.csv", "Names that differ in case only are distinct.", "date,Date,DATE\n2025-11-01,a,b\n", ["date", "Date", "DATE"],
         [["2025-11-01", "a", "b"]])
    case("header_empty_names.csv", "A table saved by pandas with its index, and a column that somebody never named.",
         ",date,,sales\n0,2025-11-01,a,10.00\n1,2025-11-02,b,20.50\n", ["Unnamed: 0", "date", "Unnamed: 2", "sales"],
         [["0", "2025-11-01", "a", "10.00"], ["1", "2025-11-02", "b", "20.50"]])
    case("header_spaces.csv", "Names with spaces around them, one of them a non-breaking space.",
         "date ,  customer_id,\tsales,\u00a0order_id\u00a0\n2025-11-01,ann,10.00,1\n", ["date", "customer_id", "sales", "order_id"],
         [["2025-11-01", "ann", "10.00", "1"]])
    case("header_line_break.csv", "A quoted name with a line break and a doubled quote, as wrapped header cells of Excel give it.",
         'date,"order\nid","width in """\n2025-11-01,1,6\n', ["date", "order\nid", 'width in "'], [["2025-11-01", "1", "6"]], header_line_in_file=0)
    case("header_delimiter.csv", "A quoted name that holds the delimiter.", 'date,customer_id,"sales, EUR"\n2025-11-01,ann,10.00\n',
         ["date", "customer_id", "sales, EUR"], [["2025-11-01", "ann", "10.00"]])
    case("header_brackets.csv", "SQL Server's names in brackets: the file begins like a JSON list and is none.",
         "[date],[customer_id],[sales]\n2025-11-01,ann,10.00\n", ["[date]", "[customer_id]", "[sales]"], [["2025-11-01", "ann", "10.00"]])
    case("header_less_than.csv", "A name that begins like a tag and is none.", "<1 day,customer_id,sales\n3,ann,10.00\n",
         ["<1 day", "customer_id", "sales"], [["3", "ann", "10.00"]])
    case("header_id.csv", "A header that begins with “ID”, which Excel takes for a SYLK file.", "ID,date,customer_id,sales\n1,2025-11-01,ann,10.00\n",
         ["ID", "date", "customer_id", "sales"], [["1", "2025-11-01", "ann", "10.00"]])
    case("header_repeated.csv", "Exports put together with their headers: the header line again, as a row.", TEXT + TEXT, HEAD, [*ROWS, HEAD, *ROWS])
    case("header_two_lines.csv", "Two lines name the columns: the second has more names that are known, so it is the header.",
         "Region;Q1;;Q2;\n;Sales;Qty;Sales;Qty\nBern;10;1;20;2\n", ["Unnamed: 0", "Sales", "Qty", "Sales_2", "Qty_2"],
         [["Bern", "10", "1", "20", "2"]], delimiter=";", notes=["preamble"], header_line=1,
         doubt="“Region” is lost. Both lines together would name the columns best: “Region”, “Q1 Sales”, “Q1 Qty”.")
    case("header_units.csv", "A line of units under the header is a row.", "date,customer_id,sales\n-,-,EUR\n2025-11-01,ann,10.00\n",
         ["date", "customer_id", "sales"], [["-", "-", "EUR"], ["2025-11-01", "ann", "10.00"]])
    case("header_with_year.csv", "One name is a year with numbers below it; the others are known names, so nobody is asked.",
         "region,customer_id,2025\nBern,ann,10\nGenf,bob,20\n", ["region", "customer_id", "2025"], [["Bern", "ann", "10"], ["Genf", "bob", "20"]])
    case("header_missing.csv", "A log or a COPY without HEADER: the first line is data.",
         "2025-11-01,ann,1,10.00\n2025-11-02,bob,2,20.50\n", asked(4), ROWS, ask_header=True, header_line=None)
    case("header_missing_semicolon.csv", "The same in German: decimal commas, dates with points.",
         "03.11.2025;K-1;1.234,50\n04.11.2025;K-2;2,75\n05.11.2025;K-1;-3,00\n", asked(3),
         [["03.11.2025", "K-1", "1.234,50"], ["04.11.2025", "K-2", "2,75"], ["05.11.2025", "K-1", "-3,00"]],
         ask_header=True, header_line=None, delimiter=";")
    case("header_only_years.csv", "A header of years over numbers looks like data: asked.", "2023,2024,2025\n10,20,30\n11,21,31\n", asked(3),
         [["2023", "2024", "2025"], ["10", "20", "30"], ["11", "21", "31"]], ask_header=True, header_line=None)


def surroundings():
    case("sep_line.csv", "Excel's own line that names the delimiter.", "sep=;\r\nDatum;Kunde;Bestellnummer;Betrag\r\n03.11.2025;K-1;1001;1,50\r\n", GERMAN,
         [["03.11.2025", "K-1", "1001", "1,50"]], delimiter=";", header_line_in_file=1)
    case("sep_line_bom.csv", "The same after a byte order mark.", "\ufeffsep=;\r\nDatum;Kunde;Bestellnummer;Betrag\r\n03.11.2025;K-1;1001;1,50\r\n", GERMAN,
         [["03.11.2025", "K-1", "1001", "1,50"]], delimiter=";", header_line_in_file=1)
    case("sep_line_decides.csv", "The line names a delimiter that the content alone would not show.",
         "sep=|\nname, first|note, long\nLee, Ann|a, b\nRay, Bob|c, d\n", ["name, first", "note, long"],
         [["Lee, Ann", "a, b"], ["Ray, Bob", "c, d"]], delimiter="|", header_line_in_file=1)
    case("sep_line_tab.csv", "The line names a tab.", "sep=\t\ndate\tcustomer_id\tsales\n2025-11-01\tann\t1,5\n", ["date", "customer_id", "sales"],
         [["2025-11-01", "ann", "1,5"]], delimiter="\t", header_line_in_file=1)
    add("dialect", "sep_line_only.csv", "The line that names the delimiter, and nothing else.", b"sep=;\r\n", problem=problem("no_header", what="it holds no names of columns"))
    case("preamble_title.csv", "A title, a blank line and a date of export above the header.",
         "Sales report\n\nExported on 2025-11-30 18:00\n\n" + TEXT, HEAD, ROWS, notes=["preamble"], header_line=2, header_line_in_file=4)
    case("preamble_padded.csv", "A sheet with title rows saved as CSV: every line padded to the table's width.",
         "Umsatzbericht;;;\r\n;;;\r\nStand: 30.11.2025;;;\r\n;;;\r\nDatum;Kunde;Bestellnummer;Betrag\r\n03.11.2025;K-1;1001;1,50\r\n04.11.2025;K-2;1002;2,75\r\n",
         GERMAN, [["03.11.2025", "K-1", "1001", "1,50"], ["04.11.2025", "K-2", "1002", "2,75"]], notes=["preamble"], header_line=4, delimiter=";")
    case("preamble_bank.csv", "A bank statement: pairs above the table, Windows-1252, a delimiter at each line's end, empty quoted lines.",
         '"Kontonummer:";"DE02120300000000202051 / Girokonto";\r\n""\r\n"Von:";"01.11.2025";\r\n"Kontostand vom 30.11.2025:";"1.234,56 EUR";\r\n""\r\n'
         '"Datum";"Kunde";"Bestellnummer";"Betrag";\r\n"03.11.2025";"Müller & Söhne";"1001";"-12,50";\r\n"04.11.2025";"Café Ü";"1002";"1.200,00";\r\n',
         [*GERMAN, "Unnamed: 4"], [["03.11.2025", "Müller & Söhne", "1001", "-12,50", ""], ["04.11.2025", "Café Ü", "1002", "1.200,00", ""]],
         codec="cp1252", encoding="Windows-1252", notes=["preamble", "encoding"], header_line=5, delimiter=";")
    case("preamble_comments.csv", "Comment lines above the header, and one at the end.",
         "# exported by shop-tool 4.2\n# zone: UTC, currency: CHF\n#\n" + TEXT + "# 2 rows\n", HEAD, [*ROWS, ["# 2 rows", None, None, None]],
         notes=["preamble"], header_line=3, ragged=[(2, 1)])
    case("preamble_title_with_commas.csv", "A title with commas above a table with semicolons.",
         "Report of Monday, 3 November 2025, Bern, shop 7\nDatum;Kunde;Bestellnummer;Betrag\n03.11.2025;K-1;1001;1,50\n04.11.2025;K-2;1002;2,75\n",
         GERMAN, [["03.11.2025", "K-1", "1001", "1,50"], ["04.11.2025", "K-2", "1002", "2,75"]], notes=["preamble"], header_line=1, delimiter=";")
    case("preamble_after_sep.csv", "The line that names the delimiter, then a title, then the table.",
         "sep=;\nUmsatz\n\nDatum;Kunde;Bestellnummer;Betrag\n03.11.2025;K-1;1001;1,50\n04.11.2025;K-2;1002;2,75\n", GERMAN,
         [["03.11.2025", "K-1", "1001", "1,50"], ["04.11.2025", "K-2", "1002", "2,75"]], notes=["preamble"], header_line=1, header_line_in_file=3, delimiter=";")
    case("preamble_longer_than_table.csv", "More lines above the table than in it.",
         "Sales report\nShop Bern\nPrepared by Ann\nPage 1 of 1\ndate,customer_id,order_id,sales\n2025-11-01,ann,1,10.00\n", HEAD, ROWS[:1],
         notes=["preamble"], header_line=4, doubt="The most frequent number of cells is 1 here: the usual number must be sought among lines of two cells and more.")
    case("preamble_header_fits.csv", "The first line is shorter than the rows but holds known names: it is the header, and the rows are ragged.",
         "date,customer_id,sales\n2025-11-01,ann,10.00,note one\n2025-11-02,bob,20.50,note two\n", ["date", "customer_id", "sales"],
         [["2025-11-01", "ann", "10.00"], ["2025-11-02", "bob", "20.50"]], ragged=[(0, 4), (1, 4)])
    case("footer_total.csv", "A line of totals under the table has all cells: it is a row.",
         "Datum;Kunde;Bestellnummer;Betrag\n03.11.2025;K-1;1001;100,00\n04.11.2025;K-2;1002;23,00\nTotal;;;123,00\n", GERMAN,
         [["03.11.2025", "K-1", "1001", "100,00"], ["04.11.2025", "K-2", "1002", "23,00"], ["Total", "", "", "123,00"]], delimiter=";")
    case("footer_short.csv", "A blank line, a short total and a remark under the table: ragged rows.",
         TEXT + "\nTotal,30.50\nEnd of report\n", HEAD, [*ROWS, ["Total", "30.50", None, None], ["End of report", None, None, None]], ragged=[(2, 2), (3, 1)])
    case("two_tables.csv", "A second, narrower table under a blank line: its lines are ragged rows of the first.",
         TEXT + "\nregion,total\nBern,10.00\nGenf,20.50\n", HEAD,
         [*ROWS, ["region", "total", None, None], ["Bern", "10.00", None, None], ["Genf", "20.50", None, None]], ragged=[(2, 2), (3, 2), (4, 2)])
    case("git_lfs_pointer.csv", "Downloaded from a repository without Git LFS: a pointer to the file, not the file.",
         "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n",
         ["version https://git-lfs.github.com/spec/v1"],
         [["oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393"], ["size 12345"]], delimiter=None,
         doubt="It reads as one column that fits nothing; a sentence that says what it is would save the person an hour.")


def generated():
    line = "2025-11-01,ann,1,10.00\n"
    add("dialect", "generated_late_windows_1252.csv", "345 kB of ASCII, longer than what is looked at first, then Windows-1252: a note tells, the label is of the first look.", None,
        csv_table(HEAD, counted(15_001, [["2025-11-01", "ann", "1", "10.00"]], [["2025-11-30", "Müller €", "2", "20.00"]]),
                  notes=["encoding"]),
        generate={"parts": [part("date,customer_id,order_id,sales\n"), part(line, 15_000), part("2025-11-30,Müller €,2,20.00\n")], "encoding": "windows-1252"})
    add("dialect", "generated_chunks.csv", "5 MB of quoted line breaks and long characters: chunk ends fall inside all of them.", None,
        csv_table(["date", "note", "sales"], counted(120_000, [["2025-11-01", "Ann\r\n“Lee”, Zürich 🎈", "10.00"]], [["2025-11-01", "Ann\r\n“Lee”, Zürich 🎈", "10.00"]])),
        generate={"parts": [part("date,note,sales\r\n"), part('2025-11-01,"Ann\r\n“Lee”, Zürich 🎈",10.00\r\n', 120_000)], "encoding": "utf-8"})
    add("dialect", "generated_utf16.csv", "5 MB of UTF-16 with characters of two units.", None,
        csv_table(HEAD, counted(100_000, [["2025-11-01", "Zürich 🎈", "1", "10.00"]], [["2025-11-01", "Zürich 🎈", "1", "10.00"]]), encoding="UTF-16"),
        generate={"parts": [part("\ufeffdate,customer_id,order_id,sales\n"), part("2025-11-01,Zürich 🎈,1,10.00\n", 100_000)], "encoding": "utf-16le"})
    add("dialect", "generated_long_field.csv", "A cell of 200 kB.", None,
        csv_table(["date", "note", "sales"], {"row_count": 1, "first": [["2025-11-01", {"text": "x", "repeat": 200_000}, "10.00"]],
                                             "last": [["2025-11-01", {"text": "x", "repeat": 200_000}, "10.00"]]}),
        generate={"parts": [part("date,note,sales\n2025-11-01,"), part("x", 200_000), part(",10.00\n")], "encoding": "utf-8"})
    add("dialect", "generated_unclosed_quote.csv", "A quote opened in the first row of 23 MB and never closed.", None,
        problem=problem("record_too_long"),
        generate={"parts": [part('date,customer_id,order_id,sales\n2025-11-01,"ann,1,10.00\n'), part(line, 1_000_000)], "encoding": "utf-8"})
    add("dialect", "generated_unclosed_quote_short.csv", "The same in 6 MB, which is less than a record may be: the quote is a plain character and no row is lost.", None,
        csv_table(HEAD, counted(260_001, [["2025-11-01", '"ann', "1", "10.00"], ROWS[1]], [ROWS[1]])),
        generate={"parts": [part('date,customer_id,order_id,sales\n2025-11-01,"ann,1,10.00\n'), part("2025-11-02,bob,2,20.50\n", 260_000)], "encoding": "utf-8"})
    add("dialect", "generated_one_line.csv", "20 MB without a line end: a header that is longer than any record may be.", None, problem=problem("no_header", what="its first line is longer than 17 MB"),
        generate={"parts": [part("x", 20_000_000)], "encoding": "utf-8"})


def register():
    delimiters()
    quotes()
    line_ends()
    shapes()
    headers()
    surroundings()
    generated()
