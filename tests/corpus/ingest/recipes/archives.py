"""Packed files and archives: whole, odd, broken, hostile."""

import io
import struct

import pyarrow
import pyarrow.parquet

from .case import HEAD, ROWS, TEXT, add, counted, csv_table, part, problem, table
from .packers import DEFLATED, STORED, Member, deflate, gzip_file, tar_file, zip_file

DATA = TEXT.encode()
CUT, LIST = "it ends too early", "the list of the files in it, at its end, is missing or damaged"
SUM, BITS = "its size or checksum is wrong", "its packed data is damaged"
OTHER = b"date,customer_id,order_id,sales\n2025-12-01,cid,3,30.00\n"
OTHER_ROWS = [["2025-12-01", "cid", "3", "30.00"]]
SEMICOLON = TEXT.replace(",", ";").encode()


def good(file, why, data, *tables, doubt=None, name=None):
    add("archive", file, why, data, *(tables or [csv_table(HEAD, ROWS)]), doubt=doubt, name=name)


def bad(file, why, data, code, what=None, sentence=None, doubt=None):
    add("archive", file, why, data, problem=problem(code, sentence, what), doubt=doubt)


def damaged(file, why, data, what, doubt=None):
    bad(file, why, data, "archive_damaged", what, doubt=doubt)


def member(name, rows=ROWS, **more):
    return csv_table(HEAD, rows, name=name, **more)


def broken_member(name, code, what=None):
    return {"name": name, "problem": problem(code, what=what)}


def bad_member(file, why, data, code, what=None, name="orders.csv"):
    """An archive whose only member cannot be read."""
    good(file, why, data, broken_member(f"{file}/{name}", code, what))


def parquet_bytes():
    sink = io.BytesIO()
    rows = pyarrow.table({"date": ["2025-11-01", "2025-11-02"], "customer_id": ["ann", "bob"], "order_id": [1, 2], "sales": [10.0, 20.5]})
    pyarrow.parquet.write_table(rows, sink, compression="snappy", store_schema=False)
    return sink.getvalue()


PARQUET_ROWS = [["2025-11-01", "ann", "1", "10"], ["2025-11-02", "bob", "2", "20.5"]]


