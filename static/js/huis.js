/* Enhancements for every page: focus after an htmx swap, the live region, a guard
   against double submits, menus that close. Every page works without this file. */
(function () {
  "use strict";
  document.documentElement.classList.add("met-script");

  function zeg(tekst) {
    var vak = document.getElementById("meldingen");
    if (!vak || !tekst) return;
    var regel = document.createElement("p");
    regel.className = "visually-hidden";
    regel.textContent = tekst;
    vak.appendChild(regel);
    window.setTimeout(function () { regel.remove(); }, 8000);
  }
  window.thuis = { zeg: zeg };

  function naarFocus(wortel, kiezer) {
    var doel = wortel.matches && wortel.matches(kiezer) ? wortel : wortel.querySelector(kiezer);
    if (!doel) return false;
    if (!doel.hasAttribute("tabindex") && !/^(A|BUTTON|INPUT|SELECT|TEXTAREA|SUMMARY)$/.test(doel.tagName)) doel.tabIndex = -1;
    doel.focus();
    return true;
  }

  /* A page that comes back with errors starts at the error summary. */
  document.addEventListener("DOMContentLoaded", function () { naarFocus(document, "[data-focus-begin]"); });

  /* After a swap: the error summary first, else what the new content marks with data-focus. */
  document.addEventListener("htmx:afterSettle", function (e) {
    var nieuw = e.detail.elt || e.target;
    var typt = document.activeElement;
    var door = e.detail.requestConfig && e.detail.requestConfig.elt;
    /* Whoever is typing somewhere else is told, not taken away. */
    if (typt && /^(INPUT|TEXTAREA|SELECT)$/.test(typt.tagName) && !nieuw.contains(typt) && !(door && door.contains(typt))) {
      var klaar = nieuw.matches("[data-focus]") ? nieuw : nieuw.querySelector("[data-focus]");
      if (klaar) zeg(klaar.textContent.trim());
      return;
    }
    if (!naarFocus(nieuw, "[data-focus-begin]")) naarFocus(nieuw, "[data-focus]");
    var zegbaar = nieuw.querySelector && nieuw.querySelector("[data-zeg]");
    if (zegbaar) zeg(zegbaar.getAttribute("data-zeg"));
  });
  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach(function (naam) {
    document.addEventListener(naam, function () {
      var vak = document.getElementById("meldingen");
      if (!vak || vak.querySelector("[data-storing]")) return;
      var regel = document.createElement("p");
      regel.className = "melding melding-fout";
      regel.setAttribute("data-storing", "");
      regel.textContent = "Dat lukte niet. Kijk na of u internet hebt en probeer het nog eens. Wat u typte, staat er nog.";
      vak.appendChild(regel);
    });
  });
  document.addEventListener("htmx:afterOnLoad", function () {
    document.querySelectorAll("[data-storing]").forEach(function (el) { el.remove(); });
  });

  /* One press is one submit. The button is disabled after the browser has read its value. */
  document.addEventListener("submit", function (e) {
    var form = e.target;
    if (e.defaultPrevented || (form.getAttribute("method") || "get").toLowerCase() !== "post" || form.hasAttribute("target")) return;
    if (form.dataset.verstuurd) { e.preventDefault(); return; }
    form.dataset.verstuurd = "1";
    window.setTimeout(function () {
      form.querySelectorAll("button:not([type=button]), input[type=submit]").forEach(function (knop) {
        if (knop.disabled) return;
        knop.disabled = true;
        knop.classList.add("bezig");
        knop.dataset.slapend = "1";
      });
    }, 0);
    window.setTimeout(function () { wek(form); }, 20000);
  });
  function wek(wortel) {
    wortel.querySelectorAll("[data-slapend]").forEach(function (knop) {
      knop.disabled = false;
      knop.classList.remove("bezig");
      delete knop.dataset.slapend;
    });
    if (wortel.dataset) delete wortel.dataset.verstuurd;
    wortel.querySelectorAll("[data-verstuurd]").forEach(function (form) { delete form.dataset.verstuurd; });
  }
  window.addEventListener("pageshow", function () { wek(document); });

  /* Print buttons: <button type="button" data-afdrukken hidden>. */
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-afdrukken]").forEach(function (knop) { knop.hidden = false; });
  });
  document.addEventListener("click", function (e) {
    if (e.target.closest("[data-afdrukken]")) window.print();
    document.querySelectorAll("details.uitklap[open]").forEach(function (menu) {
      if (!menu.contains(e.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", function (e) {
    if (e.key !== "Escape") return;
    document.querySelectorAll("details.uitklap[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
})();
