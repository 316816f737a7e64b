//! Files kept beyond the session: whole or not at all, for one tab at a time.

use std::collections::BTreeMap;
use std::rc::Rc;

use varve::base::Diagnostic;
use varve::engine::SampleOptions;
use varve::engine::host::block_on;
use varve::engine::keep::MemoryStore;
use varve::engine::session::Session;
use varve::protocol::{ExportFormat, Opened, Reply, Request, RunRequest, Shelf, ShelfRequest};

use crate::support::{TestHost, export, run_sales, sales_file, shop_files, sources, take};

fn shelve(session: &mut Session, host: &TestHost, request: ShelfRequest) -> Result<Reply, Diagnostic> {
    block_on(session.handle(host, Request::Shelf(request), Vec::new(), &mut Vec::new()))
}

fn shelf(reply: Result<Reply, Diagnostic>) -> Shelf {
    match reply {
        Ok(Reply::Shelf(shelf)) => *shelf,
        other => panic!("{other:?}"),
    }
}

fn list(session: &mut Session) -> Shelf {
    shelf(shelve(session, &TestHost::default(), ShelfRequest::List))
}

fn save(session: &mut Session, host: &TestHost, files: usize) -> Result<Reply, Diagnostic> {
    let files = (0..files).map(|file| varve::protocol::FileUse { file, ..sales_file() }).collect();
    let request = RunRequest { pipeline: "sales".to_owned(), files, ..RunRequest::default() };
    shelve(session, host, ShelfRequest::Save { at: 1.7e12, request, layouts: BTreeMap::new() })
}

fn open(session: &mut Session, id: &str) -> Result<Opened, Diagnostic> {
    match shelve(session, &TestHost::default(), ShelfRequest::Open { id: id.to_owned(), layouts: None })? {
        Reply::Opened(opened) => Ok(*opened),
        other => panic!("{other:?}"),
    }
}

fn shop(name: &str, seed: u64) -> (String, Vec<u8>) {
    let sample = shop_files(&SampleOptions { rows: 300, seed, ..SampleOptions::default() });
    (name.to_owned(), sample.into_iter().next().expect("a file").1.into())
}

fn taken(store: &MemoryStore, files: &[(String, Vec<u8>)]) -> Session {
    let mut session = Session::keeping(Rc::new(store.clone()));
    take(&mut session, sources(files.to_vec()));
    session
}

fn facts(session: &mut Session, files: usize) -> Vec<u8> {
    run_sales(session, &TestHost::default(), files, BTreeMap::new()).expect("good files");
    export(session, "fact_sales", ExportFormat::Csv)
}

#[test]
fn a_set_comes_back_after_a_reload_and_takes_tomorrows_file() {
    let store = MemoryStore::of(1 << 20);
    let (today, tomorrow) = ([shop("jan.csv", 1), shop("märz.csv", 2)], shop("z.csv", 3));
    let mut session = taken(&store, &today);
    let expected = facts(&mut session, 2);
    assert!(store.contents().is_empty(), "nothing is kept that nobody asked for");
    let kept = shelf(save(&mut session, &TestHost::default(), 2));
    let set = kept.sets.first().expect("a set").clone();
    assert_eq!((kept.open.as_deref(), set.name.as_str(), set.files), (Some(set.id.as_str()), "jan.csv", 2));
    assert_eq!(set.bytes.0, today.iter().map(|file| file.1.len() as u64).sum::<u64>());

    let store = store.after_crash();
    let mut session = Session::keeping(Rc::new(store.clone()));
    assert_eq!(list(&mut session).sets, kept.sets);
    let opened = open(&mut session, &set.id).expect("a whole set");
    assert_eq!((opened.inspection.files.len(), opened.request.files.len()), (2, 2));
    assert!(facts(&mut session, 2) == expected);

    let add = Request::Add { files: Vec::new(), layouts: BTreeMap::new() };
    block_on(session.handle(&TestHost::default(), add, sources([tomorrow.clone()]), &mut Vec::new())).expect("added");
    let more = facts(&mut session, 3);
    let again = shelf(save(&mut session, &TestHost::default(), 3));
    assert_eq!((again.sets.len(), again.sets[0].files), (1, 3));
    let names: Vec<String> = store.contents()[&set.id].keys().cloned().collect();
    assert_eq!(names, ["0", "1", "2", "index.1", "rows.sales"]);
    let mut session = Session::keeping(Rc::new(store.after_crash()));
    assert_eq!(open(&mut session, &set.id).expect("a whole set").request.files.len(), 3);
    assert!(facts(&mut session, 3) == more);
}