def gzips():
    whole = gzip_file(DATA)
    good("orders.csv.gz", "One CSV, packed by gzip.", gzip_file(DATA, name="orders.csv"))
    good("gz_two_members.csv.gz", "Two packed files put together, cut in the middle of a row: gzip says that this is one file.",
         gzip_file(DATA[:45]) + gzip_file(DATA[45:]))
    good("gz_many_empty.csv.gz", "Packed in parallel by blocks: empty members between and at the end.",
         gzip_file(b"") + gzip_file(DATA) + gzip_file(b"") * 3)
    good("gz_two_headers.csv.gz", "Two packed files put together, each with its header: the second header is a row.", whole + gzip_file(OTHER),
         csv_table(HEAD, [*ROWS, HEAD, *OTHER_ROWS]))
    good("gz_full_head.csv.gz", "All optional parts of the head: an extra field, a name, a comment, a check sum of the head.",
         gzip_file(DATA, name="Umsätze.csv", comment="November", extra=b"BC\2\0\x1b\0", head_check=True))
    good("gz_semicolon_windows1252.csv.gz", "What is packed has a dialect and an encoding of its own.",
         gzip_file("Datum;Kunde;Bestellnummer;Betrag\r\n03.11.2025;Müller;1001;1,50\r\n".encode("cp1252")),
         csv_table(["Datum", "Kunde", "Bestellnummer", "Betrag"], [["03.11.2025", "Müller", "1001", "1,50"]], ";", "Windows-1252", notes=["encoding"]))
    good("gz_not_packed.csv.gz", "The browser unpacked it while downloading and kept the name.", DATA)
    good("gz_unmarked.csv", "Packed, but the name does not say so.", whole)
    good("gz_padded.csv.gz", "Zeros after the end, as from a tape or a fixed block size.", whole + bytes(200),
         doubt="gzip itself passes over zeros at the end; other bytes there would be damage.")
    good("gz_parquet.parquet.gz", "A Parquet file, packed once more.", gzip_file(parquet_bytes()), table(HEAD, PARQUET_ROWS, header_line=None))
    good("gz_json.jsonl.gz", "JSON lines, packed.", gzip_file(b'{"date":"2025-11-01","sales":10.0}\n{"date":"2025-11-02","sales":20.5}\n'),
         table(["date", "sales"], [["2025-11-01", "10.0"], ["2025-11-02", "20.5"]], header_line=None))
    damaged("gz_truncated.csv.gz", "A download that stopped.", gzip_file(DATA * 20 + bytes(range(32, 127)) * 3)[:-60], CUT)
    damaged("gz_no_trailer.csv.gz", "All of the data is there, the check sum after it is not.", whole[:-8], CUT)
    damaged("gz_head_only.csv.gz", "Ten bytes: the head and nothing else.", whole[:10], CUT)
    damaged("gz_wrong_crc.csv.gz", "The check sum is wrong.", gzip_file(DATA, crc=0x12345678), "its checksum is wrong")
    damaged("gz_flipped_bits.csv.gz", "A damaged byte in the packed data.", whole[:14] + bytes([whole[14] ^ 0xFF]) + whole[15:], BITS)
    damaged("gz_garbage_after.csv.gz", "Other bytes after the end: two downloads in one file.", whole + b"<html>error</html>", "something else follows its packed data",
        doubt="gzip gives the data and warns; Python refuses. A warning would do, but silence would not.")
    bad("gz_empty.csv.gz", "An empty file, packed.", gzip_file(b""), "file_empty")
    bad("gz_in_gz.csv.gz", "Packed twice.", gzip_file(whole), "archive_nested")
    bad("tar.tar.gz", "A packed tar archive.", gzip_file(tar_file("orders.csv", DATA)), "archive_nested",
        doubt="A tar archive is an archive in a gzip file; “binary data (it holds zero bytes)” would be a poor answer.")
    bad("zip_in_gz.zip.gz", "A ZIP archive, packed again.", gzip_file(zip_file([Member("orders.csv", DATA)])), "archive_nested")
    line, zeros = b"2025-11-01,ann,1," + b"0" * 99_982 + b"\n", {"text": "0", "repeat": 99_982}
    row = ["2025-11-01", "ann", "1", zeros]
    good("gz_20_mb.csv.gz", "20 MB, nearly all zeros, packed a thousandfold: under the 64 MB from which the ratio counts, so it is read.",
         gzip_file(DATA[:32] + line * 200), csv_table(HEAD, counted(200, [row], [row])))
    add("archive", "generated_gz_bomb.csv.gz", "80 MB that pack to 100 kB: over 64 MB and over 300 times the packed size.", None, problem=problem("archive_too_big"),
        generate={"parts": [part("date,customer_id,order_id,sales\n"), part("2025-11-01,ann,1," + "0" * 9_982 + "\n", 8_000)], "encoding": "utf-8", "pack": "gzip"})


