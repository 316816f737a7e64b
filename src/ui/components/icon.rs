//! The icons: strokes on a 20 × 20 grid, in the colour of the text beside them. Always decoration, never the only name.

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    Upload,
    Lock,
    Spark,
    Sun,
    Moon,
    Close,
    Check,
    Alert,
    Info,
    File,
    Download,
    Repeat,
    ArrowUp,
    ArrowDown,
    Previous,
    Next,
    Table,
    Sliders,
    More,
    Search,
}

impl Glyph {
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Upload => "M10 13V3.5M6.5 7 10 3.5 13.5 7M3.5 12.5v2a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2v-2",
            Self::Lock => {
                "M5.5 9h9a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1ZM7 9V6.5a3 3 0 0 1 6 0V9"
            }
            Self::Spark => {
                "M10 3v4M10 13v4M3 10h4M13 10h4M5.3 5.3l2.2 2.2M12.5 12.5l2.2 2.2M14.7 5.3l-2.2 2.2M7.5 12.5l-2.2 2.2"
            }
            Self::Sun => {
                "M10 13.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM10 2.5v1.3M10 16.2v1.3M2.5 10h1.3M16.2 10h1.3M4.7 4.7l.9.9M14.4 14.4l.9.9M15.3 4.7l-.9.9M5.6 14.4l-.9.9"
            }
            Self::Moon => "M16 11.8A6.5 6.5 0 0 1 8.2 4a6.5 6.5 0 1 0 7.8 7.8Z",
            Self::Close => "M5.5 5.5l9 9M14.5 5.5l-9 9",
            Self::Check => "M4.5 10.5 8.3 14.3 15.5 6.5",
            Self::Alert => {
                "M10 7.5v3.7M10 13.8v.1M8.8 3.9 2.9 14.3a1.4 1.4 0 0 0 1.2 2.1h11.8a1.4 1.4 0 0 0 1.2-2.1L11.2 3.9a1.4 1.4 0 0 0-2.4 0Z"
            }
            Self::Info => "M10 9v4.5M10 6.5v.1M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0Z",
            Self::File => {
                "M11.5 3H6a1.5 1.5 0 0 0-1.5 1.5v11A1.5 1.5 0 0 0 6 17h8a1.5 1.5 0 0 0 1.5-1.5V7L11.5 3ZM11.5 3v4h4"
            }
            Self::Download => "M10 3.5V13M6.5 9.5 10 13l3.5-3.5M3.5 14v.5a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2V14",
            Self::Repeat => {
                "M15.8 8A6.2 6.2 0 0 0 4.9 6.2L3.5 7.5M3.5 4v3.5H7M4.2 12a6.2 6.2 0 0 0 10.9 1.8l1.4-1.3M16.5 16v-3.5H13"
            }
            Self::ArrowUp => "M10 15.5v-11M5.5 9 10 4.5 14.5 9",
            Self::ArrowDown => "M10 4.5v11M5.5 11l4.5 4.5 4.5-4.5",
            Self::Previous => "M12.5 5l-5 5 5 5",
            Self::Next => "M7.5 5l5 5-5 5",
            Self::Sliders => "M3.5 6h7M14.5 6h2M3.5 14h2M9.5 14h7M12.5 4v4M7.5 12v4",
            Self::More => "M10 5v.1M10 10v.1M10 15v.1",
            Self::Search => "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l3.5 3.5",
            Self::Table => {
                "M4.5 3.5h11a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1ZM3.5 8h13M8.5 8v8.5"
            }
        }
    }
}
