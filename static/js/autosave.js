/* Keeps what is typed: a form with data-autosave="URL" is sent there within 5 seconds after
   a change, on leaving a field and on leaving the page. Shows "bewaard 14.02 u." in
   [data-autosave-status]; says clearly when it is not saved, and tries again. After a log-out the
   typed text stays on the page: it is kept as soon as the same person has logged in again in
   another tab, and the form is not sent away before that. */
(function () {
  "use strict";
  var WACHT = 4000;
  var OPNIEUW = [5000, 10000, 20000, 30000];

  /* A log-in renews the token that protects forms: the cookie always has the right one. */
  function penning() {
    var koek = document.cookie.match(/(?:^|; )(?:__Host-csrf|csrftoken)=([^;]+)/);
    return koek ? koek[1] : "";
  }

  function klok() {
    var nu = new Date();
    return String(nu.getHours()) + "." + String(nu.getMinutes()).padStart(2, "0") + "\u00a0u.";
  }

  function start(form) {
    var adres = form.getAttribute("data-autosave");
    var vak = form.querySelector("[data-autosave-status]") || document.querySelector("[data-autosave-status]");
    var laatst = inhoud();
    var wekker = null;
    var bezig = false;
    var pogingen = 0;
    var klaar = false;
    var afgemeld = false;

    if (vak) vak.setAttribute("aria-live", "polite");

    function inhoud() {
      var velden = new URLSearchParams();
      new FormData(form).forEach(function (waarde, naam) {
        if (naam === "csrfmiddlewaretoken") waarde = penning() || waarde;
        if (typeof waarde === "string") velden.append(naam, waarde);
      });
      return velden.toString();
    }

    function toon(tekst, stand) {
      if (!vak || vak.textContent === tekst) return;
      vak.textContent = tekst;
      vak.setAttribute("data-stand", stand);
    }

    function straks(na) {
      window.clearTimeout(wekker);
      wekker = window.setTimeout(bewaar, na);
    }

    function mislukt(tekst) {
      toon(tekst, "fout");
      straks(OPNIEUW[Math.min(pogingen, OPNIEUW.length - 1)]);
      pogingen += 1;
    }

    function bewaar(slot) {
      window.clearTimeout(wekker);
      var nu = inhoud();
      if (klaar || nu === laatst || (bezig && slot !== true)) return;
      bezig = true;
      fetch(adres, {
        method: "POST",
        body: nu,
        credentials: "same-origin",
        redirect: "manual",
        keepalive: slot === true && nu.length < 60000,
        headers: {
          "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
          "X-Achtergrond": "1",
          "X-Actor": document.documentElement.getAttribute("data-actor") || ""
        }
      }).then(function (antwoord) {
        bezig = false;
        if (antwoord.ok) {
          laatst = nu;
          pogingen = 0;
          afgemeld = false;
          document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach(function (veld) {
            veld.value = penning() || veld.value;
          });
          toon("bewaard " + klok(), "goed");
          if (inhoud() !== laatst) straks(WACHT);
        } else if (antwoord.type === "opaqueredirect" || antwoord.status === 401 || antwoord.status === 403) {
          afgemeld = true;
          mislukt("Nog niet bewaard: u bent afgemeld. Meld u aan in een nieuw tabblad. Uw tekst blijft hier staan.");
        } else if (antwoord.status === 409) {
          afgemeld = true;
          mislukt("Nog niet bewaard: u bent nu aangemeld in een andere rol. Wissel terug in een nieuw tabblad. Uw tekst blijft hier staan.");
        } else {
          mislukt("Nog niet bewaard. We proberen het zo dadelijk opnieuw.");
        }
      }).catch(function () {
        bezig = false;
        mislukt("Nog niet bewaard: geen verbinding. We proberen het zo dadelijk opnieuw.");
      });
    }

    form.addEventListener("input", function () { straks(WACHT); });
    form.addEventListener("change", function () { straks(WACHT); });
    form.addEventListener("focusout", function () { bewaar(); });
    form.addEventListener("submit", function (e) {
      if (afgemeld) {
        e.preventDefault();
        laatst = "";
        bewaar();
        return;
      }
      klaar = true;
      window.clearTimeout(wekker);
    });
    window.addEventListener("pagehide", function () { bewaar(true); });
    document.addEventListener("visibilitychange", function () { if (document.hidden) bewaar(true); });
    window.addEventListener("online", function () { bewaar(); });
    window.addEventListener("pageshow", function () { klaar = false; });
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("form[data-autosave]").forEach(start);
  });
})();
