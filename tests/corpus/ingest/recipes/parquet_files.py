"""Parquet: each codec and page version, each type, and broken files. Written by pyarrow; broken ones are cut by hand."""

import datetime
import decimal
import io
import struct

import pyarrow as pa
import pyarrow.parquet as pq

from .case import add, counted, problem, table

COLUMNS = ["date", "customer_id", "order_id", "sales"]
ROWS = [["2025-11-01", "ann", "1", "10"], ["2025-11-02", "bob", "2", "20.5"], ["2025-11-03", "ann", None, "-0.75"], [None, "Zürich 🎈", "4", None], ["2025-11-05", "", "5", "0"]]
DAY = datetime.date


def usual():
    return pa.table({
        "date": pa.array([DAY(2025, 11, 1), DAY(2025, 11, 2), DAY(2025, 11, 3), None, DAY(2025, 11, 5)], pa.date32()),
        "customer_id": pa.array(["ann", "bob", "ann", "Zürich 🎈", ""], pa.string()),
        "order_id": pa.array([1, 2, None, 4, 5], pa.int64()),
        "sales": pa.array([10.0, 20.5, -0.75, None, 0.0], pa.float64()),
    })


def write(found, **options):
    sink = io.BytesIO()
    pq.write_table(found, sink, **{"compression": "none", "store_schema": False, "write_statistics": False} | options)
    return sink.getvalue()


def case(file, why, data, columns=COLUMNS, rows=ROWS, doubt=None, **more):
    add("parquet", file, why, data, table(columns, rows, header_line=None, **more), doubt=doubt)


def columns_case(file, why, columns, rows, doubt=None, **options):
    """`columns`: name to array."""
    names, arrays = list(columns), list(columns.values())
    case(file, why, write(pa.table(arrays, names=names), **options), names, rows, doubt)


def bad(file, why, data, code="parquet_truncated"):
    add("parquet", file, why, data, problem=problem(code))


def damaged(file, why, data, what, column=None):
    where = f"whose column “{column}”" if column else "that"
    add("parquet", file, why, data, problem=problem("parquet_damaged", what=f"{where} cannot be decoded ({what})"))


def codecs():
    for codec, label in (("none", "none"), ("snappy", "snappy"), ("gzip", "gzip"), ("zstd", "zstd"), ("lz4", "lz4_raw"), ("brotli", "brotli")):
        for version in ("1.0", "2.0"):
            # The level of zlib is fixed, so that it does not follow a changed default.
            level = {"compression_level": 6} if codec == "gzip" else {}
            case(f"parquet_{label}_v{version[0]}.parquet", f"Codec {label}, data pages of version {version[0]}, dictionaries.",
                 write(usual(), compression=codec, data_page_version=version, **level))
    case("parquet_mixed_codecs.parquet", "A codec of its own for each column.",
         write(usual(), compression={"date": "none", "customer_id": "brotli", "order_id": "lz4", "sales": "zstd"}))
    case("parquet_no_dictionary.parquet", "No dictionaries, statistics, pages with check sums.", write(usual(), use_dictionary=False, write_statistics=True, write_page_checksum=True))
    case("parquet_many_pages.parquet", "A page for each two rows, a row group for each three.", write(usual(), data_page_size=1, max_rows_per_page=2, row_group_size=3))
    repeated = pa.array(["ann", "bob", None] * 400, pa.string())
    case("parquet_dictionary.parquet", "1,200 rows of a dictionary of two, over several row groups.", write(pa.table({"customer_id": repeated}), row_group_size=500), ["customer_id"],
         counted(1_200, [["ann"], ["bob"], [None]], [["ann"], ["bob"], [None]]))
    numbers = pa.array(range(1_000_000, 1_000_300), pa.int64())
    texts = pa.array([f"order {index:05}" for index in range(300)], pa.string())
    floats = pa.array([index / 8 for index in range(300)], pa.float64())
    delta = write(pa.table({"order_id": numbers, "label": texts, "prefix": texts, "sales": floats, "flag": pa.array([index % 3 == 0 for index in range(300)])}), use_dictionary=False, data_page_version="2.0",
                  column_encoding={"order_id": "DELTA_BINARY_PACKED", "label": "DELTA_LENGTH_BYTE_ARRAY", "prefix": "DELTA_BYTE_ARRAY", "sales": "BYTE_STREAM_SPLIT", "flag": "RLE"})
    case("parquet_delta.parquet", "The newer encodings: deltas of numbers and texts, split bytes, run lengths of yes and no.", delta, ["order_id", "label", "prefix", "sales", "flag"],
         counted(300, [["1000000", "order 00000", "order 00000", "0", "true"]], [["1000299", "order 00299", "order 00299", "37.375", "false"]]))
    with_schema = pa.table({"customer_id": pa.array(["ann", "bob"]).dictionary_encode(), "sales": pa.array([1.5, 2.5], pa.float32())})
    case("parquet_arrow_schema.parquet", "With Arrow's own schema beside Parquet's: a category column of pandas.", write(with_schema, store_schema=True), ["customer_id", "sales"],
         [["ann", "1.5"], ["bob", "2.5"]])


