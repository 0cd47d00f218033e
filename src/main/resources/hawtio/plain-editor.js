// Hawtio shows sources and long values in an editor that it would load from a public server. This one is plain text that can
// be read and copied; it comes from here, so that the page needs no server but this one.
(() => {
  "use strict";
  const nothing = () => undefined;
  const disposable = { dispose: nothing };
  // What is not needed to read does nothing. It has no "then": it would be taken for a promise.
  const lenient = (known) =>
    new Proxy(known, { get: (all, name) => (name in all || name === "then" ? all[name] : nothing) });

  const model = (text) => {
    let value = text ?? "";
    return lenient({
      getValue: () => value,
      setValue: (changed) => { value = changed ?? ""; },
      getLineCount: () => value.split("\n").length,
      getFullModelRange: () => ({}),
    });
  };

  const create = (place, options = {}) => {
    let shown = options.model ?? model(options.value);
    const text = document.createElement("textarea");
    text.readOnly = true;
    text.spellcheck = false;
    text.className = "pf-v5-c-form-control plain-editor";
    text.style.cssText = "width:100%;height:100%;min-height:24rem;font-family:monospace;white-space:pre;overflow:auto;resize:none";
    text.setAttribute("aria-label", "Source, to read");
    const show = () => { text.value = shown.getValue(); };
    place.append(text);
    show();
    return lenient({
      getModel: () => shown,
      setModel: (other) => { shown = other ?? model(""); show(); },
      getValue: () => shown.getValue(),
      setValue: (changed) => { shown.setValue(changed); show(); },
      executeEdits: (by, edits) => { shown.setValue(edits[edits.length - 1].text); show(); return true; },
      getOption: () => true,
      getContentHeight: () => shown.getLineCount() * 20,
      getLayoutInfo: () => ({ width: place.clientWidth, height: place.clientHeight }),
      onDidChangeModelContent: () => disposable,
      dispose: () => text.remove(),
    });
  };

  window.monaco = lenient({
    Uri: { parse: (name) => name },
    languages: lenient({}),
    editor: lenient({
      EditorOption: { readOnly: 0 },
      create,
      createModel: model,
      getModel: () => null,
      onDidChangeMarkers: () => disposable,
    }),
  });
})();
