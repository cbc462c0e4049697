// A long list with a tree in it (organizations/department-picker.jte) becomes a field in which one searches. The list stays
// where it is, hidden, and is what the form sends. It holds no words: texts arrive in data attributes of the page.
(function () {
  "use strict";

  var FEW = 12;
  var SHOWN = 60;
  var INDENT = "\u2003";
  var number = 0;

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function read(select) {
    var above = [];
    return Array.from(select.options).map(function (option) {
      var name = option.textContent.trim();
      var depth = option.textContent.trimEnd().lastIndexOf(INDENT) + 1;
      above.length = depth;
      above.push(name);
      var path = above.join(" › ");
      return { option: option, name: name, depth: depth, path: option.value ? path : name, folded: fold(path), key: fold(name) };
    });
  }

  function matches(entries, typed) {
    var words = fold(typed).split(/\s+/).filter(Boolean);
    if (!words.length) return entries;
    var found = entries.filter(function (entry) {
      return entry.option.value && words.every(function (word) { return entry.folded.includes(word); });
    });
    // Whose own name begins with it comes first; the order of the tree is kept otherwise.
    var first = found.filter(function (entry) { return entry.key.startsWith(words[0]); });
    return first.concat(found.filter(function (entry) { return !entry.key.startsWith(words[0]); }));
  }

  function upgrade(box) {
    var select = box.querySelector("select");
    if (!select || box.dataset.ready || select.options.length <= FEW) return;
    box.dataset.ready = "true";
    var entries = read(select);
    var shown = [];
    var at = -1;

    var input = document.createElement("input");
    input.className = "form-select" + (select.classList.contains("is-invalid") ? " is-invalid" : "");
    input.id = select.id + "-search";
    input.type = "text";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    ["aria-invalid", "aria-describedby"].forEach(function (name) {
      if (!select.hasAttribute(name)) return;
      input.setAttribute(name, select.getAttribute(name));
      select.removeAttribute(name);
    });
    var list = document.createElement("ul");
    list.className = "gh-combo-list";
    list.id = select.id + "-list" + (++number);
    list.hidden = true;
    list.setAttribute("role", "listbox");
    var label = box.querySelector("label");
    label.htmlFor = input.id;
    list.setAttribute("aria-label", box.dataset.found);
    input.setAttribute("aria-controls", list.id);
    var frame = document.createElement("div");
    frame.className = "gh-combo";
    var focused = document.activeElement === select;
    select.after(frame);
    frame.append(input, list);
    select.hidden = true;
    rest();
    if (focused) input.focus();

    function chosen() {
      return entries.find(function (entry) { return entry.option.selected; }) || entries[0];
    }
    function rest() {
      var entry = chosen();
      input.value = entry.option.value ? entry.path : "";
      input.placeholder = entries[0].option.value ? "" : entries[0].name;
    }
    function open(typed) {
      var found = matches(entries, typed);
      shown = found.slice(0, SHOWN);
      list.replaceChildren.apply(list, shown.map(function (entry, place) {
        var item = document.createElement("li");
        item.id = list.id + "-" + place;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", String(entry.option.selected));
        item.dataset.place = place;
        var name = document.createElement("bdi");
        name.textContent = entry.name;
        item.append(name);
        if (typed.trim() && entry.depth) {
          var path = document.createElement("bdi");
          path.className = "gh-quiet";
          path.textContent = entry.path;
          item.append(path);
        } else item.classList.add("gh-depth-" + Math.min(entry.depth, 6));
        return item;
      }));
      if (found.length > shown.length || !found.length) {
        var line = document.createElement("li");
        line.className = "gh-quiet gh-combo-note";
        line.setAttribute("role", "option");
        line.setAttribute("aria-disabled", "true");
        line.setAttribute("aria-selected", "false");
        line.textContent = found.length
          ? box.dataset.more.replace("#", (found.length - shown.length).toLocaleString(document.documentElement.lang))
          : box.dataset.nothing;
        list.append(line);
      }
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      go(typed.trim() && shown.length ? 0 : -1);
    }
    function shut() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      at = -1;
    }
    function go(place) {
      at = place;
      Array.from(list.children).forEach(function (item, i) { item.classList.toggle("gh-combo-at", i === at); });
      if (at < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
    function take(place) {
      shown[place].option.selected = true;
      rest();
      shut();
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }

    input.addEventListener("focus", function () { input.select(); });
    input.addEventListener("click", function () { if (list.hidden) open(""); });
    input.addEventListener("input", function () { open(input.value); });
    input.addEventListener("blur", function () { shut(); rest(); });
    input.addEventListener("keydown", function (event) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) return open("");
        if (shown.length) go((at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1) + shown.length) % shown.length);
      } else if (event.key === "Enter" && !list.hidden) {
        event.preventDefault();
        if (at >= 0) take(at);
      } else if (event.key === "Escape" && !list.hidden) {
        // Closes the list, not the pane around it.
        event.preventDefault();
        event.stopPropagation();
        shut();
        rest();
      }
    });
    // Before the field loses the focus.
    list.addEventListener("mousedown", function (event) {
      event.preventDefault();
      var item = event.target.closest("[data-place]");
      if (item) take(Number(item.dataset.place));
    });
  }

  // What is typed into the search of many is looked for as one types: the key that sends forms does not send this one.
  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.matches("[data-tree-find]")) event.preventDefault();
  });

  function prepare(within) {
    within.querySelectorAll("[data-tree-pick]").forEach(upgrade);
  }
  prepare(document);
  document.addEventListener("htmx:afterSwap", function (event) { prepare(event.detail.target); });
})();
