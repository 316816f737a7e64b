//! The sample generator (spec stores.md, section 11): seeded stores, devices and card transactions.

use std::fmt::Write as _;

use crate::base::Diagnostic;
use crate::base::date::{Day, from_ymd, to_date};
use crate::engine::SampleOptions;
use crate::engine::random::SplitMix64;
use chrono::Datelike as _;

const CUSTOMERS: usize = 50;
const STORES: usize = 100;
const DEVICES: usize = 200;
/// Transactions when no number is asked for.
const TRANSACTIONS: usize = 1_500;
const DAYS: i32 = 500;
const SKUS: usize = 20;

/// Typologies with the median amounts of their transactions.
const TYPOLOGIES: [(&str, f64); 8] = [
    ("Press", 8.0),
    ("Beauty", 35.0),
    ("FoodTruck", 12.0),
    ("Hotel", 120.0),
    ("Service", 45.0),
    ("Florist", 25.0),
    ("Restaurant", 40.0),
    ("Other", 20.0),
];
const COUNTRIES: [&str; 12] = [
    "France", "Germany", "Spain", "Italy", "Poland", "Belgium", "Austria", "Ireland", "Chile", "Brazil", "Costa Rica", "Canada",
];
const CITIES: [&str; 10] = ["Nord", "Port", "Haven", "Mill", "Bridge", "Lake", "Hill", "Market", "Abbey", "Ford"];
const TYPE_SHARES: [f64; 5] = [0.22, 0.18, 0.20, 0.23, 0.17];
/// Share of devices that refuse often, and how often.
const REFUSING: f64 = 0.02;
const REFUSED_THERE: f64 = 0.35;

/// Kinds of dirt with exactly floor(rate × rows) rows each; the first nine are of rows, the last three of files.
pub(super) const DIRT: [&str; 12] = [
    "duplicate_row", "missing_id", "bad_time", "bad_amount", "negative_amount", "unknown_status", "unknown_device",
    "device_without_store", "ragged", "us_time", "semicolon", "utf16",
];

/// A table as it will be written.
struct Sheet {
    name: String,
    header: &'static [&'static str],
    rows: Vec<Vec<String>>,
}

/// Makes the files: names and contents.
///
/// # Errors
/// A sentence for an unknown kind of dirt, or rates that are none.
pub(super) fn generate(options: &SampleOptions) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let rates = rates(options)?;
    let mut random = SplitMix64::new(options.seed);
    let rows = if options.rows == 0 { TRANSACTIONS } else { options.rows };
    let start = from_ymd(2022, 1, 1).unwrap_or_default();
    let look = Look { american: rates[9] > 0.0, comma: rates[10] > 0.0 };
    let stores = stores(&mut random, start, look);
    let devices = devices(&mut random);
    let transactions = transactions(&mut random, &stores, &devices, rows, start, look);
    let mut sheets = vec![
        Sheet { name: "devices".to_owned(), header: &["id", "type", "store_id"], rows: devices },
        Sheet {
            name: "stores".to_owned(),
            header: &["id", "name", "address", "city", "country", "created_at", "typology", "customer_id"],
            rows: stores,
        },
        Sheet {
            name: "transactions".to_owned(),
            header: &[
                "id", "device_id", "product_name", "product_sku", "product_name", "amount", "status", "card_number", "cvv",
                "created_at", "happened_at",
            ],
            rows: transactions,
        },
    ];
    if options.dimensions {
        later_files(&mut sheets, &mut random);
    }
    soil(&mut sheets, &rates, &mut random)?;
    let bytes = |sheet: &Sheet| {
        let text = written(sheet, look.comma);
        if rates[11] > 0.0 { utf16(&text) } else { text.into_bytes() }
    };
    Ok(sheets.iter().map(|sheet| (format!("{}.csv", sheet.name), bytes(sheet))).collect())
}

/// How cells are written.
#[derive(Clone, Copy)]
struct Look {
    /// Month first, and a clock of twelve hours that does not say which half.
    american: bool,
    /// Amounts have a decimal comma.
    comma: bool,
}

fn rates(options: &SampleOptions) -> Result<[f64; 12], Diagnostic> {
    let mut rates = [0.0; 12];
    for (kind, rate) in &options.dirty {
        let Some(index) = DIRT.iter().position(|known| known == kind) else {
            return Err(Diagnostic::error("unknown_dirt", format!("There is no kind of dirt “{kind}”."))
                .hint(format!("The kinds are {}.", DIRT.join(", "))));
        };
        if !(0.0..=1.0).contains(rate) {
            return Err(Diagnostic::error("bad_share", format!("The rate of {kind} is {rate}; a rate lies between 0 and 1."))
                .hint("Give for example 0.01."));
        }
        rates[index] = *rate;
    }
    Ok(rates)
}

/// Zipf's law with an exponent: the k-th of some has the weight 1/k^s.
struct Zipf(Vec<f64>);

