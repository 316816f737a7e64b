//! Words of a command line, as POSIX shells take them.

/// A word that a shell takes as it is: in single quotes, unless nothing in it means anything to a shell.
pub fn quoted(word: &str) -> String {
    let plain = |one: char| one.is_alphanumeric() || "-_=./,:@%+".contains(one);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// A path as a word that no program takes for an option.
pub fn path(path: &str) -> String {
    if path.starts_with('-') { quoted(&format!("./{path}")) } else { quoted(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_read_stands_in_quotes() {
        for (word, text) in [
            ("sales.csv", "sales.csv"),
            ("März/a_1.csv", "März/a_1.csv"),
            ("", "''"),
            ("my file.csv", "'my file.csv'"),
            ("$HOME", "'$HOME'"),
            ("it's", r"'it'\''s'"),
            ("a\nb", "'a\nb'"),
        ] {
            assert_eq!(quoted(word), text);
        }
        assert_eq!(path("-x.csv"), "./-x.csv");
    }
}
