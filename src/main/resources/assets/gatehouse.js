// What the console does in the browser. Every page works without it, only less comfortably, and it holds no words:
// texts arrive in data attributes of the page.
(function () {
  "use strict";

  var root = document.documentElement;
  var pane = document.getElementById("pane");
  var dialog = document.getElementById("dialog");
  var leave = document.getElementById("leave");
  var toasts = document.getElementById("toasts");

  // Forms that must not lose what was typed: all in the side pane, and those that say so. Searching changes nothing.
  var GUARDED = "form[data-guard], #pane form:not([role=search])";

  function all(selector, within) {
    return Array.from((within || document).querySelectorAll(selector));
  }

  // Light and dark: at once, and kept for the server's next page.
  document.addEventListener("click", function (event) {
    var choice = event.target.closest("[data-choose-theme]");
    if (!choice) return;
    event.preventDefault();
    var theme = choice.dataset.chooseTheme;
    var secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = "gatehouse-theme=" + theme + "; path=/; max-age=31536000; samesite=lax" + secure;
    var dark = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    root.dataset.theme = theme;
    root.setAttribute("data-bs-theme", dark ? "dark" : "light");
    all("[data-choose-theme]").forEach(function (other) {
      other.setAttribute("aria-pressed", String(other === choice));
    });
    var menu = choice.closest("[popover]");
    if (menu) menu.hidePopover();
  });

  // Menus stand at their button, inside the window; arrows walk through them.
  document.addEventListener("toggle", function (event) {
    var menu = event.target;
    if (!menu.matches || !menu.matches(".gh-menu") || event.newState !== "open") return;
    place(menu);
    var first = menu.querySelector(".gh-menu-item");
    if (first && menu.dataset.byKey) first.focus();
    delete menu.dataset.byKey;
  }, true);

  function place(menu) {
    var button = document.querySelector('[popovertarget="' + menu.id + '"]');
    if (!button) return;
    var at = button.getBoundingClientRect();
    var size = menu.getBoundingClientRect();
    var fromEnd = root.dir === "rtl" ? at.right - size.width >= 8 : at.left + size.width > innerWidth - 8;
    var left = fromEnd ? at.right - size.width : at.left;
    var below = at.bottom + 4;
    var top = below + size.height > innerHeight - 8 ? Math.max(8, at.top - size.height - 4) : below;
    menu.style.inset = "auto";
    menu.style.margin = "0";
    menu.style.left = Math.max(8, Math.min(left, innerWidth - size.width - 8)) + "px";
    menu.style.top = top + "px";
  }

  // A menu stays at its button while the page moves under it, and goes with it when it leaves the window.
  addEventListener("scroll", follow, { passive: true });
  addEventListener("resize", follow);
  function follow() {
    all(".gh-menu:popover-open").forEach(function (menu) {
      var button = document.querySelector('[popovertarget="' + menu.id + '"]');
      var at = button && button.getBoundingClientRect();
      if (!at || at.bottom < 0 || at.top > innerHeight) menu.hidePopover();
      else place(menu);
    });
  }
  function closeMenus() {
    all(".gh-menu:popover-open").forEach(function (menu) { menu.hidePopover(); });
  }

  document.addEventListener("keydown", function (event) {
    var opener = event.target.closest && event.target.closest("[popovertarget]");
    if (opener && event.key === "ArrowDown") {
      event.preventDefault();
      var target = document.getElementById(opener.getAttribute("popovertarget"));
      target.dataset.byKey = "true";
      target.showPopover();
      return;
    }
    var menu = event.target.closest && event.target.closest(".gh-menu");
    if (!menu) return;
    var items = all(".gh-menu-item:not([disabled])", menu);
    var here = items.indexOf(document.activeElement);
    var steps = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: items.length - 1 };
    if (!(event.key in steps) || !items.length) return;
    event.preventDefault();
    items[(steps[event.key] + items.length) % items.length].focus();
  });

  // htmx: the token goes along; what arrives in the pane or the dialog opens it.
  document.addEventListener("htmx:configRequest", function (event) {
    var csrf = document.querySelector('meta[name="csrf"]');
    if (csrf) event.detail.headers[csrf.dataset.header] = csrf.content;
    var form = event.detail.elt.closest("form");
    if (event.detail.verb !== "get" || !form) return;
    // An address worth sharing names only what was chosen.
    Array.from(event.detail.formData.entries()).forEach(function (entry) {
      if (entry[1] === "") event.detail.formData.delete(entry[0]);
    });
  });

  // Enter in a search asks at once, without a new page; a button with an address of its own (export) does what it says.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("form[role=search][hx-get]") || (event.submitter && event.submitter.hasAttribute("formaction"))) return;
    event.preventDefault();
    htmx.trigger(form, "find");
  });

  // An export is of the list as it is seen: the filters stand in the address.
  document.addEventListener("submit", function (event) {
    if (!event.target.matches("form[data-as-listed]") || !event.submitter) return;
    event.submitter.formAction = event.submitter.formAction.split("?")[0] + location.search;
    var menu = event.submitter.closest("[popover]");
    if (menu) menu.hidePopover();
  });

  // Asking for the same again is no step to go back to.
  document.addEventListener("htmx:beforeHistoryUpdate", function (event) {
    var step = event.detail.history;
    if (step && step.path === location.pathname + location.search) step.type = "replace";
  });

  document.addEventListener("htmx:afterSwap", function (event) {
    var target = event.detail.target;
    if (target === pane || target === dialog) open(target);
    prepare(target);
  });

  document.addEventListener("htmx:sendError", function () {
    toast(document.body.dataset.offline, "danger");
  });

  function toast(words, tone) {
    var box = document.createElement("div");
    box.className = "gh-toast gh-toast-" + tone;
    var line = document.createElement("p");
    line.textContent = words;
    box.append(line);
    toasts.append(box);
    wait(box);
  }

  var returnTo = null;
  function open(modal) {
    if (!modal.innerHTML.trim()) return;
    if (!modal.open) {
      closeMenus();
      // What the page said before is read, or can be: it must not stand in the way of what was opened.
      all(".gh-toast:not([data-keep])", toasts).forEach(function (box) { box.remove(); });
      returnTo = returnTo && returnTo.isConnected ? returnTo : document.activeElement;
      modal.showModal();
    }
    // What lies outside of an open dialog cannot be reached: the toasts come in, above everything and over nothing.
    modal.prepend(toasts);
    // What is wrong first, then what the page names, then whatever comes first; of what is seen.
    var start = ["[aria-invalid=true]", "[autofocus]", "input:not([type=hidden]), textarea, select", "button"].map(function (sort) {
      return all(sort, modal).find(function (field) { return field.checkVisibility(); });
    }).find(Boolean);
    if (start) start.focus();
  }

  // A menu hides before its answer arrives: focus goes back to the menu's own button.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("[hx-target='#pane'], [hx-target='#dialog']");
    if (!link) return;
    var menu = link.closest("[popover]");
    returnTo = menu ? document.querySelector('[popovertarget="' + menu.id + '"]') : link;
    if (menu) menu.hidePopover();
  });

  all("dialog").forEach(function (modal) {
    modal.addEventListener("cancel", function (event) {
      if (modal === leave) return;
      event.preventDefault();
      close(modal);
    });
    modal.addEventListener("click", function (event) {
      if (event.target === modal && modal !== leave) close(modal);
      if (event.target.closest("[data-close]")) { event.preventDefault(); close(modal); }
    });
  });

  function close(modal) {
    var once = modal.querySelector("[data-once]");
    if (once) return uncopied(once) ? ask(renew, once.dataset) : renew();
    if (modal === pane && changed(pane)) return ask(function () { shut(modal); });
    shut(modal);
  }

  // What is shown once and was made with it: the page behind is older than that.
  function renew() {
    all("[data-once]").forEach(function (once) { once.removeAttribute("data-once"); });
    location.reload();
  }
  function uncopied(once) {
    return all("[data-link]", once).some(function (field) { return !field.dataset.taken; });
  }

  function shut(modal) {
    document.body.append(toasts);
    modal.close();
    modal.replaceChildren();
    if (returnTo && returnTo.isConnected) returnTo.focus();
    returnTo = null;
  }

  // Leaving with changes asks.
  function changed(within) {
    return all(GUARDED, within).some(function (form) {
      return !form.dataset.sent && form.dataset.before !== undefined && form.dataset.before !== state(form);
    });
  }

  function state(form) {
    return new URLSearchParams(new FormData(form)).toString();
  }

  var usual = {};
  function ask(then, words) {
    var parts = { title: "h2", sentence: "p", stay: "[data-stay]", leave: "[data-leave]" };
    Object.keys(parts).forEach(function (name) {
      var part = leave.querySelector(parts[name]);
      usual[name] = usual[name] || part.textContent;
      var own = words && words["once" + name[0].toUpperCase() + name.slice(1)];
      part.textContent = own || usual[name];
    });
    leave.showModal();
    leave.onclick = function (event) {
      if (event.target.closest("[data-leave]")) { leave.close(); then(); }
      if (event.target.closest("[data-stay]")) leave.close();
    };
  }

  document.addEventListener("submit", function (event) {
    if (event.target.matches(GUARDED)) event.target.dataset.sent = "true";
  });
  document.addEventListener("htmx:responseError", function (event) {
    var form = event.detail.elt.closest(GUARDED);
    if (form) delete form.dataset.sent;
  });
  addEventListener("beforeunload", function (event) {
    var once = document.querySelector("[data-once]");
    if (changed(document) || (once && uncopied(once))) event.preventDefault();
  });

  // Selection: the bar shows with the first tick.
  document.addEventListener("change", function (event) {
    var list = event.target.closest("[data-selection]");
    if (!list) return;
    if (event.target.matches("[data-select-all]"))
      all("[data-select]", list).forEach(function (box) { box.checked = event.target.checked; });
    if (!event.target.matches("[data-select], [data-select-all]")) return;
    every(list, false);
    count(list);
  });
  // All that match: the ticks of the page stand for it, until one of them changes.
  document.addEventListener("click", function (event) {
    var whole = event.target.closest("[data-select-matching]");
    if (!whole) return;
    var list = whole.closest("[data-selection]");
    all("[data-select]", list).forEach(function (box) { box.checked = true; });
    every(list, true);
    count(list);
    list.querySelector("[data-select-none]").focus();
  });
  function every(list, on) {
    var sent = list.querySelector("[data-select-every]");
    if (sent) sent.disabled = !on;
  }
  document.addEventListener("click", function (event) {
    var clear = event.target.closest("[data-select-none]");
    if (!clear) return;
    var list = clear.closest("[data-selection]");
    all("[data-select]", list).forEach(function (box) { box.checked = false; });
    every(list, false);
    count(list);
    var whole = list.querySelector("[data-select-all]");
    if (whole) whole.focus();
  });

  function count(list) {
    var boxes = all("[data-select]", list);
    var chosen = boxes.filter(function (box) { return box.checked; }).length;
    var whole = list.querySelector("[data-select-all]");
    var bar = list.querySelector("[data-selection-bar]");
    if (whole) {
      whole.checked = chosen > 0 && chosen === boxes.length;
      whole.indeterminate = chosen > 0 && chosen < boxes.length;
    }
    if (!bar) return;
    bar.hidden = chosen === 0;
    var words = bar.querySelector("[data-selection-count]");
    var sent = list.querySelector("[data-select-every]");
    var matching = bar.querySelector("[data-select-matching]");
    var entire = sent && !sent.disabled;
    if (matching) matching.hidden = entire;
    words.textContent = entire ? words.dataset.every
      : (chosen === 1 ? words.dataset.one : words.dataset.other).replace("#", chosen.toLocaleString(root.lang, { numberingSystem: "latn" }));
  }

  // A picker: what is ticked among the found moves to the chosen; what is unticked there is taken back.
  var CHOICE = "[data-picker-found] input, [data-picker-chosen] input";
  document.addEventListener("change", function (event) {
    var picker = event.target.closest("[data-picker]");
    if (!picker || !event.target.matches(CHOICE)) return;
    var choice = event.target.closest("label");
    var next = choice.nextElementSibling || choice.previousElementSibling;
    if (event.target.checked) picker.querySelector("[data-picker-chosen]").append(choice);
    else choice.remove();
    var search = picker.querySelector("[data-picker-search]");
    var on = search || (next && next.querySelector("input")) || picker.closest("form").querySelector("input:not([type=hidden])");
    on.focus();
    if (search) search.select();
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    var found = event.detail.target;
    if (!found.matches("[data-picker-found]")) return;
    all("[data-picker-chosen] input", found.closest("[data-picker]")).forEach(function (chosen) {
      all("input", found).forEach(function (input) {
        if (input.value === chosen.value) input.closest("label").remove();
      });
    });
  });
  document.addEventListener("keydown", function (event) {
    var picker = event.target.closest && event.target.closest("[data-picker]");
    if (!picker) return;
    if (event.key === "Enter" && event.target.matches(CHOICE)) {
      event.preventDefault();
      event.target.click();
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    var stops = all("[data-picker-search], [data-picker-found] input", picker);
    var here = stops.indexOf(event.target);
    var next = here < 0 ? undefined : stops[here + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  // Toasts can be closed, and go by themselves only after they could be read; never while pointed at or focused.
  document.addEventListener("click", function (event) {
    var dismiss = event.target.closest("[data-dismiss]");
    if (dismiss) dismiss.closest(".gh-toast").remove();
  });
  function wait(box) {
    if (box.hasAttribute("data-keep") || box.querySelector("a")) return;
    var time = Math.max(8000, box.textContent.trim().length * 120);
    (function later() {
      setTimeout(function () {
        if (box.matches(":hover, :focus-within")) later();
        else box.remove();
      }, time);
    })();
  }

  // Copy, show a password, go back.
  document.addEventListener("click", function (event) {
    var copy = event.target.closest("[data-copy]");
    if (copy) {
      var source = document.getElementById(copy.dataset.copy);
      source.select();
      put(source.value, [source]);
    }
    var whole = event.target.closest("[data-copy-all], [data-save-all]");
    if (whole) {
      var links = all("[data-link]", whole.closest("[data-once]"));
      if (whole.dataset.saveAll) save(whole, links);
      else put(links.map(function (field) { return field.dataset.link + "\t" + field.value; }).join("\n"), links);
    }
    var print = event.target.closest("[data-print]");
    if (print) {
      document.getElementById(print.dataset.print).dataset.taken = "true";
      window.print();
    }
    var reveal = event.target.closest("[data-reveal]");
    if (reveal) {
      var input = document.getElementById(reveal.dataset.reveal);
      var shown = input.type === "password";
      input.type = shown ? "text" : "password";
      reveal.setAttribute("aria-pressed", String(shown));
    }
    if (event.target.closest("[data-back]")) history.back();
    if (event.target.closest("[data-print]")) print();
  });

  function put(words, fields) {
    navigator.clipboard.writeText(words).then(function () {
      fields.forEach(function (field) { field.dataset.taken = "true"; });
      toast(document.body.dataset.copied, "success");
    });
  }
  // A file for a spreadsheet, which must not take an address for a formula.
  function save(button, fields) {
    var rows = fields.map(function (field) {
      var address = /^[=+\-@]/.test(field.dataset.link) ? "'" + field.dataset.link : field.dataset.link;
      return [address, field.value].map(function (cell) { return '"' + cell.replace(/"/g, '""') + '"'; }).join(",");
    });
    var file = new Blob(["\ufeff" + button.dataset.columns + "\r\n" + rows.join("\r\n") + "\r\n"], { type: "text/csv" });
    var link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = button.dataset.saveAll;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    fields.forEach(function (field) { field.dataset.taken = "true"; });
  }

  // A password's length while it is typed; what else there is to say comes from the server.
  document.addEventListener("input", function (event) {
    var minimum = Number(event.target.dataset.minimum);
    if (minimum || event.target.closest(".gh-step")) forgive(event.target);
    if (!minimum) return;
    var strength = document.querySelector('[data-strength="' + event.target.id + '"]');
    var length = Array.from(event.target.value).length;
    strength.hidden = length === 0;
    if (length >= minimum && strength.dataset.level === "good") return;
    strength.dataset.level = length < minimum ? "short" : "fair";
    var bar = strength.querySelector("progress");
    bar.max = 100;
    bar.value = length < minimum ? (length / minimum) * 50 : 50;
    var words = strength.dataset[strength.dataset.level];
    var line = strength.querySelector("span");
    if (line.textContent !== words) line.textContent = words;
  });
  // What was wrong with the last password, or in the last look at a step, says nothing about what is being typed.
  function forgive(input) {
    var error = document.getElementById(input.id + "-error");
    if (!error) return;
    error.remove();
    input.classList.remove("is-invalid");
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
  }
  document.addEventListener("htmx:afterSwap", function (event) {
    var judged = event.detail.target.dataset.strength && event.detail.target.querySelector("[data-level]");
    if (judged) event.detail.target.dataset.level = judged.dataset.level;
  });

  // Where the person is, so that times are theirs.
  all("[data-time-zone]").forEach(function (field) {
    field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  });

  // A field that takes a dropped file: the input lies over it, and its name and size stand in it.
  function chosen(input) {
    var field = input.closest("[data-drop]");
    var name = field.querySelector("[data-drop-name]");
    var file = input.files[0];
    var words = field.querySelector(".gh-drop-words");
    field.classList.toggle("gh-drop-has", Boolean(file));
    name.hidden = !file;
    words.hidden = Boolean(file);
    if (!file) return;
    name.querySelector("bdi").textContent = file.name;
    name.querySelector("span").textContent = size(file.size);
    wrongFile(input, file.size > Number(field.dataset.largest) ? field.dataset.tooLarge : "");
  }
  function size(bytes) {
    var unit = bytes < 1e6 ? "kilobyte" : "megabyte";
    var many = bytes < 1e6 ? Math.max(1, bytes / 1e3) : bytes / 1e6;
    return new Intl.NumberFormat(root.lang, { style: "unit", unit: unit, maximumFractionDigits: many < 10 ? 1 : 0, numberingSystem: "latn" }).format(many);
  }
  function wrongFile(input, words) {
    var place = document.getElementById(input.id + "-error");
    place.replaceChildren();
    input.classList.toggle("is-invalid", Boolean(words));
    if (words) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    if (!words) return;
    var line = document.getElementById("file-wrong").content.cloneNode(true);
    line.querySelector("span").textContent = words;
    place.append(line);
  }
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-drop] input")) chosen(event.target);
  });
  ["dragenter", "dragover", "dragleave", "drop"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var field = event.target.closest && event.target.closest("[data-drop]");
      if (field) field.classList.toggle("gh-drop-over", name === "dragenter" || name === "dragover");
    });
  });
  document.addEventListener("htmx:confirm", function (event) {
    var input = event.target.querySelector && event.target.querySelector("[data-drop] input");
    if (!input || event.detail.elt !== event.target) return;
    var field = input.closest("[data-drop]");
    if (!input.files.length) wrongFile(input, field.dataset.none);
    if (!input.matches("[aria-invalid]")) return;
    event.preventDefault();
    input.focus();
  });
  // How much of it has gone out, and that the rest is up to the server.
  function sending(form, share) {
    var box = form.querySelector("[data-sending]");
    if (!box) return;
    var bar = box.querySelector("progress");
    var words = box.querySelector("p");
    box.hidden = share < 0;
    if (share < 0) return;
    bar.value = share;
    var line = share < 100 ? words.dataset.part.replace("#", Math.floor(share / 10) * 10) : words.dataset.whole;
    if (words.textContent !== line) words.textContent = line;
  }
  document.addEventListener("htmx:xhr:progress", function (event) {
    var detail = event.detail;
    if (event.target.matches(".gh-upload") && detail.lengthComputable && detail.loaded > 0)
      sending(event.target, 100 * detail.loaded / detail.total);
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    if (event.target.matches(".gh-upload") && !event.detail.xhr.getResponseHeader("HX-Redirect")) sending(event.target, -1);
  });
  // A file that was refused is to be put right and chosen anew: browsers do not send one that has changed.
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target.id !== "file-error") return;
    var input = document.getElementById("file");
    input.value = "";
    chosen(input);
    input.classList.add("is-invalid");
    input.setAttribute("aria-invalid", "true");
    input.focus();
  });
  // What can be fetched once is not offered twice.
  document.addEventListener("submit", function (event) {
    if (!event.target.matches("[data-fetch-once]")) return;
    var said = event.target.querySelector("[data-fetched]");
    setTimeout(function () {
      event.target.querySelector("button").disabled = true;
      said.textContent = said.dataset.fetched;
    });
  });

  // What a page brings along, at first and after each swap.
  function prepare(within) {
    all("[data-reveal], [data-back]", within).forEach(function (button) { button.hidden = false; });
    all("[data-needs-script]", within).forEach(function (thing) { thing.hidden = false; });
    all("[data-drop]", within).forEach(function (field) {
      field.classList.add("gh-drop-live");
      chosen(field.querySelector("input"));
    });
    all(GUARDED, within).forEach(function (form) {
      if (form.dataset.before !== undefined) return;
      form.dataset.before = form.dataset.guard === "changed" || form.querySelector("[aria-invalid=true]") ? "" : state(form);
    });
    all("[data-selection]").forEach(count);
    all(".gh-toast", within === toasts ? toasts : undefined).forEach(function (box) {
      if (box.dataset.timed) return;
      box.dataset.timed = "true";
      wait(box);
    });
    all(".gh-tabs [aria-current=page], .gh-side [aria-current=page]", within).forEach(function (tab) {
      tab.scrollIntoView({ block: "nearest", inline: "center" });
    });
  }
  prepare(document);

  // A live region speaks what is put into it, not what it was born with.
  var born = Array.from(toasts.children);
  if (born.length) {
    toasts.replaceChildren();
    setTimeout(function () { toasts.append.apply(toasts, born); }, 150);
  }

  // The search field answers "/" from anywhere on the page.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    var search = document.querySelector("[data-search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
  });
})();
