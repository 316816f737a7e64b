"""Records in JSON. Texts are unescaped, numbers stand as they are written, nested values become compact JSON."""

from .case import TEXT, add, counted, csv_table, part, problem, table

NO_VALUE = "a value is missing, or is one that JSON does not have, such as NaN"
NO_OBJECT = "it is no object with named values"
COLUMNS = ["date", "customer_id", "order_id", "sales"]
ONE = '{"date":"2025-11-01","customer_id":"ann","order_id":1,"sales":10.00}'
TWO = '{"date":"2025-11-02","customer_id":"bob","order_id":2,"sales":20.50}'
ROWS = [["2025-11-01", "ann", "1", "10.00"], ["2025-11-02", "bob", "2", "20.50"]]


def case(file, why, text, columns=COLUMNS, rows=ROWS, doubt=None):
    add("json", file, why, text.encode(), table(columns, rows, header_line=None), doubt=doubt)


def lost(file, why, text, rows, broken):
    """`broken`: the records that cannot be read."""
    add("json", file, why, text.encode(), table(COLUMNS, rows, ragged=[(index, 0) for index in broken], notes=["json_malformed"], header_line=None))


def array(file, why, text, code, what=None, sentence=None):
    add("json", file, why, text.encode(), problem=problem(code, sentence, what))


def nothing(file, why, text, what, doubt=None):
    add("json", file, why, text.encode(), problem=problem("json_broken", "json_nothing_readable", what), doubt=doubt)


def shapes():
    case("json_lines.jsonl", "A record in each line, as services log them.", f"{ONE}\n{TWO}\n")
    case("json_lines_crlf_blank.jsonl", "CR LF, blank lines, no line end after the last.", f"\r\n{ONE}\r\n\r\n   \r\n{TWO}")
    case("json_array.json", "A list of records.", f"[{ONE},{TWO}]")
    case("json_bom.json", "A list after a byte order mark, as PowerShell writes it.", f"\ufeff [ {ONE} , {TWO} ]\n")
    case("json_pretty_array.json", "A list written for reading, over many lines.",
         '[\n  {\n    "date": "2025-11-01",\n    "customer_id": "ann",\n    "order_id": 1,\n    "sales": 10.00\n  },\n'
         '  {\n    "date": "2025-11-02",\n    "customer_id": "bob",\n    "order_id": 2,\n    "sales": 20.50\n  }\n]\n')
    case("json_data.json", "The answer of a service: the records are in `data`, other things beside them.",
         f'{{"status":"ok","page":1,"data":[{ONE},{TWO}],"links":{{"next":null}}}}')
    case("json_pretty_objects.json", "Records over many lines without a list around them, as jq writes them.",
         '{\n  "date": "2025-11-01",\n  "customer_id": "ann",\n  "order_id": 1,\n  "sales": 10.00\n}\n'
         '{\n  "date": "2025-11-02",\n  "customer_id": "bob",\n  "order_id": 2,\n  "sales": 20.50\n}\n',
         doubt="Not strictly JSON lines; a reader that takes one value after the other gets it for nothing.")
    case("json_one_record.json", "One record over several lines.", '{\n  "date": "2025-11-01",\n  "sales": 10.00\n}\n', ["date", "sales"], [["2025-11-01", "10.00"]])
    case("json_named_csv.csv", "JSON lines called .csv: the content decides.", f"{ONE}\n{TWO}\n")
    add("json", "csv_named_json.json", "CSV called .json: the content decides.", TEXT.encode(), csv_table(COLUMNS, ROWS))
    add("json", "json_utf16.json", "UTF-16 with a mark, as Windows tools write it.", b"\xff\xfe" + f"[{ONE},{TWO}]".encode("utf-16-le"), table(COLUMNS, ROWS, header_line=None))


