//! Phone numbers as sellers write them, to E.164.
//!
//! National numbers are read with the market's numbering plan, international ones with the plan
//! of their country where it is known here and with the general length otherwise. Number lengths
//! and prefixes follow the ITU's national numbering plans.

use domain::{Market, PhoneNumber};

/// How numbers of one country are built.
struct Plan {
    /// Country calling code.
    code: &'static str,
    /// The digit dialled before a national number, where there is one.
    trunk: Option<char>,
    /// Digits of the national significant number: shortest and longest.
    length: (usize, usize),
    /// How national significant numbers begin.
    starts: &'static [&'static str],
}

const fn plan(market: Market) -> Plan {
    match market {
        Market::Ug => Plan {
            code: "256",
            trunk: Some('0'),
            length: (9, 9),
            starts: &[
                "70", "71", "72", "74", "75", "76", "77", "78", "79", "73", "3", "4", "2", "800",
            ],
        },
        Market::Ke => Plan {
            code: "254",
            trunk: Some('0'),
            length: (9, 9),
            starts: &["7", "1", "20", "4", "5", "6", "800"],
        },
        Market::Tz => Plan {
            code: "255",
            trunk: Some('0'),
            length: (9, 9),
            starts: &["6", "7", "2", "800"],
        },
        Market::Rw => Plan {
            code: "250",
            trunk: Some('0'),
            length: (9, 9),
            starts: &["7", "25"],
        },
        Market::Ng => Plan {
            code: "234",
            trunk: Some('0'),
            length: (10, 10),
            starts: &["70", "71", "80", "81", "90", "91", "20"],
        },
        Market::Gh => Plan {
            code: "233",
            trunk: Some('0'),
            length: (9, 9),
            starts: &["2", "5", "3"],
        },
        Market::Za => Plan {
            code: "27",
            trunk: Some('0'),
            length: (9, 9),
            starts: &["1", "2", "3", "4", "5", "6", "7", "8"],
        },
        Market::Us => Plan {
            code: "1",
            trunk: None,
            length: (10, 10),
            starts: &["2", "3", "4", "5", "6", "7", "8", "9"],
        },
        Market::Gb => Plan {
            code: "44",
            trunk: Some('0'),
            length: (10, 10),
            starts: &["7", "1", "2", "3", "8"],
        },
        Market::Id => Plan {
            code: "62",
            trunk: Some('0'),
            length: (9, 12),
            starts: &["8", "21", "22", "24", "31"],
        },
        Market::Zm => Plan {
            code: "260",
            trunk: Some('0'),
            length: (9, 9),
            starts: &["7", "9", "5", "2"],
        },
        Market::Fr => Plan {
            code: "33",
            trunk: Some('0'),
            length: (9, 9),
            starts: &["6", "7", "1", "2", "3", "4", "5", "9", "8"],
        },
    }
}

/// A number found at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scanned {
    /// The number.
    pub(crate) number: PhoneNumber,
    /// How many bytes of the text it takes.
    pub(crate) length: usize,
}

/// The longest run of figures a number is looked for in.
const MAX_DIGITS: usize = 16;

/// The digits at the beginning of a text, and after each of them where a number could end.
struct Figures {
    international: bool,
    count: usize,
    digits: [u8; MAX_DIGITS],
    /// Byte in the text just behind the digit of the same index.
    ends: [usize; MAX_DIGITS],
    /// Whether the digits end there: no digit follows directly.
    breaks: [bool; MAX_DIGITS],
}

impl Figures {
    fn push(&mut self, digit: u8, end: usize, breaks: bool) {
        let at = self.count;
        if let (Some(slot), Some(slot_end), Some(slot_breaks)) = (
            self.digits.get_mut(at),
            self.ends.get_mut(at),
            self.breaks.get_mut(at),
        ) {
            (*slot, *slot_end, *slot_breaks) = (digit, end, breaks);
            self.count += 1;
        }
    }

    /// The first digits as text.
    fn digits(&self, length: usize) -> &str {
        self.digits
            .get(..length)
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .unwrap_or("")
    }

    /// Whether a number of that many digits can end, and the byte behind it.
    fn end(&self, length: usize) -> Option<usize> {
        let last = length.checked_sub(1)?;
        (*self.breaks.get(last)?)
            .then(|| self.ends.get(last).copied())
            .flatten()
    }
}

fn figures(text: &str) -> Option<Figures> {
    let bytes = text.as_bytes();
    let mut found = Figures {
        international: false,
        count: 0,
        digits: [b'0'; MAX_DIGITS],
        ends: [0; MAX_DIGITS],
        breaks: [false; MAX_DIGITS],
    };
    let mut at = 0;
    let mut separators = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => {
                if found.count == MAX_DIGITS {
                    break;
                }
                let breaks = !bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
                found.push(byte, at + 1, breaks);
                separators = 0;
            }
            // "+256 (0)772": the trunk digit is not dialled from abroad.
            b'(' if found.international && bytes.get(at..at + 3) == Some(b"(0)") => {
                at += 2;
                separators = 0;
            }
            b'+' if at == 0 => found.international = true,
            b'o' | b'O' if at == 0 && bytes.get(1).is_some_and(u8::is_ascii_digit) => {
                found.push(b'0', 1, false);
            }
            b' ' | b'-' | b'.' | b'(' | b')' if separators < 3 => separators += 1,
            _ => break,
        }
        at += 1;
    }
    (found.count >= 8).then_some(found)
}

