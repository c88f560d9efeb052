/* "Lees voor": the browser's own voice reads the page aloud. The button stays hidden where there is none. */
(function () {
  "use strict";
  var knop = document.querySelector("[data-lees-voor]");
  var stem = window.speechSynthesis;
  if (!knop || !stem || typeof window.SpeechSynthesisUtterance !== "function") return;
  var woord = knop.querySelector("span");
  var begin = woord.textContent;
  var leest = false;

  function stil() {
    leest = false;
    stem.cancel();
    woord.textContent = begin;
  }

  /* What a person sees: headings, lines, questions and buttons, each once, in their order. */
  function regels() {
    var uit = [];
    document.querySelectorAll("[data-voorlezen] :is(h1, h2, h3, p, li, dt, dd, legend, label, blockquote, .btn)").forEach(function (el) {
      if (el === knop || el.contains(knop) || !el.getClientRects().length) return;
      if (el.querySelector("h1, h2, h3, p, li, dt, dd, legend, label, blockquote, .btn")) return;
      var tekst = el.innerText.replace(/\s+/g, " ").trim();
      if (tekst) uit.push(tekst);
    });
    return uit;
  }

  knop.addEventListener("click", function () {
    if (leest) { stil(); return; }
    leest = true;
    woord.textContent = knop.getAttribute("data-stop");
    var lijst = regels();
    lijst.forEach(function (tekst, nummer) {
      var zin = new SpeechSynthesisUtterance(tekst);
      zin.lang = document.documentElement.lang || "nl-BE";
      zin.rate = 0.9;
      if (nummer === lijst.length - 1) zin.onend = stil;
      stem.speak(zin);
    });
  });
  window.addEventListener("pagehide", stil);
  knop.hidden = false;
})();
