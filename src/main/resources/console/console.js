// What the pages gain where scripts run: times in the viewer's zone, live parts, light or dark, tables that a keyboard scrolls. Without it they are read as they are.
(() => {
  "use strict";

  const root = document.documentElement;
  const kept = () => { try { return localStorage.getItem("saddlebag-theme"); } catch { return null; } };
  const keep = theme => { try { localStorage.setItem("saddlebag-theme", theme); } catch { /* the browser keeps nothing: it lasts for this page */ } };
  if (kept()) {
    root.dataset.theme = kept();
  }

  const zoned = new Intl.DateTimeFormat(undefined, {dateStyle: "medium", timeStyle: "medium"});
  const localTimes = part => part.querySelectorAll("time[datetime]").forEach(time => {
    time.title = time.dateTime;
    time.textContent = zoned.format(new Date(time.dateTime));
  });

  const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const themeSwitch = () => document.querySelectorAll("[data-theme-switch]").forEach(button => {
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      keep(root.dataset.theme);
      document.dispatchEvent(new Event("saddlebag:theme"));
    });
  });

  // A table or document that does not fit its box is reached with the tabulator; one that fits is passed over.
  const boxes = new ResizeObserver(changes => changes.forEach(({target}) => {
    if (target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight) {
      target.tabIndex = 0;
    } else {
      target.removeAttribute("tabindex");
    }
  }));
  const reachable = () => {
    boxes.disconnect();
    document.querySelectorAll(".scroll, pre").forEach(box => boxes.observe(box));
  };

  // A live part is replaced by the same part of the page as it is now, unless somebody works in it: has the focus there, opened
  // something or filled something in. It is asked before the part is fetched and again before it is put in place.
  const filled = field => field.matches("[type=checkbox], [type=radio]") ? field.checked !== field.defaultChecked
    : field.matches("input, textarea") && field.value !== field.defaultValue;
  const busy = part => (part.contains(document.activeElement) && !document.activeElement.matches("a, body"))
    || part.querySelector("details[open]") !== null
    || [...part.querySelectorAll("input, textarea")].some(filled);
  const refresh = part => {
    if (!busy(part)) {
      htmx.ajax("GET", location.href, {target: part, select: "#" + part.id, swap: "outerHTML"});
    }
  };
  const live = () => {
    if (!document.querySelector("[data-live]") || !window.EventSource) {
      return;
    }
    const news = new EventSource("/console/live");
    news.addEventListener("changed", () => {
      if (!document.hidden) {
        document.querySelectorAll("[data-live]").forEach(refresh);
      }
    });
    addEventListener("pagehide", () => news.close());
  };

  document.addEventListener("DOMContentLoaded", () => {
    localTimes(document);
    themeSwitch();
    reachable();
    live();
    document.body.addEventListener("htmx:configRequest", event => {
      event.detail.headers["X-CSRF-Token"] = document.body.dataset.csrf;
    });
    document.body.addEventListener("htmx:beforeSwap", event => {
      if (event.detail.target.matches("[data-live]") && busy(event.detail.target)) {
        event.detail.shouldSwap = false;
      }
    });
    document.body.addEventListener("htmx:afterSwap", event => {
      localTimes(event.detail.elt);
      reachable();
    });
  });
})();