def types():
    columns_case("parquet_integers.parquet", "All widths of whole numbers at their ends, with and without sign.",
                 {f"{sign}int{bits}": pa.array([-(1 << bits - 1), (1 << bits - 1) - 1] if sign == "" else [0, (1 << bits) - 1], getattr(pa, f"{sign}int{bits}")())
                  for sign in ("", "u") for bits in (8, 16, 32, 64)},
                 [["-128", "-32768", "-2147483648", "-9223372036854775808", "0", "0", "0", "0"],
                  ["127", "32767", "2147483647", "9223372036854775807", "255", "65535", "4294967295", "18446744073709551615"]])
    numbers = [0.1, -1e-7, 1e16, 123456.75, float("nan"), 2.0]
    columns_case("parquet_floats.parquet", "Floats of 32 and 64 bits in their shortest form; no value that is a number is NaN.",
                 {"single": pa.array(numbers, pa.float32()), "double": pa.array(numbers, pa.float64())},
                 [["0.1", "0.1"], ["-1e-7", "-1e-7"], ["1e16", "1e16"], ["123456.75", "123456.75"], ["NaN", "NaN"], ["2", "2"]])
    columns_case("parquet_half_floats.parquet", "Floats of 16 bits, from models.", {"score": pa.array([1.5, -0.25, None, 65504.0], pa.float16())}, [["1.5"], ["-0.25"], [None], ["65500"]],
                 doubt="65504 in the shortest form that reads back the same, as NumPy writes it too.")
    columns_case("parquet_booleans.parquet", "Yes, no and missing.", {"order_id": pa.array([1, 2, 3]), "is_gift": pa.array([True, False, None])},
                 [["1", "true"], ["2", "false"], ["3", None]])
    amounts = [decimal.Decimal("12.34"), decimal.Decimal("-0.05"), None, decimal.Decimal("99999.00")]
    columns_case("parquet_decimals.parquet", "Decimals in fixed bytes, of 9, 18 and 38 digits.",
                 {"small": pa.array(amounts, pa.decimal128(9, 2)), "middle": pa.array(amounts, pa.decimal128(18, 2)), "large": pa.array(amounts, pa.decimal128(38, 4)),
                  "whole": pa.array([decimal.Decimal(value) for value in (1, -2, 0, 10**18)], pa.decimal128(20, 0))},
                 [["12.34", "12.34", "12.3400", "1"], ["-0.05", "-0.05", "-0.0500", "-2"], [None, None, None, "0"], ["99999.00", "99999.00", "99999.0000", "1000000000000000000"]])
    columns_case("parquet_decimals_integer.parquet", "Decimals in 32 and 64 bit integers, as Spark and DuckDB write them.",
                 {"small": pa.array(amounts, pa.decimal128(9, 2)), "middle": pa.array(amounts, pa.decimal128(18, 2))},
                 [["12.34", "12.34"], ["-0.05", "-0.05"], [None, None], ["99999.00", "99999.00"]], store_decimal_as_integer=True)
    columns_case("parquet_decimals_wide.parquet", "Decimals of 76 digits: more than 128 bits.",
                 {"order_id": pa.array([1, 2]), "huge": pa.array([decimal.Decimal("1" + "0" * 50 + ".5"), decimal.Decimal("-0.5")], pa.decimal256(76, 1))},
                 [["1", "1" + "0" * 50 + ".5"], ["2", "-0.5"]])
    columns_case("parquet_dates.parquet", "Days before 1970, far ahead, a leap day.", {"date": pa.array([DAY(1899, 12, 31), DAY(2024, 2, 29), DAY(9999, 12, 31), None], pa.date32())},
                 [["1899-12-31"], ["2024-02-29"], ["9999-12-31"], [None]])
    when = datetime.datetime(2025, 11, 3, 14, 30, 0, 123456)
    early = datetime.datetime(1969, 12, 31, 23, 59, 59, 500000)
    columns_case("parquet_timestamps.parquet", "Time stamps in milli-, micro- and nanoseconds; one of them in UTC.",
                 {"ms": pa.array([datetime.datetime(2025, 11, 3, 14, 30), early], pa.timestamp("ms")), "us": pa.array([when, early], pa.timestamp("us")),
                  "utc": pa.array([when, early], pa.timestamp("us", tz="UTC")), "ns": pa.array([1762180200123456789, -500_000_000], pa.timestamp("ns"))},
                 [["2025-11-03 14:30:00", *["2025-11-03 14:30:00.123456"] * 3], ["1969-12-31 23:59:59.500000"] * 4])
    columns_case("parquet_timestamps_old.parquet", "Time stamps in format version 1.0, whose dictionary pages are marked in the old way.",
                 {"ms": pa.array([datetime.datetime(2025, 11, 3, 14, 30)], pa.timestamp("ms")), "us": pa.array([when], pa.timestamp("us"))},
                 [["2025-11-03 14:30:00", "2025-11-03 14:30:00.123456"]], version="1.0", coerce_timestamps=None)
    columns_case("parquet_int96.parquet", "Time stamps of Impala and older Spark, in 96 bits.",
                 {"date": pa.array([datetime.datetime(2025, 11, 3, 14, 30), None, datetime.datetime(1950, 1, 1)], pa.timestamp("ns"))},
                 [["2025-11-03 14:30:00"], [None], ["1950-01-01 00:00:00"]], use_deprecated_int96_timestamps=True)
    columns_case("parquet_times.parquet", "Times of the day in milli-, micro- and nanoseconds.",
                 {"ms": pa.array([datetime.time(12, 30), datetime.time(0, 0)], pa.time32("ms")), "us": pa.array([datetime.time(12, 30, 0, 250000), datetime.time(23, 59, 59)], pa.time64("us")),
                  "ns": pa.array([45_000_000_000_000, 1_000], pa.time64("ns"))},
                 [["12:30:00", "12:30:00.250000", "12:30:00"], ["00:00:00", "23:59:59", "00:00:00.000001"]])
    columns_case("parquet_bytes.parquet", "Texts that nobody marked as text (Hive, Impala), and bytes that are none: those become hexadecimal digits, so that two hashes stay distinct.",
                 {"customer_id": pa.array(["ann".encode(), "Zürich".encode(), None], pa.binary()), "hash": pa.array([b"\xff\0a", b"b", b""], pa.binary()), "code": pa.array([b"CH01", b"DE02", None], pa.binary(4))},
                 [["ann", "0xff0061", "CH01"], ["Zürich", "b", "DE02"], [None, "", None]])
    columns_case("parquet_uuid.parquet", "Identifiers of 16 bytes, marked as such.",
                 {"order_id": pa.array([bytes.fromhex("550e8400e29b41d4a716446655440000"), None], pa.uuid())}, [["550e8400-e29b-41d4-a716-446655440000"], [None]])
    columns_case("parquet_null_column.parquet", "A column of nothing but missing values, without a type.", {"order_id": pa.array([1, 2]), "empty": pa.nulls(2)}, [["1", None], ["2", None]])
    columns_case("parquet_lists.parquet", "Lists: whole, empty, missing, with a missing item.",
                 {"order_id": pa.array([1, 2, 3, 4]), "tags": pa.array([["x", "y \"z\""], [], None, ["x", None]], pa.list_(pa.string())), "n": pa.array([[1, 2], [3], None, []], pa.list_(pa.int32()))},
                 [["1", '["x","y \\"z\\""]', "[1,2]"], ["2", "[]", "[3]"], ["3", None, None], ["4", '["x",null]', "[]"]])
    place = pa.struct([("city", pa.string()), ("zip", pa.string()), ("since", pa.date32())])
    columns_case("parquet_structs.parquet", "Records inside records.",
                 {"order_id": pa.array([1, 2, 3]), "customer": pa.array([{"city": "Zürich", "zip": "08001", "since": DAY(2025, 11, 1)}, None, {"city": None, "zip": "1", "since": None}], place)},
                 [["1", '{"city":"Zürich","zip":"08001","since":"2025-11-01"}'], ["2", None], ["3", '{"city":null,"zip":"1","since":null}']],
                 doubt="Missing members are written as null; leaving them out would be as good.")
    columns_case("parquet_list_of_structs.parquet", "A list of records, as order lines are often kept.",
                 {"order_id": pa.array([1, 2]), "items": pa.array([[{"sku": "a", "n": 2, "price": 1.5}, {"sku": "b", "n": 1, "price": None}], []], pa.list_(pa.struct([("sku", pa.string()), ("n", pa.int32()), ("price", pa.float64())])))},
                 [["1", '[{"sku":"a","n":2,"price":1.5},{"sku":"b","n":1,"price":null}]'], ["2", "[]"]])
    columns_case("parquet_maps.parquet", "Maps: event parameters.", {"order_id": pa.array([1, 2]), "params": pa.array([[("page", "1"), ("ref", None)], []], pa.map_(pa.string(), pa.string()))},
                 [["1", '{"page":"1","ref":null}'], ["2", "{}"]], doubt="As a JSON record; a list of pairs would keep keys that are no texts or come twice.")
    only = pa.array([{"a": 1}], pa.struct([("a", pa.int64())]))
    columns_case("parquet_nested_only.parquet", "Nested columns only: still a table.", {"customer": only}, [['{"a":1}']])