/// Whatever a crash has cut off, a set is there as it was before or not at all.
#[test]
fn half_a_set_is_never_seen() {
    let files = [shop("a.csv", 1), shop("b.csv", 2)];
    let full = MemoryStore::default();
    let mut session = taken(&full, &files);
    let id = shelf(save(&mut session, &TestHost::default(), 2)).sets[0].id.clone();
    let index = full.contents()[&id]["index.0"].len();
    for cut in [0, 1, index / 2, index - 1] {
        let store = MemoryStore::default();
        let mut session = taken(&store, &files);
        save(&mut session, &TestHost::default(), 2).expect("room");
        store.cut(&id, "index.0", cut);
        // Another tab leaves alone what may be in the making; after the crash it is cleared away.
        assert!(list(&mut Session::keeping(Rc::new(store.other_tab()))).sets.is_empty());
        assert!(!store.contents().is_empty());
        let store = store.after_crash();
        assert!(list(&mut Session::keeping(Rc::new(store.clone()))).sets.is_empty());
        assert!(store.contents().is_empty(), "half a set is cleared away");
    }
    // The index of an addition is cut off: the set is as before.
    let add = Request::Add { files: Vec::new(), layouts: BTreeMap::new() };
    block_on(session.handle(&TestHost::default(), add, sources([shop("c.csv", 3)]), &mut Vec::new())).expect("added");
    let before = full.contents()[&id]["index.0"].clone();
    save(&mut session, &TestHost::default(), 3).expect("room");
    full.cut(&id, "index.1", 30);
    full.restore(&id, "index.0", &before);
    let mut session = Session::keeping(Rc::new(full.after_crash()));
    assert_eq!(open(&mut session, &id).expect("the set as it was").request.files.len(), 2);
}

fn read_before(session: &mut Session, files: usize) -> (Option<String>, Vec<u8>) {
    let report = run_sales(session, &TestHost::default(), files, BTreeMap::new()).expect("good files");
    let note = report.diagnostics.iter().find(|note| note.code == "read_before").map(|note| note.message.clone());
    (note, all_tables(session))
}

fn all_tables(session: &mut Session) -> Vec<u8> {
    let mut bytes = Vec::new();
    let request = Request::ExportAll { format: ExportFormat::Csv };
    block_on(session.handle(&TestHost::default(), request, Vec::new(), &mut bytes)).expect("a zip");
    bytes
}

/// What was read is kept beside the files: it spares the reading, and damaged it is not trusted.
#[test]
fn kept_rows_equal_the_files_or_are_not_used() {
    let text = |text: &str| text.as_bytes().to_vec();
    let files = [
        (
            "a.csv".to_owned(),
            text("date,customer,order,amount,Note\n2024-01-05,ann,1,10,é\n2024-01-06,bob,2,20\n2024-01-06,bob,3,21,\n"),
        ),
        ("b.csv".to_owned(), text("customer;date;amount;order\nann;2024-01-07;3,5;4\n;2024-01-08;x;5\n")),
        shop("c.csv", 4),
    ];
    let store = MemoryStore::default();
    let mut session = taken(&store, &files);
    let (_, expected) = read_before(&mut session, 3);
    let id = shelf(save(&mut session, &TestHost::default(), 3)).sets[0].id.clone();
    let rows = store.contents()[&id]["rows.sales"].clone();
    let reopened = |store: &MemoryStore| {
        let mut session = Session::keeping(Rc::new(store.after_crash()));
        open(&mut session, &id).expect("a whole set");
        session
    };
    let mut session = reopened(&store);
    let (note, tables) = read_before(&mut session, 3);
    assert!(note.is_some_and(|note| note.contains("when they were kept")));
    assert!(tables == expected, "the tables differ");
    assert_eq!(read_before(&mut session, 3).0, None, "asked for once more, the files are read");

    // Tomorrow's file on top of what was kept.
    let mut session = reopened(&store);
    let add = Request::Add { files: Vec::new(), layouts: BTreeMap::new() };
    block_on(session.handle(&TestHost::default(), add, sources([shop("d.csv", 5)]), &mut Vec::new())).expect("added");
    let (note, tables) = read_before(&mut session, 4);
    assert_eq!(note.as_deref(), Some("Of 4 files 3 had been read before: only the rest was read."));
    let all: Vec<_> = files.iter().cloned().chain([shop("d.csv", 5)]).collect();
    assert!(tables == read_before(&mut taken(&MemoryStore::default(), &all), 4).1);

    for at in (0..rows.len()).step_by(rows.len() / 60 + 1).chain([rows.len() - 1]) {
        let mut flipped = rows.clone();
        flipped[at] ^= 0x41;
        for damaged in [&flipped[..], &rows[..at]] {
            store.restore(&id, "rows.sales", damaged);
            let (note, tables) = read_before(&mut reopened(&store), 3);
            assert_eq!(note, None, "damaged at {at}");
            assert!(tables == expected);
        }
    }
}

