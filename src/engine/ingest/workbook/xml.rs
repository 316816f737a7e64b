//! Texts and attributes of XML events.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    let attribute = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or(attribute.value))
}

/// Appends the text that an event stands for; an entity that is not one of XML's own stays as it is written.
pub(super) fn push_text(out: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(text) => out.push_str(&text.xml10_content()),
        Event::CData(text) => out.push_str(&text.xml10_content()),
        Event::GeneralRef(reference) => {
            let name = reference.xml10_content();
            match (reference.resolve_char_ref(), quick_xml::escape::resolve_xml_entity(&name)) {
                (Ok(Some(character)), _) => out.push(character),
                (_, Some(text)) => out.push_str(text),
                _ => {
                    out.push('&');
                    out.push_str(&name);
                    out.push(';');
                }
            }
        }
        _ => {}
    }
}