def shapes():
    fields = pa.schema([("date", pa.date32()), ("sales", pa.float64())])
    case("parquet_zero_rows.parquet", "A schema and a row group of no rows.", write(fields.empty_table()), ["date", "sales"], [])
    sink = io.BytesIO()
    pq.ParquetWriter(sink, fields, compression="none", store_schema=False).close()
    case("parquet_zero_groups.parquet", "A schema and no row group, as Spark writes for an empty partition.", sink.getvalue(), ["date", "sales"], [])
    sink = io.BytesIO()
    with pq.ParquetWriter(sink, fields, compression="none", store_schema=False) as writer:
        rows = pa.table({"date": pa.array([DAY(2025, 11, 1)], pa.date32()), "sales": [1.5]}, schema=fields)
        for piece in (rows, fields.empty_table(), rows):
            writer.write_table(piece)
    case("parquet_empty_group_between.parquet", "A row group of no rows between two others.", sink.getvalue(), ["date", "sales"], [["2025-11-01", "1.5"]] * 2)
    names = ["naïve \"name\"", "a.b", "two\nlines", " spaced ", "", "x,y;z", "🎈", "<b>", "__proto__"]
    case("parquet_odd_names.parquet", "Names with quotes, points, line breaks, spaces, nothing, delimiters.", write(pa.table([pa.array([str(index)]) for index in range(len(names))], names=names)),
         ["naïve \"name\"", "a.b", "two\nlines", "spaced", "Unnamed: 4", "x,y;z", "🎈", "<b>", "__proto__"], [[str(index) for index in range(len(names))]])
    case("parquet_same_names.parquet", "Two columns of the same name.", write(pa.table([pa.array(["a"]), pa.array(["b"])], names=["x", "x"])), ["x", "x_2"], [["a", "b"]])
    case("parquet_many_columns.parquet", "60 columns of one row.", write(pa.table([pa.array([index]) for index in range(60)], names=[f"c{index}" for index in range(60)])),
         [f"c{index}" for index in range(60)], [[str(index) for index in range(60)]])


