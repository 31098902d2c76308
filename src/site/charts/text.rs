//! How wide words are, and where labels go so that they do not cover each other.
//!
//! The fonts are those of the reader's system, so widths are estimates, a little on the wide side.

/// The size of every label, in units of the drawing.
pub(super) const SIZE: f64 = 12.0;

/// About how wide a label is.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(em).sum::<f64>() * SIZE * 1.05
}

fn em(character: char) -> f64 {
    match character {
        'i' | 'l' | 'j' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' => 0.28,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | ' ' | '/' => 0.36,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 0.9,
        'A'..='Z' => 0.7,
        '\u{1100}'.. if !('\u{2000}'..'\u{2100}').contains(&character) => 1.05,
        _ => 0.58,
    }
}

/// As much of a label as fits, with an ellipsis where something is missing.
pub(super) fn fit(text: &str, room: f64) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut left = room - width("…");
    let mut kept: String = text
        .chars()
        .take_while(|&character| {
            left -= em(character) * SIZE;
            left >= 0.0
        })
        .collect();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// Where the middles of labels go: as near as possible to `wanted` (in ascending order) without covering each other, in order,
/// between `from` and `to`. Where there is not room enough they keep their order and run over `to`.
pub(super) fn spread(wanted: &[f64], widths: &[f64], gap: f64, (from, to): (f64, f64)) -> Vec<f64> {
    // With the room that the labels before it need taken off, every label may stand where it likes as long as the order holds:
    // the nearest such places are the means of the runs that are out of order.
    let mut room = 0.0;
    let mut before: Vec<f64> = Vec::with_capacity(wanted.len());
    for (i, width) in widths.iter().enumerate() {
        room += if i == 0 { 0.0 } else { widths[i - 1] / 2.0 + gap + width / 2.0 };
        before.push(room);
    }
    let mut runs: Vec<(f64, usize)> = Vec::new();
    for (wanted, before) in wanted.iter().zip(&before) {
        let mut run = (wanted - before, 1);
        while let Some(&(sum, count)) = runs.last().filter(|(sum, count)| sum / *count as f64 > run.0 / run.1 as f64) {
            run = (run.0 + sum, run.1 + count);
            runs.pop();
        }
        runs.push(run);
    }
    let first = from + widths.first().map_or(0.0, |width| width / 2.0);
    let last = (to - widths.last().map_or(0.0, |width| width / 2.0) - room).max(first);
    let places = runs.into_iter().flat_map(|(sum, count)| std::iter::repeat_n((sum / count as f64).clamp(first, last), count));
    places.zip(before).map(|(place, before)| place + before).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_label_is_shortened_only_where_it_does_not_fit() {
        assert_eq!(fit("checkout", 100.0), "checkout");
        assert_eq!(fit("checkout service", 60.0), "checko…");
        assert_eq!(fit("", 0.0), "");
    }

    #[test]
    fn labels_that_do_not_collide_stay_where_they_are() {
        assert_eq!(spread(&[20.0, 80.0], &[20.0, 20.0], 4.0, (0.0, 100.0)), [20.0, 80.0]);
        assert_eq!(spread(&[50.0, 50.0], &[20.0, 20.0], 4.0, (0.0, 100.0)), [38.0, 62.0]);
        assert_eq!(spread(&[0.0, 1.0], &[20.0, 20.0], 4.0, (0.0, 100.0)), [10.0, 34.0]);
    }

    proptest! {
        #[test]
        fn labels_never_cover_each_other(mut wanted in proptest::collection::vec(0.0..300.0f64, 1..6), widths in proptest::collection::vec(1.0..50.0f64, 6)) {
            wanted.sort_by(f64::total_cmp);
            let widths = &widths[..wanted.len()];
            let places = spread(&wanted, widths, 4.0, (0.0, 300.0));
            prop_assert_eq!(places.len(), wanted.len());
            for i in 1..places.len() {
                prop_assert!(places[i] - places[i - 1] >= (widths[i] + widths[i - 1]) / 2.0 + 4.0 - 1e-6);
            }
            prop_assert!(places[0] >= widths[0] / 2.0 - 1e-6);
            prop_assert!(places[places.len() - 1] <= 300.0 - widths[widths.len() - 1] / 2.0 + 1e-6);
        }
    }
}
