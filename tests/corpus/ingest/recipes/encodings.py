"""Bytes to characters."""

import codecs

from .case import HEAD, ROWS, TEXT, add, csv_table, problem

NOTHING = "it holds no names of columns"
UMLAUTS = "Datum;Kunde;Bestellnummer;Betrag (€)\n03.11.2025;Müller & Söhne;1001;1,50 €\n04.11.2025;Café “Zürich”;1002;2,75 €\n"
UMLAUT_COLUMNS = ["Datum", "Kunde", "Bestellnummer", "Betrag (€)"]
UMLAUT_ROWS = [["03.11.2025", "Müller & Söhne", "1001", "1,50 €"], ["04.11.2025", "Café “Zürich”", "1002", "2,75 €"]]


def case(file, why, data, columns, rows, doubt=None, **more):
    add("encoding", file, why, data, csv_table(columns, rows, **more), doubt=doubt)


def broken(file, why, data, code, sentence=None, what=None, doubt=None):
    add("encoding", file, why, data, problem=problem(code, sentence, what), doubt=doubt)


def register():
    case("utf8_bom.csv", "“CSV UTF-8” of Excel begins with a byte order mark, which is no part of the first name.", codecs.BOM_UTF8 + TEXT.encode(), HEAD, ROWS)
    case("utf8_bom_quoted.csv", "The mark, then a quoted name: the quote still begins the cell.",
         codecs.BOM_UTF8 + b'"date","customer_id","order_id","sales"\n2025-11-01,ann,1,10.00\n', HEAD, ROWS[:1])
    case("utf8_bom_twice.csv", "Two marks: a file with a mark went through a script that writes one.", codecs.BOM_UTF8 * 2 + TEXT.encode(),
         HEAD, ROWS)
    case("utf8_bom_inside.csv", "Two files put together, each with its mark and header: the second header is a row.",
         (codecs.BOM_UTF8 + TEXT.encode()) * 2, HEAD, [*ROWS, ["\ufeffdate", *HEAD[1:]], *ROWS])
    case("utf16le_bom.csv", "“Unicode text” of Excel: UTF-16, little end first, tabs.", codecs.BOM_UTF16_LE + UMLAUTS.replace(";", "\t").encode("utf-16-le"),
         UMLAUT_COLUMNS, UMLAUT_ROWS, encoding="UTF-16", delimiter="\t")
    case("utf16be_bom.csv", "UTF-16, big end first.", codecs.BOM_UTF16_BE + UMLAUTS.encode("utf-16-be"), UMLAUT_COLUMNS, UMLAUT_ROWS,
         encoding="UTF-16", delimiter=";")
    broken("utf16le_no_bom.csv", "UTF-16 without a mark, as some database tools write it: every second byte is zero.", TEXT.encode("utf-16-le"), "file_binary", "file_utf16",
           doubt="Only UTF-16 with a mark is promised; zeros at all odd places would be plain enough to read it.")
    case("windows1252.csv", "Excel's plain “CSV” in western Europe: umlauts, curly quotes, the euro sign.", UMLAUTS.encode("cp1252"), UMLAUT_COLUMNS, UMLAUT_ROWS,
         encoding="Windows-1252", delimiter=";", notes=["encoding"])
    case("windows1251.csv", "Cyrillic Windows-1251 is read as Windows-1252: wrong letters, but a note says what was done.",
         "date;customer_id;order_id;sales\n2025-11-01;Иванов;1;10,00\n2025-11-02;Анна;2;20,50\n".encode("cp1251"), HEAD,
         [["2025-11-01", "Иванов".encode("cp1251").decode("cp1252"), "1", "10,00"], ["2025-11-02", "Анна".encode("cp1251").decode("cp1252"), "2", "20,50"]],
         encoding="Windows-1252", delimiter=";", notes=["encoding"])
    case("utf8_emoji_bidi.csv", "Emoji sequences, marks that turn the writing direction, zero-width characters, letters with separate accents: all stay.",
         "date,customer_id\u200b,note\n2025-11-01,👩‍👩‍👧‍👦,\u202eabc\u202c\n2025-11-02,a\u200bb,שלום \u200fעולם\n2025-11-03,Zu\u0308rich,Zürich\n".encode(),
         ["date", "customer_id\u200b", "note"], [["2025-11-01", "👩‍👩‍👧‍👦", "\u202eabc\u202c"], ["2025-11-02", "a\u200bb", "שלום \u200fעולם"],
                                               ["2025-11-03", "Zu\u0308rich", "Zürich"]])
    case("utf8_double_encoded.csv", "UTF-8 taken for Windows-1252 and saved as UTF-8 again: the damage is in the file and stays.",
         "date,customer_id\n2025-11-01,MÃ¼ller\n2025-11-02,ï»¿bob\n".encode(), ["date", "customer_id"], [["2025-11-01", "MÃ¼ller"], ["2025-11-02", "ï»¿bob"]])
    broken("utf8_bom_cut.csv", "UTF-8 with a mark, cut in the middle of the last character.",
           codecs.BOM_UTF8 + "date,customer_id\n2025-11-01,Müller\n2025-11-02,Zü".encode()[:-1], "text_malformed", "utf8_malformed")
    broken("utf8_cut.csv", "A broken download: UTF-8 without a mark, many good umlauts, cut in the middle of the last.",
           "date,customer_id\n2025-11-01,Müller\n2025-11-02,Söhne\n2025-11-03,Zü".encode()[:-1], "text_malformed", "utf8_malformed",
           doubt="The present code reads the whole file as Windows-1252 and spoils every umlaut. Half a character at the very end, after whole ones, shows a cut file.")
    case("utf8_cut_or_windows1252.csv", "The only character beyond ASCII is one byte at the very end: nothing shows UTF-8, so it is Windows-1252.",
         b"date,customer_id\n2025-11-01,ann\n2025-11-02,Z\xc3", ["date", "customer_id"], [["2025-11-01", "ann"], ["2025-11-02", "ZÃ"]],
         encoding="Windows-1252", notes=["encoding"])
    case("utf8_one_line_windows1252.csv", "UTF-8 to which another program appended a line of Windows-1252.",
         "date,customer_id\n2025-11-01,Müller\n".encode() + "2025-11-02,Söhne\n".encode("cp1252"), ["date", "customer_id"],
         [["2025-11-01", "MÃ¼ller"], ["2025-11-02", "Söhne"]], encoding="Windows-1252", notes=["encoding"],
         doubt="One bad byte turns every good umlaut of the file. Where the good UTF-8 characters outnumber the bad bytes, UTF-8 with U+FFFD for the bad ones loses less.")
    broken("utf16_half_surrogate.csv", "UTF-16 with half a surrogate pair: a text cut between two units.",
           codecs.BOM_UTF16_LE + "date,customer_id\n2025-11-01,a".encode("utf-16-le") + b"\x3d\xd8" + "\n".encode("utf-16-le"), "text_malformed", "utf16_malformed")
    broken("utf16_odd_byte.csv", "UTF-16 cut in the middle of a unit.", codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1], "text_malformed", "utf16_malformed")
    broken("empty.csv", "An export that failed: no bytes.", b"", "file_empty")
    broken("bom_only.csv", "An export of nothing by a program that writes the mark first.", codecs.BOM_UTF8, "no_header", what=NOTHING)
    broken("utf16_bom_only.csv", "The same in UTF-16.", codecs.BOM_UTF16_LE, "no_header", what=NOTHING)
    broken("newlines_only.csv", "Newlines only.", b"\r\n\n\r\n\n", "no_header", what=NOTHING)
    broken("spaces_only.csv", "Lines of spaces only.", b"   \n \n\t\n", "no_header", what=NOTHING)
