// Runs before the first paint where the choice is "as the device": the page must not flash in the other light.
(function () {
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var root = document.documentElement;
  function follow() {
    if (root.dataset.theme === "auto") root.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
  }
  follow();
  dark.addEventListener("change", follow);
})();