def cells():
    case("json_nested.jsonl", "Lists and records inside records become JSON text without spaces.",
         '{"order_id":1,"customer":{"id":"ann","city":"Zürich"},"items":[{"sku":"a","n":2},{"sku":"b","n":1.50}],"tags":[]}\n'
         '{"order_id":2,"customer":null,"items":[],"tags":["x","y z"]}\n', ["order_id", "customer", "items", "tags"],
         [["1", '{"id":"ann","city":"Zürich"}', '[{"sku":"a","n":2},{"sku":"b","n":1.50}]', "[]"], ["2", None, "[]", '["x","y z"]']])
    case("json_nested_pretty.json", "The same from a file with spaces: the text does not depend on how the file is written.",
         '[\n  {\n    "order_id": 1,\n    "customer": {\n      "id": "ann"\n    },\n    "tags": [ "x", "y z" ]\n  }\n]\n', ["order_id", "customer", "tags"],
         [["1", '{"id":"ann"}', '["x","y z"]']])
    case("json_different_keys.jsonl", "Records with different keys in different order: columns in the order of first sight, a key that is absent is missing.",
         '{"date":"2025-11-01","sales":10}\n{"coupon":"X1","sales":20,"date":"2025-11-02"}\n{"date":"2025-11-03","refund":null}\n{}\n',
         ["date", "sales", "coupon", "refund"],
         [["2025-11-01", "10", None, None], ["2025-11-02", "20", "X1", None], ["2025-11-03", None, None, None], [None, None, None, None]])
    case("json_numbers.jsonl", "Numbers stand as written: beyond 64 bits, with powers, with zeros at the end.",
         '{"order_id":12345678901234567890,"sales":1e3}\n{"order_id":-0,"sales":1.10}\n{"order_id":9007199254740993,"sales":1E+2}\n{"order_id":1,"sales":1e999}\n',
         ["order_id", "sales"], [["12345678901234567890", "1e3"], ["-0", "1.10"], ["9007199254740993", "1E+2"], ["1", "1e999"]])
    case("json_kinds.jsonl", "Null is missing, the empty text and the words for missing are text; yes and no are words.",
         '{"order_id":1,"a":null,"b":"","c":"null","d":true}\n{"order_id":2,"a":"NaN","b":" ","c":"0","d":false}\n', ["order_id", "a", "b", "c", "d"],
         [["1", None, "", "null", "true"], ["2", "NaN", " ", "0", "false"]])
    case("json_escapes.jsonl", "All escapes of texts, pairs of surrogates, and a record that holds the signs of JSON and CSV.",
         r'{"order_id":1,"note":"a\"b\\c\/d\b\f\n\r\t\u00e9\u20ac\ud83c\udf88"}' + "\n" + '{"order_id":2,"note":"},{,\\"x\\":[;\u2028"}\n', ["order_id", "note"],
         [["1", 'a"b\\c/d\b\f\n\r\té€🎈'], ["2", '},{,"x":[;\u2028']])
    case("json_odd_keys.jsonl", "Keys that are empty, have spaces around them or would be one name after trimming.",
         '{"":1,"date ":"2025-11-01","date":"x","a.b":2,"__proto__":3}\n', ["Unnamed: 0", "date", "date_2", "a.b", "__proto__"], [["1", "2025-11-01", "x", "2", "3"]])
    case("json_same_key_twice.jsonl", "A key twice in a record: the first counts.", '{"order_id":1,"sales":1,"sales":2}\n', ["order_id", "sales"], [["1", "1"]],
         doubt="In a browser the last counts.")
    case("json_half_surrogate.jsonl", "A text cut in the middle of an emoji: half a pair as an escape.", '{"order_id":1,"note":"hi \\ud83c"}\n', ["order_id", "note"], [["1", "hi \ufffd"]])
    case("json_empty_data.json", "The answer of a service without a hit: one record, as no list of records is in it.", '{"status":"ok","data":[]}', ["status", "data"], [["ok", "[]"]],
         doubt="“It holds no records” would be the better answer.")
    case("json_formulas.jsonl", "Cells that a spreadsheet or a page would run.", '{"order_id":1,"note":"=1+1"}\n{"order_id":2,"note":"<script>alert(1)</script>"}\n',
         ["order_id", "note"], [["1", "=1+1"], ["2", "<script>alert(1)</script>"]])
    line = ONE + "\n"
    add("json", "generated_late_key.jsonl", "A key that first comes after 1 MB of records.", None,
        table([*COLUMNS, "coupon"], counted(15_001, [[*ROWS[0], None]], [["2025-11-02", "bob", "2", "20.50", "X1"]]), header_line=None),
        generate={"parts": [part(line, 15_000), part(TWO[:-1] + ',"coupon":"X1"}\n')], "encoding": "utf-8"},
        doubt="What is shown before a run cannot know the key; the run must not lose it without a word.")
    add("json", "generated_json_deep_cell.jsonl", "A value 100,000 levels deep inside a record is its text, and reading goes on.", None,
        table(["order_id", "note"], counted(2, [], [["2", "x"]]), header_line=None),
        generate={"parts": [part('{"order_id":1,"note":'), part("[", 100_000), part("]", 100_000), part('}\n{"order_id":2,"note":"x"}\n')], "encoding": "utf-8"})
    long = [["1", {"text": "x", "repeat": 300_000}], ["2", "y"]]
    for file, parts in (
        ("generated_json_long_first.jsonl", ['{"order_id":1,"note":"', '"}\n{"order_id":2,"note":"y"}\n']),
        ("generated_json_long_first_array.json", ['[{"order_id":1,"note":"', '"},{"order_id":2,"note":"y"}]']),
    ):
        add("json", file, "A first record of 300 kB, longer than what is looked at first.", None, table(["order_id", "note"], counted(2, long, long), header_line=None),
            generate={"parts": [part(parts[0]), part("x", 300_000), part(parts[1])], "encoding": "utf-8"})