/// Reads the phone number at the beginning of `text`, if there is one.
pub(crate) fn scan(text: &str, market: Market) -> Option<Scanned> {
    let found = figures(text)?;
    let all = found.digits(found.count);
    let international = found.international || all.starts_with("00");
    // The longest reading wins: a number and the house number behind it do not run together
    // because the plan fixes the length.
    for length in (8..=found.count).rev() {
        let Some(end) = found.end(length) else {
            continue;
        };
        let digits = found.digits(length);
        let number = if international {
            abroad(digits.trim_start_matches("00"))
        } else {
            national(digits, market)
        };
        if let Some(number) = number {
            return Some(Scanned {
                number,
                length: end,
            });
        }
    }
    None
}

/// A number with its country code, without `+`, as in `wa.me` links.
pub(crate) fn abroad(digits: &str) -> Option<PhoneNumber> {
    for market in Market::ALL {
        let plan = plan(market);
        if let Some(rest) = digits.strip_prefix(plan.code) {
            let rest = plan
                .trunk
                .and_then(|trunk| rest.strip_prefix(trunk))
                .unwrap_or(rest);
            return fits(&plan, rest).then(|| join(plan.code, rest)).flatten();
        }
    }
    // Countries without a plan here: the general lengths of E.164 with a country code.
    (10..=13)
        .contains(&digits.len())
        .then(|| join("", digits))
        .flatten()
}

fn national(digits: &str, market: Market) -> Option<PhoneNumber> {
    let plan = plan(market);
    match plan.trunk {
        Some(trunk) => {
            if let Some(rest) = digits.strip_prefix(trunk) {
                return fits(&plan, rest).then(|| join(plan.code, rest)).flatten();
            }
        }
        None if fits(&plan, digits) => return join(plan.code, digits),
        None => {}
    }
    // The country code without its plus.
    let rest = digits.strip_prefix(plan.code)?;
    let rest = plan
        .trunk
        .and_then(|trunk| rest.strip_prefix(trunk))
        .unwrap_or(rest);
    fits(&plan, rest).then(|| join(plan.code, rest)).flatten()
}

/// A national number whose first zero was left out, as in "call 772 305 118".
pub(crate) fn scan_without_trunk(text: &str, market: Market) -> Option<Scanned> {
    let found = figures(text)?;
    let plan = plan(market);
    plan.trunk?;
    let digits = found.digits(found.count);
    let length = found.end(found.count)?;
    let complete = fits(&plan, digits);
    let number = complete.then(|| join(plan.code, digits)).flatten()?;
    Some(Scanned { number, length })
}

fn fits(plan: &Plan, digits: &str) -> bool {
    (plan.length.0..=plan.length.1).contains(&digits.len())
        && plan.starts.iter().any(|start| digits.starts_with(start))
}

fn join(code: &str, digits: &str) -> Option<PhoneNumber> {
    PhoneNumber::parse(&format!("+{code}{digits}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, market: Market, expected: Option<&str>) {
        let found = scan(text, market);
        assert_eq!(
            found.as_ref().map(|found| found.number.as_e164()),
            expected,
            "{text}"
        );
    }

    #[test]
    fn national_numbers_take_the_code_of_their_market() {
        check("0701 553 218, delivery", Market::Ug, Some("+256701553218"));
        check("0742.315.880", Market::Ug, Some("+256742315880"));
        check("0706-129-883", Market::Ug, Some("+256706129883"));
        check(
            "0754 277 690 / 0786 110 245",
            Market::Ug,
            Some("+256754277690"),
        );
        check("0393 215 604", Market::Ug, Some("+256393215604"));
        check("0115 602 834", Market::Ke, Some("+254115602834"));
        check("09061182073", Market::Ng, Some("+2349061182073"));
        check("078 845 12 96", Market::Rw, Some("+250788451296"));
        check("020 855 4419", Market::Gh, Some("+233208554419"));
        check("082 554 1907", Market::Za, Some("+27825541907"));
        check("(404) 555-0142", Market::Us, Some("+14045550142"));
        check("07400 123456", Market::Gb, Some("+447400123456"));
        check("0812-7745-3390", Market::Id, Some("+6281277453390"));
        check("06 12 34 56 78", Market::Fr, Some("+33612345678"));
        check("0772 100 843. 12 units", Market::Ug, Some("+256772100843"));
        check("o772 100 843", Market::Ug, Some("+256772100843"));
    }

    #[test]
    fn international_numbers_keep_their_country() {
        check(
            "+256 (0)772 305 118 to view",
            Market::Ug,
            Some("+256772305118"),
        );
        check("+256753904117", Market::Ke, Some("+256753904117"));
        check("00254 733 201 549", Market::Ug, Some("+254733201549"));
        check("256 753 904117", Market::Ug, Some("+256753904117"));
        check("+971 50 123 4567", Market::Ug, Some("+971501234567"));
    }

    #[test]
    fn other_figures_are_no_phone() {
        check("598123", Market::Ke, None);
        check("1,350,000", Market::Ug, None);
        check("350 000", Market::Ug, None);
        check("38 39 40 41 42", Market::Ug, None);
        check("20 000 000 000", Market::Ug, None);
        check("077230511855", Market::Ug, None);
        check("2015-2024", Market::Ug, None);
    }
}
