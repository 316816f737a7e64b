//! The command line: flags and `--name value` pairs, nothing more.

use crate::failure::{Done, Failure};

/// The arguments after the command, taken out one by one.
pub(crate) struct Args(Vec<String>);

impl Args {
    /// Starts from the words after the command.
    pub(crate) fn new(words: impl IntoIterator<Item = String>) -> Self {
        Self(words.into_iter().collect())
    }

    /// Whether `--name` is given; takes it out.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|word| word != name);
        self.0.len() < before
    }

    /// The value of `--name VALUE` or `--name=VALUE`; takes both out.
    pub(crate) fn value(&mut self, name: &str) -> Done<Option<String>> {
        let prefix = format!("{name}=");
        let Some(at) = self.0.iter().position(|word| word == name || word.starts_with(&prefix)) else {
            return Ok(None);
        };
        let word = self.0.remove(at);
        if let Some(value) = word.strip_prefix(&prefix) {
            return Ok(Some(value.to_owned()));
        }
        if at == self.0.len() {
            return Err(Failure::new(format!("`{name}` needs a value after it.")));
        }
        Ok(Some(self.0.remove(at)))
    }

    /// The next word that is no flag.
    pub(crate) fn word(&mut self) -> Option<String> {
        let at = self.0.iter().position(|word| !word.starts_with('-'))?;
        Some(self.0.remove(at))
    }

    /// Refuses what nobody took, so that a mistyped flag is not ignored.
    pub(crate) fn finish(self) -> Done {
        match self.0.first() {
            None => Ok(()),
            Some(word) => Err(Failure::new(format!("`{word}` is not known here; `cargo xtask help` lists what is."))),
        }
    }
}

/// The path that a site lives under: starts and ends with a slash. A relative one would break links on nested pages.
pub(crate) fn public_url(given: Option<String>) -> Done<String> {
    let url = given.unwrap_or_else(|| "/".to_owned());
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-._~".contains(c);
    if !url.starts_with('/') || url.contains("//") || !url.chars().all(plain) {
        return Err(Failure::new(format!(
            "`--public-url {url}` must be a path like /some/path/: give it with a leading slash."
        )));
    }
    Ok(if url.ends_with('/') { url } else { format!("{url}/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Args {
        Args::new(line.split(' ').map(str::to_owned))
    }

    #[test]
    fn takes_flags_and_values() {
        let mut args = args("--dev --port 9000 --out=x y");
        assert!(args.flag("--dev") && !args.flag("--dev"));
        assert_eq!(args.value("--port").unwrap().as_deref(), Some("9000"));
        assert_eq!(args.value("--out").unwrap().as_deref(), Some("x"));
        assert_eq!(args.word().as_deref(), Some("y"));
        args.finish().unwrap();
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(args("--prot 9000").finish().unwrap_err().to_string().contains("--prot"));
        assert!(args("--port").value("--port").is_err());
    }

    #[test]
    fn public_url_gets_its_slashes() {
        assert_eq!(public_url(None).unwrap(), "/");
        assert_eq!(public_url(Some("/some/path".into())).unwrap(), "/some/path/");
        assert!(public_url(Some("some/path".into())).is_err());
        assert!(public_url(Some("//host/".into())).is_err());
    }
}
