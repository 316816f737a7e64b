//! The sample generator (spec sales.md, section 13): a seeded shop with mostly one-time buyers.

use std::collections::HashSet;
use std::fmt::Write;

use crate::base::Diagnostic;
use crate::base::date::{from_ymd, iso};
use crate::engine::SampleOptions;
use crate::engine::random::SplitMix64;

/// Days that the sample covers, from 2021-01-01.
const DAYS: f64 = 685.0;
/// Growth of the daily orders over the whole time.
const GROWTH: f64 = 0.12;
/// Customers by number of orders, 1 to 7, of 33,477.
const ORDER_COUNTS: [f64; 7] = [28_753.0, 3_305.0, 1_114.0, 244.0, 48.0, 12.0, 1.0];
const CUSTOMERS: f64 = 33_477.0;
const CHANNELS: [&str; 3] = ["web", "store", "phone"];
const COUNTRIES: [&str; 5] = ["FR", "DE", "ES", "IT", "GB"];

/// Kinds of dirt in the order they are drawn, with the words for their shares.
pub(super) const DIRT: [&str; 9] =
    ["bad_date", "missing_customer", "missing_order", "bad_sales", "negative_sales", "zero_sales", "duplicate", "ragged", "late_date"];

const BAD_DATES: [&str; 4] = ["", "not a date", "2021-02-30", "13/32/2021"];
const MISSING_CUSTOMERS: [&str; 4] = ["", "NULL", "N/A", "   "];
const MISSING_ORDERS: [&str; 4] = ["", "null", "NA", "NaN"];
const BAD_SALES: [&str; 4] = ["", "abc", "12.3.4", "--5"];

struct Line {
    day: i32,
    customer: u32,
    cents: u64,
    dimensions: Option<(u32, usize, usize)>,
}

/// Makes the sample as CSV text.
///
/// # Errors
/// A sentence for an unknown kind of dirt, or shares that are no shares.
pub(super) fn generate(options: &SampleOptions) -> Result<String, Diagnostic> {
    let shares = shares(options)?;
    let mut random = SplitMix64::new(options.seed);
    let mut lines = orders(options, &mut random);
    // A stable sort: lines of one day stay in the order they were made.
    lines.sort_by_key(|line| line.day);
    let mut out = String::with_capacity(lines.len() * 40);
    out.push_str(",Date,Customer ID,Order ID,Sales");
    out.push_str(if options.dimensions { ",Product,Channel,Country\n" } else { "\n" });
    let dirty = shares.iter().any(|share| *share > 0.0);
    for (index, line) in lines.iter().enumerate() {
        let kind = if dirty { draw_dirt(&shares, &mut random) } else { None };
        write_line(&mut out, index, line, kind);
    }
    Ok(out)
}

fn shares(options: &SampleOptions) -> Result<[f64; 9], Diagnostic> {
    let mut shares = [0.0; 9];
    for (kind, share) in &options.dirty {
        let Some(index) = DIRT.iter().position(|known| known == kind) else {
            return Err(Diagnostic::error("unknown_dirt", format!("There is no kind of dirt “{kind}”.")).hint(format!("The kinds are {}.", DIRT.join(", "))));
        };
        if !(0.0..=1.0).contains(share) {
            return Err(Diagnostic::error("bad_share", format!("The share of {kind} is {share}; a share lies between 0 and 1.")).hint("Give for example 0.01."));
        }
        shares[index] = *share;
    }
    Ok(shares)
}

