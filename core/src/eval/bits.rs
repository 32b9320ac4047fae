//! Bits of rows, 64 to a word: how truths and validity are kept. Bits past the rows mean nothing.

/// The words that so many rows take.
pub fn words(rows: usize) -> usize {
    rows.div_ceil(64)
}

/// The bit of a row.
pub fn bit(words: &[u64], row: usize) -> bool {
    words[row / 64] >> (row % 64) & 1 == 1
}

/// Sets the bit of a row.
pub fn set(words: &mut [u64], row: usize) {
    words[row / 64] |= 1 << (row % 64);
}

/// A word at a time, from two.
pub fn combine(out: &mut [u64], a: &[u64], b: &[u64], operation: impl Fn(u64, u64) -> u64) {
    for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
        *out = operation(*a, *b);
    }
}

/// A bit for each of some rows.
pub fn pack(out: &mut [u64], rows: usize, holds: impl Fn(usize) -> bool) {
    for (index, word) in out.iter_mut().enumerate() {
        let first = index * 64;
        let end = rows.min(first + 64);
        *word = (first..end).fold(0, |bits, row| bits | u64::from(holds(row)) << (row - first));
    }
}

/// A bit for each pair of numbers. Whole words go eight rows at a time, which the compiler makes vectors of.
pub fn pack_pairs(out: &mut [u64], a: &[f64], b: &[f64], holds: impl Fn(f64, f64) -> bool) {
    let (a_words, b_words) = (a.chunks_exact(64), b.chunks_exact(64));
    let (a_rest, b_rest) = (a_words.remainder(), b_words.remainder());
    let mut out = out.iter_mut();
    for ((a, b), word) in a_words.zip(b_words).zip(&mut out) {
        let mut bytes = [0_u8; 64];
        for ((byte, a), b) in bytes.iter_mut().zip(a).zip(b) {
            *byte = u8::from(holds(*a, *b));
        }
        *word = gather(&bytes);
    }
    if let Some(word) = out.next() {
        *word = a_rest.iter().zip(b_rest).rev().fold(0, |bits, (a, b)| bits << 1 | u64::from(holds(*a, *b)));
    }
}

/// The bits of 64 bytes that are 0 or 1.
fn gather(bytes: &[u8; 64]) -> u64 {
    let (eights, _) = bytes.as_chunks::<8>();
    // Each byte's bit lands in the highest byte of the product at its own place.
    let packed = eights.iter().map(|eight| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56);
    packed.rev().fold(0, |word, byte| word << 8 | byte)
}

/// Eight bits as eight bytes that are 0 or 1, the lowest first.
const SPREAD: [u64; 256] = {
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
pub fn spread(words: &[u64], eight: usize) -> u64 {
    SPREAD[usize::from((words[eight / 8] >> (eight % 8 * 8)) as u8)]
}

/// Four bits as masks of four numbers.
const MASKS: [[u64; 4]; 16] = {
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

/// Adds a number to each row whose bit is 1 (or 0, where `turned`).
pub fn add_where(sums: &mut [f64], words: &[u64], number: f64, turned: bool) {
    let number = number.to_bits();
    for (sums, word) in sums.chunks_mut(64).zip(words) {
        let word = if turned { !word } else { *word };
        if word == 0 {
            continue;
        }
        for (four, sums) in sums.chunks_mut(4).enumerate() {
            let masks = &MASKS[(word >> (four * 4) & 15) as usize];
            for (sum, mask) in sums.iter_mut().zip(masks) {
                *sum += f64::from_bits(number & mask);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORD: u64 = 0x8000_0000_f0f0_1235;

    #[test]
    fn packed_bits_are_where_their_rows_are() {
        let numbers: Vec<f64> = (0..150).map(|row| f64::from(u8::from(row % 7 == 3 || row == 149))).collect();
        let ones = vec![1.0; 150];
        let (mut paired, mut single) = ([u64::MAX; 3], [u64::MAX; 3]);
        pack_pairs(&mut paired, &numbers, &ones, |a, b| a == b);
        pack(&mut single, 150, |row| numbers[row] == 1.0);
        assert_eq!(paired, single);
        assert!((0..150).all(|row| bit(&paired, row) == (numbers[row] == 1.0)));
        assert_eq!(paired[2] >> 22, 0);
    }

    #[test]
    fn bits_become_bytes_and_sums() {
        for eight in 0..8 {
            let bytes = spread(&[WORD], eight).to_le_bytes();
            assert!((0..8).all(|row| (bytes[row] == 1) == bit(&[WORD], eight * 8 + row)));
        }
        let mut sums = vec![1.0; 61];
        add_where(&mut sums, &[WORD], 2.5, false);
        add_where(&mut sums, &[WORD], 10.0, true);
        assert!((0..61).all(|row| sums[row] == if bit(&[WORD], row) { 3.5 } else { 11.0 }));
    }
}
