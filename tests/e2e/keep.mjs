// What is kept in the browser, as a person sees it, and as it lies in the browser's private file system.

export class Kept {
  constructor(page) {
    this.page = page;
    this.bar = page.getByTestId("keep-bar");
    this.keep = page.getByTestId("keep");
    this.sets = page.getByTestId("kept");
    this.room = page.getByTestId("room");
    this.question = page.getByTestId("drop-question");
    this.removeAll = page.getByTestId("remove-all");
  }

  /** Keeps the files of the dashboard and waits until they are. */
  async save() {
    await this.keep.click();
    await this.bar.getByText(/^Kept in this browser as/).waitFor();
  }

  /** Adds files by the button of the dashboard. */
  add(files) {
    return this.page.getByTestId("add-input").setInputFiles(files);
  }

  async goOn(id = 1) {
    await this.page.getByTestId(`continue-${id}`).click();
  }

  async remove(button) {
    await button.click();
    await this.page.getByTestId("remove-yes").click();
  }

  /** All files that this site keeps: path and size. */
  files() {
    return this.page.evaluate(async () => {
      const found = [];
      const walk = async (folder, path) => {
        for await (const [name, handle] of folder.entries()) {
          if (handle.kind === "directory") await walk(handle, `${path}${name}/`);
          else found.push([path + name, (await handle.getFile()).size]);
        }
      };
      await walk(await navigator.storage.getDirectory(), "");
      return found.sort();
    });
  }
}
