"""Files that hold no table, or hold it in another way than their name says."""

import bz2
import lzma
import random
import sqlite3
import struct
import tempfile
import zlib
from pathlib import Path

from .case import HEAD, ROWS, TEXT, ZEROS, add, csv_table, problem, table
from .packers import DEFLATED, STORED, Member, compound_file, tar_file, zip_file


def refused(file, why, data, what=None, code="file_binary", sentence=None, doubt=None):
    add("not a table", file, why, data, problem=problem(code, sentence, what), doubt=doubt)


def packed(file, why, data, what):
    refused(file, why, data, what, sentence="file_packed")


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0", 9))
            + chunk(b"IEND", b""))


PDF = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
       b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n"
       b"0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n")

LOGIN = b"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Sign in</title></head>
<body><form action="/login" method="post"><input name="user"><input name="password" type="password"><button>Sign in</button></form></body>
</html>
"""

HTML_TABLE = b"""\r\n<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table>
<tr><td>date</td><td>customer_id</td><td>sales</td></tr><tr><td>2025-11-01</td><td>ann</td><td>10.00</td></tr></table></body></html>
"""

SPREADSHEET_XML = b"""<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Table><Row><Cell><Data ss:Type="String">date</Data></Cell></Row></Table></Worksheet></Workbook>
"""

ACCESS_DENIED = b"""<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>AccessDenied</Code><Message>Request has expired</Message><RequestId>ABC123</RequestId></Error>"""


def sqlite():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        database = sqlite3.connect(path)
        database.executescript("PRAGMA page_size = 512; CREATE TABLE sales (date TEXT, customer_id TEXT, sales REAL); "
                               "INSERT INTO sales VALUES ('2025-11-01', 'ann', 10.0);")
        database.close()
        data = bytearray(path.read_bytes())
    data[96:100] = bytes(4)  # the version of the library that wrote it
    return bytes(data)


def part_xml(body):
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + body


def docx():
    return zip_file([
        Member("[Content_Types].xml", part_xml(b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" '
               b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')),
        Member("word/document.xml", part_xml(b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>')),
    ])


def ods():
    return zip_file([
        Member("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", STORED),
        Member("content.xml", part_xml(b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>')),
        Member("META-INF/manifest.xml", part_xml(b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')),
    ])


def xlsb():
    return zip_file([
        Member("[Content_Types].xml", part_xml(b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.bin" '
               b'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>')),
        Member("xl/workbook.bin", bytes([0x83, 1, 0, 0x84, 1, 0])),
        Member("xl/worksheets/sheet1.bin", bytes([0x81, 1, 0, 0x82, 1, 0])),
    ])


def register():
    refused("png.csv", "A picture with the wrong ending.", png(), "a PNG picture")
    refused("photo.csv", "A JPEG photograph of a receipt.", b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xdb\0\x43\0" + bytes(range(1, 65)) + b"\xff\xd9", "a JPEG picture")
    refused("pdf.csv", "A report as PDF; this one is all ASCII.", PDF, "a PDF document")
    refused("html_login.csv", "The download had lost its session: a login page under the name of the file.", LOGIN, code="file_html")
    refused("html_bom.csv", "An error page with a byte order mark, lower case, without a doctype.", b"\xef\xbb\xbf\n  <html>\n<title>504</title><h1>Gateway Time-out</h1>", code="file_html")
    refused("html_comment.csv", "A page that begins with a comment and a tag in capitals.", b"<!-- saved from portal -->\n<!doctype HTML>\n<HTML><BODY>a,b</BODY></HTML>\n", code="file_html")
    refused("html_table.xls", "“Excel export” of a web portal: an HTML table called .xls.", HTML_TABLE, code="file_html",
            doubt="Many portals do this, and the table in it could be read.")
    refused("spreadsheet_xml.xls", "“XML Spreadsheet 2003” called .xls.", SPREADSHEET_XML, code="file_xml")
    refused("access_denied.csv", "The link had expired: the storage's answer in XML under the name of the file.", ACCESS_DENIED, code="file_xml")
    add("not a table", "json_error.csv", "The service answered with an error in JSON: one record, read as such.",
        b'{"error":"Unauthorized","code":401,"trace":null}', table(["error", "code", "trace"], [["Unauthorized", "401", None]], header_line=None))
    refused("old_workbook.xls", "A workbook of Excel 97 (OLE).", compound_file({"Workbook": bytes.fromhex("0908100000060500bb0dcc07c10000000603000000000a000000")}), "a workbook of Excel 97 to 2003 (xls)",
            "workbook_kind")
    refused("old_word.doc", "An old Word document: the same outside as an old workbook.", compound_file({"WordDocument": b"\xec\xa5\xc1\0"}), "an old Office document, or is cut",
            "workbook_kind")
    refused("sqlite.db", "A database file.", sqlite(), "an SQLite database")
    refused("random.csv", "Random bytes: an encrypted or damaged file.", random.Random(7).randbytes(1_000), ZEROS)
    refused("document.docx", "A Word document: a ZIP archive without worksheets.", docx(), "a Word document")
    refused("document_named_xlsx.xlsx", "The same called .xlsx.", docx(), "a Word document")
    refused("open_document.ods", "A spreadsheet of LibreOffice.", ods(), "an OpenDocument file")
    refused("binary_workbook.xlsb", "A binary workbook: a ZIP archive whose sheets are not XML.", xlsb(), "a binary Excel workbook")
    packed("bzip2.csv.bz2", "Packed with bzip2.", bz2.compress(TEXT.encode()), "a bzip2 archive")
    packed("xz.csv.xz", "Packed with xz.", lzma.compress(TEXT.encode(), check=lzma.CHECK_CRC32), "an xz archive")
    packed("zstd.csv.zst", "Packed with zstd (here one raw block).",
           b"\x28\xb5\x2f\xfd\x20" + bytes([len(TEXT)]) + struct.pack("<I", len(TEXT) << 3 | 1)[:3] + TEXT.encode(), "a zstd archive")
    packed("seven_zip.7z", "A 7-Zip archive (its head only).", b"7z\xbc\xaf\x27\x1c\0\4" + struct.pack("<IQQI", 0x8D9BD50F, 0, 0, 0), "a 7z archive")
    packed("rar.rar", "A RAR archive (its head only).", b"Rar!\x1a\7\1\0\x33\x92\xb5\xe5\x0a\1\5\6\0\5\1\1\x80\x80\0", "a RAR archive")
    packed("plain_tar.tar", "A tar archive that nothing is packed around.", tar_file("orders.csv", TEXT.encode()), "a tar archive")
    refused("arrow.feather", "An Arrow file (its head and tail only).", b"ARROW1\0\0" + bytes(16) + b"\x10\0\0\0ARROW1", "an Arrow or Feather file")
    refused("avro.avro", "An Avro file (its head only).", b"Obj\1\x02\x16avro.schema\x0c\"null\"\0" + bytes(range(16)) + b"\0\0", "an Avro file")
    refused("program.exe", "A program.", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" + bytes(48), "a program")
    add("not a table", "text_named_xls.xls", "“Excel export” that is text with tabs.", TEXT.replace(",", "\t").encode(), csv_table(HEAD, ROWS, delimiter="\t"))
    add("not a table", "text_named_parquet.parquet", "CSV that somebody renamed.", TEXT.encode(), csv_table(HEAD, ROWS))
    add("not a table", "prose.txt", "A letter: lines of text are a table of one column, which fits nothing.",
        "Dear Sir or Madam\nplease find the figures below.\nKind regards\n".encode(),
        csv_table(["Dear Sir or Madam"], [["please find the figures below."], ["Kind regards"]], delimiter=None))
    add("not a table", "no_ending", "No ending at all: the content decides.", TEXT.encode(), csv_table(HEAD, ROWS))
