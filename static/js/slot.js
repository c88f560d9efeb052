/* Covers a page that nobody uses: <html data-slot="900"> after so many seconds without a key or a touch. The server
   locks by itself as well; this hides what is on the screen, and keeps it there for who opens the lock again. */
(function () {
  "use strict";
  var wortel = document.documentElement;
  var na = parseInt(wortel.getAttribute("data-slot") || "0", 10) * 1000;
  if (!na) return;
  var actor = wortel.getAttribute("data-actor") || "";
  var laatst = Date.now();
  var gemeld = Date.now();
  var blad = null;
  var vorige = null;
  var kanaal = window.BroadcastChannel ? new BroadcastChannel("thuis-slot") : null;

  function penning() {
    var koek = document.cookie.match(/(?:^|; )(?:__Host-csrf|csrftoken)=([^;]+)/);
    return koek ? koek[1] : "";
  }

  function stuur(adres, velden, koppen) {
    var inhoud = new URLSearchParams(velden || {});
    inhoud.set("csrfmiddlewaretoken", penning());
    var alle = { "X-Actor": actor };
    Object.keys(koppen || {}).forEach(function (k) { alle[k] = koppen[k]; });
    return fetch(adres, { method: "POST", body: inhoud, credentials: "same-origin", redirect: "manual", headers: alle });
  }

  function roep(wat) { if (kanaal) kanaal.postMessage({ wat: wat, actor: actor }); }

  /* --- activity: only what a person really does counts --- */
  function bezig(e) {
    if (!e.isTrusted || blad) return;
    var nu = Date.now();
    if (nu - laatst > na) { dek(); return; }
    if (nu - laatst > 5000) roep("bezig");
    laatst = nu;
    if (nu - gemeld > 120000) {
      gemeld = nu;
      stuur("/aanmelden/actief/").then(function (antwoord) { if (antwoord.type === "opaqueredirect") dek(); }).catch(function () {});
    }
  }
  ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"].forEach(function (naam) {
    document.addEventListener(naam, bezig, { passive: true });
  });

  function kijk() { if (!blad && Date.now() - laatst > na) dek(); }
  window.setInterval(kijk, 5000);
  document.addEventListener("visibilitychange", kijk);
  window.addEventListener("pageshow", kijk);

  /* --- the cover --- */
  function dek(stil) {
    if (blad) return;
    vorige = document.activeElement;
    blad = document.createElement("dialog");
    blad.className = "slotblad";
    blad.setAttribute("aria-label", "Op slot");
    blad.addEventListener("cancel", function (e) { e.preventDefault(); });
    blad.addEventListener("close", function () { if (blad) blad.showModal(); });
    wortel.classList.add("op-slot");
    document.body.appendChild(blad);
    blad.showModal();
    if (!stil) roep("dicht");
    haal();
  }

  function haal() {
    stuur("/aanmelden/vergrendel/", {}, { "X-Achtergrond": "1" }).then(function (antwoord) {
      if (!antwoord.ok) throw new Error(String(antwoord.status));
      return antwoord.text();
    }).then(function (html) {
      blad.replaceChildren.apply(blad, Array.from(new DOMParser().parseFromString(html, "text/html").body.childNodes));
      blad.querySelector("[data-slot-formulier]").addEventListener("submit", open);
      var anders = blad.querySelector("[data-slot-anders]");
      anders.href += "?next=" + encodeURIComponent(location.pathname + location.search);
      blad.querySelector("input").focus();
    }).catch(function () {
      var knop = document.createElement("a");
      knop.className = "btn btn-primary";
      knop.href = location.href;
      knop.textContent = "Op slot. Meld u opnieuw aan.";
      blad.replaceChildren(knop);
    });
  }

  function open(e) {
    e.preventDefault();
    var velden = {};
    new FormData(e.target).forEach(function (waarde, naam) { velden[naam] = waarde; });
    stuur("/aanmelden/slot/", velden, { Accept: "application/json" }).then(function (antwoord) {
      if (!antwoord.ok) { location.reload(); return null; }
      return antwoord.json();
    }).then(function (uitslag) {
      if (!uitslag) return;
      if (uitslag.weg) { location.href = uitslag.weg; return; }
      if (uitslag.open) { toon(); roep("open"); return; }
      var melding = blad.querySelector("[data-slot-melding]");
      melding.textContent = uitslag.melding;
      melding.hidden = false;
      blad.querySelector("input").value = "";
      blad.querySelector("input").focus();
      blad.querySelectorAll("button").forEach(function (knop) { knop.disabled = false; knop.classList.remove("bezig"); });
      delete blad.querySelector("form").dataset.verstuurd;
    }).catch(function () {
      var melding = blad.querySelector("[data-slot-melding]");
      melding.textContent = "Geen verbinding. Probeer het zo dadelijk opnieuw.";
      melding.hidden = false;
    });
  }

  function toon() {
    var weg = blad;
    blad = null;
    laatst = gemeld = Date.now();
    if (!weg) return;
    weg.close();
    weg.remove();
    wortel.classList.remove("op-slot");
    if (vorige && vorige.focus) vorige.focus();
  }

  if (kanaal) kanaal.onmessage = function (e) {
    if (e.data.actor !== actor) return;
    if (e.data.wat === "bezig") laatst = Date.now();
    if (e.data.wat === "dicht") dek(true);
    if (e.data.wat === "open") toon();
  };
})();
