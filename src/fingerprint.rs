//! Fingerprints that are the same from one run, one machine and one compiler to the next. For telling things apart, never for
//! keeping them secret.

/// The fingerprint of nothing.
pub const NOTHING: u64 = 0xcbf2_9ce4_8422_2325;

/// The fingerprint of what came before and of further bytes: FNV-1a.
pub fn further(before: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(before, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
