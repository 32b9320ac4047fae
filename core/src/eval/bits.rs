//! The bits of a block of rows, one word: how truths and validity are kept. Bits past the rows mean nothing.

/// The rows of a block: one for each bit of a word. The values of all nodes for so many stay in the first cache.
pub const BLOCK: usize = 64;

/// The bit of a row.
pub fn bit(word: u64, row: usize) -> bool {
    word >> row & 1 == 1
}

/// A bit for each of some rows. For a whole block of arrays the compiler unrolls it and leaves no branch.
#[inline(always)]
pub fn pack(rows: usize, holds: impl Fn(usize) -> bool) -> u64 {
    let mut word = 0;
    if rows < BLOCK {
        for row in (0..rows).rev() {
            word = word << 1 | u64::from(holds(row));
        }
        return word;
    }
    for eight in (0..8).rev() {
        let mut bits = 0;
        for row in (0..8).rev() {
            bits = bits << 1 | u64::from(holds(eight * 8 + row));
        }
        word = word << 8 | bits;
    }
    word
}

/// A bit for each value.
#[inline(never)]
pub fn pack_each<T: Copy>(values: &[T], holds: impl Fn(T) -> bool) -> u64 {
    match <&[T; BLOCK]>::try_from(values) {
        Ok(values) => pack(BLOCK, |row| holds(values[row])),
        Err(_) => pack(values.len().min(BLOCK - 1), |row| holds(values[row])),
    }
}

/// A bit for each pair of numbers.
#[inline(never)]
pub fn pack_pairs(a: &[f64], b: &[f64], holds: impl Fn(f64, f64) -> bool) -> u64 {
    match (<&[f64; BLOCK]>::try_from(a), <&[f64; BLOCK]>::try_from(b)) {
        (Ok(a), Ok(b)) => pack(BLOCK, |row| holds(a[row], b[row])),
        _ => pack(a.len().min(b.len()).min(BLOCK - 1), |row| holds(a[row], b[row])),
    }
}

/// Eight bits as eight bytes that are 0 or 1, the lowest first.
static SPREAD: [u64; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut bit = 0;
        while bit < 8 {
            table[byte] |= ((byte as u64 >> bit) & 1) << (8 * bit);
            bit += 1;
        }
        byte += 1;
    }
    table
};

/// The bits of eight rows, `eight` being their index, as eight bytes that are 0 or 1.
pub fn spread(word: u64, eight: usize) -> u64 {
    SPREAD[usize::from((word >> (eight * 8)) as u8)]
}

/// Four bits as masks of four numbers.
static MASKS: [[u64; 4]; 16] = {
    let mut table = [[0; 4]; 16];
    let mut nibble = 0;
    while nibble < 16 {
        let mut bit = 0;
        while bit < 4 {
            table[nibble][bit] = if nibble >> bit & 1 == 1 { u64::MAX } else { 0 };
            bit += 1;
        }
        nibble += 1;
    }
    table
};

/// Adds a number to each row whose bit is 1.
#[inline]
#[cfg_attr(paicha_small, optimize(speed))]
pub fn add_where(sums: &mut [f64], mut word: u64, number: f64) {
    let bits = number.to_bits();
    if let [sum] = sums {
        *sum += f64::from_bits(bits & MASKS[(word & 1) as usize][0]);
        return;
    }
    let (fours, rest) = sums.as_chunks_mut::<4>();
    for sums in fours {
        let masks = &MASKS[(word & 15) as usize];
        word >>= 4;
        for row in 0..4 {
            sums[row] += f64::from_bits(bits & masks[row]);
        }
    }
    for (sum, mask) in rest.iter_mut().zip(&MASKS[(word & 15) as usize]) {
        *sum += f64::from_bits(bits & mask);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORD: u64 = 0x8000_0000_f0f0_1235;

    #[test]
    fn packed_bits_are_where_their_rows_are() {
        for rows in [1, 5, 63, 64] {
            let numbers: Vec<f64> = (0..rows).map(|row| f64::from(u8::from(bit(WORD, row)))).collect();
            let ones = vec![1.0; rows];
            let expected = WORD & (u64::MAX >> (64 - rows));
            assert_eq!(pack_pairs(&numbers, &ones, |a, b| a == b), expected);
            assert_eq!(pack_each(&numbers, |number| number == 1.0), expected);
            assert_eq!(pack(rows, |row| numbers[row] == 1.0), expected);
        }
    }

    #[test]
    fn bits_become_bytes_and_sums() {
        for eight in 0..8 {
            let bytes = spread(WORD, eight).to_le_bytes();
            assert!((0..8).all(|row| (bytes[row] == 1) == bit(WORD, eight * 8 + row)));
        }
        let mut sums = vec![1.0; 61];
        add_where(&mut sums, WORD, 2.5);
        assert!((0..61).all(|row| sums[row] == if bit(WORD, row) { 3.5 } else { 1.0 }));
    }
}