fn orders(options: &SampleOptions, random: &mut SplitMix64) -> Vec<Line> {
    let wanted = options.rows;
    let start = from_ymd(2021, 1, 1).unwrap_or_default();
    let mut lines = Vec::with_capacity(wanted);
    let mut taken = HashSet::new();
    while lines.len() < wanted {
        let customer = loop {
            let id = 100_001 + (899_999.0 * random.uniform()) as u32;
            if taken.insert(id) {
                break id;
            }
            // Past all ids the draw could never end: large samples share customers instead.
            if taken.len() >= 899_999 {
                taken.clear();
            }
        };
        let v = CUSTOMERS * random.uniform();
        let mut sum = 0.0;
        let orders = 1 + ORDER_COUNTS
            .iter()
            .position(|count| {
                sum += count;
                sum > v
            })
            .unwrap_or(0);
        let taste = random.normal();
        for _ in 0..orders {
            let u = random.uniform();
            let day = libm::floor(DAYS * (libm::sqrt(1.0 + u * (2.0 * GROWTH + GROWTH * GROWTH)) - 1.0) / GROWTH).min(DAYS - 1.0);
            let cents = libm::floor(100.0 * libm::exp(4.998 + 0.24 * taste + 0.436 * random.normal()) + 0.5).max(100.0);
            let dimensions = options.dimensions.then(|| {
                let product = 1 + (50.0 * random.uniform()) as u32;
                let channel = (3.0 * random.uniform()) as usize;
                (product, channel, (5.0 * random.uniform()) as usize)
            });
            if lines.len() < wanted {
                lines.push(Line { day: start + day as i32, customer, cents: cents as u64, dimensions });
            }
        }
    }
    lines
}

/// Two draws always, so that one kind of dirt does not shift another's.
fn draw_dirt(shares: &[f64; 9], random: &mut SplitMix64) -> Option<(&'static str, usize)> {
    let u = random.uniform();
    let pick = (4.0 * random.uniform()) as usize;
    let mut sum = 0.0;
    let kind = shares.iter().position(|share| {
        sum += share;
        sum > u
    })?;
    Some((DIRT[kind], pick))
}

fn write_line(out: &mut String, index: usize, line: &Line, dirt: Option<(&'static str, usize)>) {
    let (kind, pick) = dirt.unwrap_or_default();
    let mut date = iso(line.day);
    let mut customer = line.customer.to_string();
    let mut order = (index + 1).to_string();
    let mut amount = format!("{}.{:02}", line.cents / 100, line.cents % 100);
    match kind {
        "bad_date" => BAD_DATES[pick].clone_into(&mut date),
        "missing_customer" => MISSING_CUSTOMERS[pick].clone_into(&mut customer),
        "missing_order" => MISSING_ORDERS[pick].clone_into(&mut order),
        "bad_sales" => BAD_SALES[pick].clone_into(&mut amount),
        "negative_sales" => amount.insert(0, '-'),
        "zero_sales" => "0.00".clone_into(&mut amount),
        "late_date" => {
            let year: i32 = date[..4].parse().unwrap_or(0);
            date = format!("{}{}", year + 50, &date[4..]).replace("-02-29", "-02-28");
        }
        _ => {}
    }
    let mut cells = vec![index.to_string(), date, customer, order, amount];
    if let Some((product, channel, country)) = line.dimensions {
        cells.extend([format!("P{product:03}"), CHANNELS[channel].to_owned(), COUNTRIES[country].to_owned()]);
    }
    if kind == "ragged" {
        cells.pop();
    }
    for _ in 0..if kind == "duplicate" { 2 } else { 1 } {
        let written = writeln!(out, "{}", cells.join(","));
        debug_assert!(written.is_ok(), "writing to a string cannot fail");
    }
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_default_sample_is_the_specified_one() {
        let text = generate(&SampleOptions { rows: 40_000, seed: 42, ..SampleOptions::default() }).expect("no dirt asked for");
        let digest: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digest, "28c5c0b51efa49f6fd8a3db2e80133a66ec5f051cdf5a6b7516b9daae893e67b");
    }

    #[test]
    fn dirt_is_drawn_at_its_share() {
        let options = SampleOptions { rows: 2_000, seed: 1, dirty: vec![("zero_sales".to_owned(), 0.1)], ..SampleOptions::default() };
        let zeros = generate(&options).expect("known dirt").matches(",0.00\n").count();
        assert!((150..250).contains(&zeros), "{zeros}");
        let unknown = SampleOptions { dirty: vec![("mud".to_owned(), 0.1)], ..options };
        assert!(generate(&unknown).is_err());
    }
}
