//! The pipelines: the trait each implements, and the one list. A new pipeline is a folder here and a word in the list.

pub mod spec;
pub mod values;
pub mod widgets;

use spec::PipelineSpec;

macro_rules! pipelines {
    ($($name:ident),+ $(,)?) => {
        $(pub mod $name;)+

        /// Every pipeline's description, in the order of the start page's cards.
        pub static SPECS: &[&PipelineSpec] = &[$(&$name::SPEC),+];

        /// Every pipeline that can run.
        #[cfg(feature = "engine")]
        pub fn engines() -> Vec<&'static dyn crate::engine::Pipeline> {
            [$($name::engine()),+].into_iter().flatten().collect()
        }
    };
}

pipelines! { sales, ecommerce, stores, telecom, saas }

/// The description of the pipeline with this id.
pub fn spec(id: &str) -> Option<&'static PipelineSpec> {
    SPECS.iter().copied().find(|spec| spec.id == id)
}
