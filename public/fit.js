// Says in plain words that a browser is too old, before anything is loaded that it could not read. Written for such browsers.
(function () {
  "use strict";
  // The smallest module with a vector instruction: the engine is full of them.
  var SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

  function moduleWorkers() {
    var known = false;
    // A browser that knows the option reads it, and then makes no worker because reading it fails.
    var options = { get type() { known = true; throw new Error("only asked for"); } };
    try {
      new Worker("fit.js", options).terminate();
    } catch (error) {
      return known;
    }
    return known;
  }

  function missing() {
    if (typeof WebAssembly !== "object" || typeof WebAssembly.validate !== "function") return "WebAssembly";
    if (!WebAssembly.validate(new Uint8Array(SIMD))) return "WebAssembly with SIMD";
    if (!("noModule" in document.createElement("script"))) return "JavaScript modules";
    if (typeof Worker !== "function" || !moduleWorkers()) return "module workers";
    if (typeof BigInt !== "function") return "BigInt";
    if (typeof structuredClone !== "function") return "structuredClone";
    if (typeof HTMLDialogElement !== "function") return "dialogs";
    return "";
  }

  var lacks = missing();
  if (!lacks) return;
  // The start script looks for this, and loads nothing.
  document.documentElement.setAttribute("data-unfit", lacks);
  var boot = document.getElementById("boot");
  var fatal = document.getElementById("fatal");
  if (boot) boot.parentNode.removeChild(boot);
  fatal.getElementsByTagName("h1")[0].textContent = "Varve cannot run in this browser";
  document.getElementById("fatal-message").textContent =
    "This browser lacks something that Varve needs (" + lacks + "), or it is switched off, as by the Lockdown Mode of Apple’s devices. " +
    "Varve runs in Chrome and Edge from version 111 on, in Firefox from 114 and in Safari from 16.4: please update this browser, or " +
    "open this page in another one. The command line program “varve” does the same work without a browser. Nothing was loaded or sent.";
  fatal.removeAttribute("hidden");
})();