impl Zipf {
    fn new(count: usize, exponent: f64) -> Self {
        let mut sum = 0.0;
        let weights = (1..=count).map(|place| libm::pow(place as f64, -exponent));
        let rising = weights.map(|weight| {
            sum += weight;
            sum
        });
        Self(rising.collect())
    }

    /// An index.
    fn draw(&self, random: &mut SplitMix64) -> usize {
        let wanted = random.uniform() * self.0.last().copied().unwrap_or(0.0);
        self.0.partition_point(|sum| *sum <= wanted).min(self.0.len() - 1)
    }
}

fn below(random: &mut SplitMix64, count: usize) -> usize {
    ((count as f64 * random.uniform()) as usize).min(count - 1)
}

fn time(day: Day, seconds: u32, american: bool) -> String {
    let date = to_date(day);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if american {
        let hour = (hour + 11) % 12 + 1;
        return format!("{:02}/{:02}/{} {hour}:{minute:02}:{second:02}", date.month(), date.day(), date.year());
    }
    format!("{}-{:02}-{:02} {hour:02}:{minute:02}:{second:02}", date.year(), date.month(), date.day())
}

/// A time of day from 8 to 22 o'clock, in seconds.
fn opening(random: &mut SplitMix64) -> u32 {
    (8 * 3600 + below(random, 14 * 3600)) as u32
}

fn stores(random: &mut SplitMix64, start: Day, look: Look) -> Vec<Vec<String>> {
    let (countries, customers) = (Zipf::new(COUNTRIES.len(), 1.0), Zipf::new(CUSTOMERS, 0.5));
    let store = |id: usize, random: &mut SplitMix64| {
        let typology = TYPOLOGIES[below(random, TYPOLOGIES.len())].0;
        let country = COUNTRIES[countries.draw(random)];
        let customer = 1 + customers.draw(random);
        let created = start - below(random, 61) as Day;
        let city = format!("{}{}", CITIES[below(random, CITIES.len())], CITIES[below(random, CITIES.len())].to_lowercase());
        vec![
            id.to_string(),
            format!("{typology} {id}"),
            format!("{} Main Street", 1 + below(random, 200)),
            city,
            country.to_owned(),
            time(created, opening(random), look.american),
            typology.to_owned(),
            customer.to_string(),
        ]
    };
    (1..=STORES).map(|id| store(id, random)).collect()
}

fn devices(random: &mut SplitMix64) -> Vec<Vec<String>> {
    let device = |id: usize, random: &mut SplitMix64| {
        let mut rest = random.uniform();
        let kind = TYPE_SHARES.iter().position(|share| {
            rest -= share;
            rest < 0.0
        });
        vec![id.to_string(), (1 + kind.unwrap_or(4)).to_string(), (1 + below(random, STORES)).to_string()]
    };
    (1..=DEVICES).map(|id| device(id, random)).collect()
}

/// Valid GTIN-13 numbers.
fn skus() -> Vec<String> {
    let number = |index: usize| {
        let digits = format!("377000901{index:03}");
        let sum: u32 = digits.chars().rev().enumerate().map(|(place, digit)| digit.to_digit(10).unwrap_or(0) * if place % 2 == 0 { 3 } else { 1 }).sum();
        format!("{digits}{}", (10 - sum % 10) % 10)
    };
    (1..=SKUS).map(number).collect()
}

/// A test number with a right Luhn digit.
fn card(random: &mut SplitMix64) -> String {
    let mut digits: Vec<u32> = vec![4, 0, 0, 0, 0, 0];
    digits.extend((0..9).map(|_| below(random, 10) as u32));
    let doubled = |(place, digit): (usize, &u32)| if place % 2 == 0 { digit * 2 - if *digit > 4 { 9 } else { 0 } } else { *digit };
    let sum: u32 = digits.iter().rev().enumerate().map(doubled).sum();
    digits.push((10 - sum % 10) % 10);
    digits.iter().map(u32::to_string).collect()
}

fn transactions(
    random: &mut SplitMix64,
    stores: &[Vec<String>],
    devices: &[Vec<String>],
    rows: usize,
    start: Day,
    look: Look,
) -> Vec<Vec<String>> {
    let refusing = ((REFUSING * devices.len() as f64) as usize).max(1);
    let skus = skus();
    // The places that Zipf's law names lie anywhere among the devices.
    let order: Vec<usize> = {
        let mut order: Vec<usize> = (0..devices.len()).collect();
        (1..order.len()).rev().for_each(|last| order.swap(last, below(random, last + 1)));
        order
    };
    let (places, numbers) = (Zipf::new(devices.len(), 0.7), Zipf::new(skus.len(), 0.6));
    let row = |id: usize, random: &mut SplitMix64| {
        let place = places.draw(random);
        let device = &devices[order[place]];
        let store = &stores[device[2].parse::<usize>().unwrap_or(1) - 1];
        let median = TYPOLOGIES.iter().find(|(typology, _)| *typology == store[6]).map_or(20.0, |(_, median)| *median);
        let amount = libm::round(median * libm::exp(0.8 * random.normal())).max(1.0);
        let sku = numbers.draw(random);
        // The busiest devices refuse, so that a test can find them.
        let refused = if place < refusing { REFUSED_THERE } else { 0.06 };
        let u = random.uniform();
        let status = if u < refused {
            "refused"
        } else if u < refused + 0.04 {
            "cancelled"
        } else {
            "accepted"
        };
        let day = start + below(random, DAYS as usize) as Day;
        let seconds = opening(random);
        let later = below(random, 4) as Day;
        vec![
            id.to_string(),
            device[0].clone(),
            format!("Product {}", sku + 1),
            skus[sku].clone(),
            format!("Variant {}", 1 + below(random, 3)),
            if look.comma { format!("{amount},00") } else { amount.to_string() },
            status.to_owned(),
            card(random),
            format!("{:03}", below(random, 1000)),
            time(day + later, seconds, look.american),
            time(day, seconds, look.american),
        ]
    };
    (1..=rows).map(|id| row(id, random)).collect()
}

