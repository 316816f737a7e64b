//! The page: puts up the app, and a last screen for the case that it breaks.

#[cfg(target_arch = "wasm32")]
fn main() {
    use varve::platform::page;

    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        page::show_fatal_screen(&info.to_string());
    }));
    leptos::mount::mount_to_body(varve::ui::app::start);
    page::remove_boot_screen();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