def broken():
    whole = write(usual(), compression="snappy")
    footer = struct.unpack("<I", whole[-8:-4])[0]
    bad("parquet_half.parquet", "A download that stopped in the middle.", whole[: len(whole) // 2])
    bad("parquet_footer_cut.parquet", "The last 20 bytes are missing.", whole[:-20])
    bad("parquet_end_cut.parquet", "The last byte is missing.", whole[:-1])
    bad("parquet_magic_only.parquet", "Four bytes.", b"PAR1")
    damaged("parquet_footer_too_long.parquet", "The length of the footer is longer than the file: the middle of the file was lost.", whole[:4] + whole[-200:],
            "its footer is said to be 397 B long, longer than the file allows")
    damaged("parquet_footer_huge.parquet", "The length of the footer is 4 GB.", whole[:-8] + b"\xff\xff\xff\xff" + b"PAR1",
            "its footer is said to be 4.3 GB long, longer than the file allows")
    damaged("parquet_footer_empty.parquet", "A footer of no bytes.", b"PAR1" + bytes(4) + b"PAR1", "its footer is not what it should be")
    damaged("parquet_footer_noise.parquet", "A footer of other bytes.", whole[: -8 - footer] + bytes([0xA5]) * footer + whole[-8:], "its footer is not what it should be")
    damaged("parquet_page_noise.parquet", "The pages of all columns are overwritten: it shows when they are read.", whole[:4] + bytes([0xA5]) * (len(whole) - 12 - footer) + whole[-8 - footer :],
            "the header of a page is not what it should be", "date")
    damaged("parquet_page_moved.parquet", "Ten bytes in front were lost, so all places are wrong.", whole[:4] + whole[14:],
            "its part of row group 1 is not in the file", "sales")
    bad("parquet_encrypted.parquet", "Encrypted, the footer too: another magic at both ends.", b"PARE" + bytes(range(100)) + struct.pack("<I", 60) + b"PARE", "parquet_encrypted")


def register():
    codecs()
    types()
    shapes()
    broken()
