//! The figures of a caption: `55,000`, `350.000`, `39,90`, `1.15`, `4500`.
//!
//! A number here is only its digits and how they are separated. Whether it is money, a size or a
//! year is decided by the rules that read its neighbours.

/// Digits as written, with their reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// All digits, separators left out: `39,90` is 3990.
    pub digits: u64,
    /// How many of the digits stand behind the decimal point, read as money: `350.000` has none.
    pub decimals: u8,
    /// How many digits there are, leading zeros included.
    pub length: u8,
    /// Whether thousands are separated: `55,000`, `350.000`, `780 000`.
    pub grouped: bool,
}

impl Number {
    /// The value where it is whole: `39,90` is `None`.
    pub fn whole(self) -> Option<u64> {
        let scale = 10_u64.pow(u32::from(self.decimals));
        self.digits
            .is_multiple_of(scale)
            .then(|| self.digits / scale)
    }

    /// The value times `10^power`, where that is whole and fits: 1.15 and 6 make 1,150,000.
    pub fn scaled(self, power: u32) -> Option<u64> {
        let decimals = u32::from(self.decimals);
        if power >= decimals {
            self.digits
                .checked_mul(10_u64.checked_pow(power - decimals)?)
        } else {
            let scale = 10_u64.pow(decimals - power);
            self.digits
                .is_multiple_of(scale)
                .then(|| self.digits / scale)
        }
    }

    /// The reading where three digits behind one separator are decimals: `1.150` is 1.15 before
    /// `million`.
    pub fn as_decimal(self) -> Self {
        if self.grouped && (4..=6).contains(&self.length) {
            Self {
                decimals: 3,
                grouped: false,
                ..self
            }
        } else {
            self
        }
    }
}

/// Reads the number at the beginning of `text`, which begins with a digit. Gives the number and
/// how many bytes it takes. `in_list` says that a comma before it joins it to another number, so
/// that a comma after it does not make decimals: `38,39,40` are three numbers.
pub(super) fn read(text: &str, in_list: InList) -> (Number, usize) {
    let bytes = text.as_bytes();
    let first = digits_at(bytes, 0);
    let mut number = Number {
        digits: 0,
        decimals: 0,
        length: 0,
        grouped: false,
    };
    number.append(text.get(..first).unwrap_or_default());
    let mut end = first;
    let first_group = first;
    // Groups of three behind the same separator.
    let separator = bytes.get(end).copied();
    if let Some(separator @ (b',' | b'.')) = separator
        && (1..=3).contains(&first_group)
        && number.digits != 0
    {
        while bytes.get(end) == Some(&separator) && digits_at(bytes, end + 1) == 3 {
            number.append(text.get(end + 1..end + 4).unwrap_or_default());
            number.grouped = true;
            end += 4;
        }
        // Lakhs: 1,50,000.
        if !number.grouped
            && separator == b','
            && digits_at(bytes, end + 1) == 2
            && bytes.get(end + 3) == Some(&b',')
            && digits_at(bytes, end + 4) == 3
        {
            number.append(text.get(end + 1..end + 3).unwrap_or_default());
            number.append(text.get(end + 4..end + 7).unwrap_or_default());
            number.grouped = true;
            end += 7;
        }
    }
    // One or two decimals, or more behind a point where no group was read.
    if let Some(separator @ (b',' | b'.')) = bytes.get(end).copied() {
        let behind = digits_at(bytes, end + 1);
        let after = bytes.get(end + 1 + behind).copied();
        let more = matches!(after, Some(b',' | b'.')) && digits_at(bytes, end + 2 + behind) > 0;
        let fits = match separator {
            b'.' => (1..=3).contains(&behind),
            _ => (1..=2).contains(&behind) && in_list == InList::No,
        };
        if fits && !more && (!number.grouped || behind <= 2) && number.length <= 12 {
            number.append(text.get(end + 1..end + 1 + behind).unwrap_or_default());
            number.decimals = u8::try_from(behind).unwrap_or(0);
            end += 1 + behind;
        }
    }
    (number, end)
}

/// Whether a comma joins a number to the number before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InList {
    Yes,
    No,
}

fn digits_at(bytes: &[u8], start: usize) -> usize {
    bytes
        .iter()
        .skip(start)
        .take_while(|byte| byte.is_ascii_digit())
        .count()
}

impl Number {
    /// Puts more digits behind: `780` and `000` make 780000. Saturates where they do not fit.
    pub(crate) fn append(&mut self, digits: &str) {
        for byte in digits.bytes().filter(u8::is_ascii_digit) {
            self.digits = self
                .digits
                .saturating_mul(10)
                .saturating_add(u64::from(byte - b'0'));
            self.length = self.length.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, digits: u64, decimals: u8, taken: &str) {
        let (number, end) = read(text, InList::No);
        assert_eq!(
            (number.digits, number.decimals),
            (digits, decimals),
            "{text}"
        );
        assert_eq!(&text[..end], taken);
    }

    #[test]
    fn separators_group_thousands_or_begin_decimals() {
        check("55,000/=", 55_000, 0, "55,000");
        check("350.000 Frw", 350_000, 0, "350.000");
        check("1.250.000", 1_250_000, 0, "1.250.000");
        check("39,90 €", 3_990, 2, "39,90");
        check("12.50.", 1_250, 2, "12.50");
        check("1.15m", 115, 2, "1.15");
        check("1,5m", 15, 1, "1,5");
        check("1,234.50", 123_450, 2, "1,234.50");
        check("1.234,50", 123_450, 2, "1.234,50");
        check("1,50,000", 150_000, 0, "1,50,000");
        check("0.500 kg", 500, 3, "0.500");
        check("4500000", 4_500_000, 0, "4500000");
        check("38,39,40", 38, 0, "38");
        check("20.12.2025", 20, 0, "20");
        check("5.", 5, 0, "5");
        check("5,", 5, 0, "5");
    }

    #[test]
    fn a_number_scales_by_its_magnitude() {
        let (number, _) = read("1.15", InList::No);
        assert_eq!(number.scaled(6), Some(1_150_000));
        assert_eq!(number.scaled(0), None);
        let (number, _) = read("1.150", InList::No);
        assert_eq!(number.as_decimal().scaled(6), Some(1_150_000));
        let (number, _) = read("99999999999999999999999", InList::No);
        assert_eq!(number.scaled(3), None);
    }
}