def zips():
    good("zip_one.zip", "One CSV.", zip_file([Member("orders.csv", DATA)]), member("zip_one.zip/orders.csv"))
    good("zip_three.zip", "Three CSVs in folders, packed on a Mac: its own files beside them are left out without a word.", zip_file([
        Member("2025/", b"", STORED), Member("2025/11/orders.csv", DATA), Member("__MACOSX/2025/11/._orders.csv", b"\0\5\x16\7\0\2\0\0Mac OS X"),
        Member("2025/.DS_Store", b"\0\0\0\1Bud1"), Member("2025/12/orders.csv", OTHER), Member("2025/12/._orders.csv", b"\0\5\x16\7"), Member("all.csv", SEMICOLON)]),
         member("zip_three.zip/2025/11/orders.csv"), member("zip_three.zip/2025/12/orders.csv", OTHER_ROWS), member("zip_three.zip/all.csv", delimiter=";"))
    good("zip_stored.zip", "Members that are not packed.", zip_file([Member("a.csv", DATA, STORED), Member("b.csv", OTHER, STORED)]),
         member("zip_stored.zip/a.csv"), member("zip_stored.zip/b.csv", OTHER_ROWS))
    good("zip_streamed.zip", "Written as a stream: sizes and check sums stand behind the data.", zip_file([Member("a.csv", DATA, descriptor=True), Member("b.csv", OTHER, descriptor=True)]),
         member("zip_streamed.zip/a.csv"), member("zip_streamed.zip/b.csv", OTHER_ROWS))
    good("zip_zip64.zip", "Sizes written the 64-bit way, as Java and Python do for streams.", zip_file([Member("a.csv", DATA, zip64=True)]), member("zip_zip64.zip/a.csv"))
    good("zip_comment.zip", "A comment at the end.", zip_file([Member("a.csv", DATA)], comment=b"made by a shop's export, November"), member("zip_comment.zip/a.csv"))
    bad("zip_prefix.zip", "An archive that unpacks itself: a program stands before it.", b"MZ stub of a program\n" + zip_file([Member("a.csv", DATA)]), "file_binary", "a program",
        doubt="Most tools find the archive from its end and read it.")
    good("zip_backslashes.zip", "Folders written with backslashes by an old Windows program.", zip_file([Member("2025\\11\\orders.csv", DATA)]), member("zip_backslashes.zip/2025/11/orders.csv"))
    good("zip_traversal.zip", "Names that would climb out of a folder if anything were unpacked: here they are only names.",
         zip_file([Member("../../orders.csv", DATA), Member("/etc/orders.csv", OTHER)]), member("zip_traversal.zip/../../orders.csv"), member("zip_traversal.zip/etc/orders.csv", OTHER_ROWS),
         doubt="`..` stays in the name, a leading slash does not; both are only shown.")
    bad("zip_same_name.zip", "Two members of the same name: a reader that keeps them by name would lose the first without a word.",
        zip_file([Member("orders.csv", DATA), Member("orders.csv", OTHER)]), "archive_same_names", doubt="Both could be read, under distinct names.")
    good("zip_name_cp437.zip", "A name in the old character set of DOS.", zip_file([Member("Umsätze.csv".encode("cp437"), DATA)]), member("zip_name_cp437.zip/Umsätze.csv"))
    good("zip_name_utf8.zip", "A name in UTF-8, marked so.", zip_file([Member("Umsätze 🎈.csv", DATA)]), member("zip_name_utf8.zip/Umsätze 🎈.csv"))
    good("zip_hive.zip", "Hive folders inside.", zip_file([Member("sales/year_month=2025-11/part-0.csv", DATA), Member("sales/year_month=2025-12/part-0.csv", OTHER)]),
         csv_table([*HEAD, "year_month"], [[*row, "2025-11"] for row in ROWS], name="zip_hive.zip/sales/year_month=2025-11/part-0.csv"),
         csv_table([*HEAD, "year_month"], [[*row, "2025-12"] for row in OTHER_ROWS], name="zip_hive.zip/sales/year_month=2025-12/part-0.csv"))
    good("zip_parquet_and_csv.zip", "A Parquet file and a CSV.", zip_file([Member("a.parquet", parquet_bytes(), STORED), Member("b.csv", OTHER)]),
         table(HEAD, PARQUET_ROWS, name="zip_parquet_and_csv.zip/a.parquet", header_line=None), member("zip_parquet_and_csv.zip/b.csv", OTHER_ROWS))
    good("zip_with_pdf.zip", "Data with its description, as data sets are published: each member has its own answer.",
         zip_file([Member("orders.csv", DATA), Member("README.pdf", b"%PDF-1.4\n%%EOF\n"), Member("empty.csv", b"")]),
         member("zip_with_pdf.zip/orders.csv"), broken_member("zip_with_pdf.zip/README.pdf", "file_binary", "a PDF document"), broken_member("zip_with_pdf.zip/empty.csv", "file_empty"))
    good("zip_nested_beside.zip", "An archive and a packed file beside a good file.",
         zip_file([Member("a.csv", DATA), Member("inner.zip", zip_file([Member("b.csv", OTHER)]), STORED), Member("c.csv.gz", gzip_file(OTHER), STORED)]),
         member("zip_nested_beside.zip/a.csv"), broken_member("zip_nested_beside.zip/inner.zip", "archive_nested"), broken_member("zip_nested_beside.zip/c.csv.gz", "archive_nested"),
         doubt="Packed CSVs in one ZIP are common in monthly deliveries; reading one level of gzip inside would serve.")
    good("zip_one_encrypted.zip", "One member has a password, the other has none.", zip_file([Member("open.csv", DATA), Member("secret.csv", OTHER, password=b"geheim")]),
         member("zip_one_encrypted.zip/open.csv"), broken_member("zip_one_encrypted.zip/secret.csv", "archive_encrypted"))
    good("zip_one_crc_error.zip", "One member is damaged, the other is not.", zip_file([Member("good.csv", DATA), Member("bad.csv", OTHER, crc=0x12345678)]),
         member("zip_one_crc_error.zip/good.csv"), broken_member("zip_one_crc_error.zip/bad.csv", "archive_damaged", SUM))
    good("zip_named_csv.csv", "An archive whose name says CSV.", zip_file([Member("orders.csv", DATA)]), member("zip_named_csv.csv/orders.csv"))
    good("csv_named_zip.zip", "A CSV whose name says ZIP.", DATA)
    bad_member("zip_encrypted.zip", "The only member has a password (the old encryption; it is “geheim”).", zip_file([Member("orders.csv", DATA, password=b"geheim")]), "archive_encrypted")
    aes = struct.pack("<HHHHBH", 0x9901, 7, 2, 0x4541, 3, DEFLATED)
    bad_member("zip_encrypted_aes.zip", "The same with AES, as 7-Zip and WinZip write it (the packed bytes here are filling).",
        zip_file([Member("orders.csv", b"", 99, packed=bytes(range(60)), declared=len(DATA), crc=0, flags=1, extra=aes)]), "archive_encrypted")
    bad_member("zip_in_zip.zip", "An archive in an archive.", zip_file([Member("inner.zip", zip_file([Member("orders.csv", DATA)]), STORED)]), "archive_nested", name="inner.zip")
    bad("zip_empty.zip", "An archive without members.", zip_file([]), "archive_empty")
    bad("zip_folders_only.zip", "Folders only.", zip_file([Member("2025/", b"", STORED), Member("2025/11/", b"", STORED)]), "archive_empty")
    bad("zip_junk_only.zip", "Only what a Mac adds.", zip_file([Member(".DS_Store", b"\0\0\0\1Bud1"), Member("__MACOSX/._a.csv", b"\0\5\x16\7")]), "archive_empty")
    whole = zip_file([Member("a.csv", DATA), Member("b.csv", OTHER)])
    damaged("zip_truncated.zip", "A download that stopped: the directory at the end is missing.", whole[: len(whole) // 2], LIST)
    damaged("zip_directory_cut.zip", "The last ten bytes are missing.", whole[:-10], LIST)
    damaged("zip_head_only.zip", "Four bytes of an archive.", b"PK\3\4", LIST)
    bad_member("zip_crc_error.zip", "The only member's check sum is wrong.", zip_file([Member("orders.csv", DATA, crc=0x12345678)]), "archive_damaged", SUM)
    packed = deflate(DATA)
    bad_member("zip_flipped_bits.zip", "A damaged byte in the packed data.", zip_file([Member("orders.csv", DATA, packed=packed[:5] + bytes([packed[5] ^ 0xFF]) + packed[6:])]), "archive_damaged", BITS)
    bad_member("zip_bzip2.zip", "A member packed in a way that is not built in.", zip_file([Member("orders.csv", DATA, 12, packed=b"BZh91AY&SY")]), "archive_method", "Bzip2")
    bad_member("zip_deflate64.zip", "Windows packs members of more than 2 GB by Deflate64 (the packed bytes here are filling).", zip_file([Member("orders.csv", DATA, 9, packed=bytes(range(60)))]),
        "archive_method", "Deflate64")
    damaged("zip_entries_lie.zip", "The directory announces more members than it has.", zip_file([Member("orders.csv", DATA)], entries=900), LIST)
    lines = DATA[:32] + b"2025-11-01,ann,1,10.00\n" * 90_000
    bad_member("zip_size_lies.zip", "A member unpacks to 2 MB and declares 100 bytes.", zip_file([Member("orders.csv", lines, declared=100)]), "archive_damaged", SUM)
    block = DATA[:32] + b"2025-11-01,ann,1,10.00\n" * 45_000
    bad("zip_bomb_shared.zip", "150 entries of the directory share one member of 1 MB: 155 MB out of 10 kB.",
        zip_file([Member(f"{index}.csv", block) for index in range(150)], shared=True), "archive_too_big")
    bad_member("zip_bomb_declared.zip", "A member declares 5 GiB.", zip_file([Member("orders.csv", DATA, zip64=True, declared=5 << 30)]), "archive_too_big")
    add("archive", "generated_zip_members.zip", "1,001 members.", None, problem=problem("archive_too_big", "archive_too_many", "1,001"),
        generate={"zip": [{"name": "part-{index}.csv", "repeat": 1_001, "text": TEXT}]})
    add("archive", "generated_zip_most_members.zip", "Exactly as many members as are read; those that a Mac adds do not count.", None,
        *[member(f"generated_zip_most_members.zip/part-{index}.csv") for index in (0, 999)],
        generate={"zip": [{"name": "part-{index}.csv", "repeat": 1_000, "text": TEXT}, {"name": "__MACOSX/._part-{index}.csv", "repeat": 5, "text": "x"}]},
        doubt="Only the first and the last table are listed here; whether left-out members count is a guess.")


def register():
    gzips()
    zips()
