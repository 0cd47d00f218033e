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
  const MINUTE = 60000, AGAIN = 10000;
  const refresh = part => {
    if (!busy(part)) {
      htmx.ajax("GET", location.href, {target: part, select: "#" + part.id, swap: "outerHTML", headers: {"X-Saddlebag-Live": "1"}});
    }
  };
  const refreshAll = () => {
    if (!document.hidden) {
      document.querySelectorAll("[data-live]").forEach(refresh);
    }
  };

  // A page that cannot be brought up to date says so, and since when, until it can.
  const clock = new Intl.DateTimeFormat(undefined, {timeStyle: "short"});
  let fresh = new Date(), again = 0;
  const upToDate = yes => {
    const stale = document.getElementById("stale");
    if (yes) {
      fresh = new Date();
      stale.textContent = "";
      clearInterval(again);
      again = 0;
    } else if (!again) {
      stale.textContent = "Not up to date since " + clock.format(fresh) + ": Saddlebag does not answer. Trying again.";
      again = setInterval(refreshAll, AGAIN);
    }
  };

  // News of changes come while the page is seen: a browser keeps six connections to a server, and a tab in the back needs none.
  const live = () => {
    if (!document.querySelector("[data-live]")) {
      return;
    }
    let news = null;
    const listen = () => {
      if (document.hidden || news || !window.EventSource) {
        return;
      }
      news = new EventSource("/console/live");
      news.addEventListener("changed", refreshAll);
      news.addEventListener("error", () => {
        if (news && news.readyState === EventSource.CLOSED) {
          news = null; // refused, not broken off: the next minute tries again
        }
        refreshAll();
      });
    };
    const leave = () => {
      if (news) {
        news.close();
        news = null;
      }
    };
    listen();
    setInterval(() => { listen(); refreshAll(); }, MINUTE);
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) {
        leave();
      } else {
        listen();
        refreshAll();
      }
    });
    addEventListener("online", refreshAll);
    addEventListener("offline", refreshAll);
    addEventListener("pagehide", leave);
    addEventListener("pageshow", event => { if (event.persisted) { listen(); refreshAll(); } });
    document.body.addEventListener("htmx:afterRequest", event => {
      if (event.detail.target.matches("[data-live]")) {
        upToDate(event.detail.successful);
      }
    });
  };

  // What a link of the page leads to is opened, if it can be.
  const openTarget = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.tagName === "DETAILS") {
      target.open = true;
    }
  };
  addEventListener("hashchange", openTarget);

  document.addEventListener("DOMContentLoaded", () => {
    openTarget();
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