/// A second file of stores, of which 5 % have changed, and one of transactions: 2 % updates and 5 % new ones.
fn later_files(sheets: &mut Vec<Sheet>, random: &mut SplitMix64) {
    let mut stores = sheets[1].rows.clone();
    for row in stores.iter_mut().step_by(20) {
        row[6] = TYPOLOGIES[below(random, TYPOLOGIES.len())].0.to_owned();
        row[3] = format!("New {}", row[3]);
    }
    let rows = &sheets[2].rows;
    let mut later: Vec<Vec<String>> = rows.iter().step_by(50).cloned().collect();
    later.iter_mut().for_each(|row| row[6] = if row[6] == "accepted" { "cancelled" } else { "accepted" }.to_owned());
    for index in 0..rows.len() / 20 {
        let mut row = rows[index * 20].clone();
        row[0] = (rows.len() + index + 1).to_string();
        later.push(row);
    }
    sheets.push(Sheet { name: "stores_2022-09-01".to_owned(), header: sheets[1].header, rows: stores });
    sheets.push(Sheet { name: "transactions_later".to_owned(), header: sheets[2].header, rows: later });
}

/// Makes exactly floor(rate × rows) rows of each kind dirty, each row in one way at most.
fn soil(sheets: &mut [Sheet], rates: &[f64; 12], random: &mut SplitMix64) -> Result<(), Diagnostic> {
    let devices = &mut sheets[0].rows;
    let without_store = rows_of(rates[7], devices.len());
    devices.iter_mut().rev().take(without_store).for_each(|row| row[2].clear());
    let rows = sheets[2].rows.len();
    let mut free: Vec<usize> = (0..rows).collect();
    (1..rows).rev().for_each(|last| free.swap(last, below(random, last + 1)));
    let transactions = &mut sheets[2].rows;
    let mut copies = Vec::new();
    let of_transactions = |kind: &str| !matches!(kind, "device_without_store" | "us_time" | "semicolon" | "utf16");
    for (kind, rate) in DIRT.iter().zip(rates).filter(|(kind, _)| of_transactions(kind)) {
        for _ in 0..rows_of(*rate, rows) {
            let index = free.pop().ok_or_else(|| {
                Diagnostic::error("bad_share", "The rates add up to more than all transactions.")
                    .hint("Give smaller rates: a row is dirty in one way at most.")
            })?;
            let row = &mut transactions[index];
            match *kind {
                "duplicate_row" => copies.push(row.clone()),
                "missing_id" => row[0].clear(),
                "bad_time" => "yesterday".clone_into(&mut row[10]),
                "bad_amount" => "a lot".clone_into(&mut row[5]),
                "negative_amount" => row[5].insert(0, '-'),
                "unknown_status" => "pending".clone_into(&mut row[6]),
                "unknown_device" => row[1] = (DEVICES + 1 + index % 7).to_string(),
                _ => {
                    row.pop();
                }
            }
        }
    }
    transactions.extend(copies);
    Ok(())
}

/// The rows that a rate makes dirty: the whole ones, also where a float falls short of them by a trace.
fn rows_of(rate: f64, rows: usize) -> usize {
    (rate * rows as f64 + 1e-9) as usize
}

fn written(sheet: &Sheet, semicolon: bool) -> String {
    let separator = if semicolon { ";" } else { "," };
    let mut out = String::new();
    for row in std::iter::once(sheet.header.iter().map(|name| (*name).to_owned()).collect()).chain(sheet.rows.iter().cloned()) {
        let cells: Vec<String> = row;
        let line = writeln!(out, "{}", cells.join(separator));
        debug_assert!(line.is_ok(), "writing to a string cannot fail");
    }
    out
}

/// UTF-16 with its mark, the lower byte first.
fn utf16(text: &str) -> Vec<u8> {
    std::iter::once('\u{feff}').chain(text.chars()).collect::<String>().encode_utf16().flat_map(u16::to_le_bytes).collect()
}