#[test]
fn without_room_nothing_stays() {
    let files = [shop("a.csv", 1), shop("b.csv", 2)];
    let size = files.iter().map(|file| file.1.len() as u64).sum::<u64>();
    for quota in [0, size / 2, size - 1, size + 10] {
        let store = MemoryStore::of(quota);
        let mut session = taken(&store, &files);
        let problem = save(&mut session, &TestHost::default(), 2).expect_err("no room");
        assert_eq!(problem.code, "kept_no_room");
        assert!(problem.message.contains("kB") && problem.message.contains("Nothing was kept"), "{}", problem.message);
        assert!(store.contents().is_empty(), "{quota}");
        facts(&mut session, 2);
    }
    let store = MemoryStore::default();
    let mut session = taken(&store, &files);
    for stop in 1..=2 {
        let host = TestHost { cancel_at: Some(stop), ..TestHost::default() };
        assert_eq!(save(&mut session, &host, 2).expect_err("cancelled").code, "cancelled");
        assert!(store.contents().is_empty());
    }
    // A set that gets no room for more stays what it was.
    let store = MemoryStore::of(size + 2_000);
    let mut session = taken(&store, &files);
    let id = shelf(save(&mut session, &TestHost::default(), 2)).sets[0].id.clone();
    let before = store.contents();
    let add = Request::Add { files: Vec::new(), layouts: BTreeMap::new() };
    block_on(session.handle(&TestHost::default(), add, sources([shop("c.csv", 3)]), &mut Vec::new())).expect("added");
    assert_eq!(save(&mut session, &TestHost::default(), 3).expect_err("no room").code, "kept_no_room");
    assert!(store.contents() == before);
    assert_eq!(list(&mut session).open, Some(id));
}

#[test]
fn a_second_tab_may_look_but_not_change() {
    let store = MemoryStore::default();
    let mut first = taken(&store, &[shop("a.csv", 1)]);
    let id = shelf(save(&mut first, &TestHost::default(), 1)).sets[0].id.clone();
    let mut second = Session::keeping(Rc::new(store.other_tab()));
    assert!(list(&mut second).sets[0].elsewhere && !list(&mut first).sets[0].elsewhere);
    assert!(open(&mut second, &id).expect("to look at").set.elsewhere);
    facts(&mut second, 1);
    assert_eq!(save(&mut second, &TestHost::default(), 1).expect_err("the first tab's").code, "kept_elsewhere");
    // The first tab turns to other files: now the second may.
    take(&mut first, sources([shop("b.csv", 2)]));
    save(&mut second, &TestHost::default(), 1).expect("its own now");

    let all = ShelfRequest::Discard { id: None };
    assert!(shelf(shelve(&mut first, &TestHost::default(), all)).sets.is_empty());
    assert!(store.contents().is_empty());
    assert_eq!(open(&mut second, &id).expect_err("removed").code, "kept_gone");
}