def malformed():
    """A record that cannot be read is a row of nulls, which is rejected; the others are read."""
    none = [None] * len(COLUMNS)
    lost("json_line_broken.jsonl", "A line in the middle is no JSON: the program was stopped while it wrote.", f"{ONE}\n{TWO[:40]}\n{TWO}\n",
         [ROWS[0], none, ROWS[1]], [1])
    lost("json_last_line_cut.jsonl", "The last line is cut: the log was copied while it grew.", f"{ONE}\n{TWO[:40]}", [ROWS[0], none], [1])
    lost("json_lines_odd.jsonl", "Lines that are no records: text, a list, a bare NaN, a name without quotes.", f"{ONE}\nstopped\n[1]\n{{\"sales\":NaN}}\n{{sales:1}}\n{TWO}\n",
         [ROWS[0], none, none, none, none, ROWS[1]], [1, 2, 3, 4])
    lost("json_mixed_array.json", "A list of records, a number and nothing.", f"[{ONE},5,null]", [ROWS[0], none, none], [1, 2])


def broken():
    array("json_array_cut.json", "The list ends in the middle of a record.", f"[{ONE},{TWO[:30]}", "json_cut", " after record 1")
    array("json_array_not_closed.json", "All records are whole, the closing bracket is missing.", f"[{ONE},{TWO}", "json_cut", " after record 2")
    array("json_array_comma.json", "A comma after the last record, as written by hand.", f"[{ONE},{TWO},]", "json_broken", f"3 on: {NO_VALUE}", "json_array_broken")
    array("json_array_nan.json", "Python writes NaN, which is no JSON, in the second record.", f"[{ONE},{TWO.replace('20.50', 'NaN')},{ONE}]", "json_broken", f"2 on: {NO_VALUE}", "json_array_broken")
    array("json_array_no_comma.json", "A comma between two records is missing: two files were put together by hand.", f"[{ONE}\n{TWO}]", "json_broken", "1", "json_between")
    array("json_text_after.json", "Something follows the list.", f"[{ONE}]\nthat is all", "json_beyond", "1")
    array("json_single_quotes.json", "Python printed a list of dictionaries: single quotes, None and True.", "[{'date': '2025-11-01', 'sales': None, 'gift': True}]\n", "json_broken",
          sentence="json_single_quotes")
    array("json_empty_array.json", "An empty list: no rows, and nothing that names the columns.", "[]\n", "json_no_records")
    nothing("json_nan.jsonl", "Python writes NaN, which is no JSON.", '{"order_id":1,"sales":NaN}\n', NO_VALUE, doubt="It is so frequent that reading a bare NaN as the text “NaN” may be kinder.")
    nothing("json_control_character.jsonl", "A line break inside a text that is not escaped.", '{"order_id":1,"note":"two\nlines"}\n', "a text holds a line break, a tab or the like that is not escaped")
    nothing("json_array_of_arrays.json", "Lists in a list, the first with the names: Google Sheets and census services answer so.",
            '[["date","customer_id","sales"],["2025-11-01","ann",10],["2025-11-02","bob",20.5]]', NO_OBJECT, doubt="It could be read: the first list names the columns.")
    nothing("json_array_of_numbers.json", "A list of numbers.", "[1,2,3]\n", NO_OBJECT)
    array("json_arrays_cut.json", "Lists in a list, cut: no record shows that it is JSON.", '[["date","customer_id"],\n["2025-11-01","an', "json_cut", " after record 1")
    add("json", "generated_json_arrays.json", "600 kB of lists in a list, each on its line: longer than what is looked at first.", None, problem=problem("json_broken", "json_nothing_readable", NO_OBJECT),
        generate={"parts": [part('[\n["date","customer_id","sales"]'), part(',\n["2025-11-01","ann",10]', 25_000), part("\n]\n")], "encoding": "utf-8"})
    add("json", "generated_json_deep.json", "100,000 brackets: a parser that calls itself for each would overflow its stack.", None, problem=problem("json_cut", what=""),
        generate={"parts": [part("[", 100_000)], "encoding": "utf-8"})


def register():
    shapes()
    cells()
    malformed()
    broken()
