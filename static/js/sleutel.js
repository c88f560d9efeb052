/* Passkeys: a form with data-sleutel (the server's options as JSON) asks the browser for a key and sends its
   answer in the hidden field. With data-sleutel-nieuw a key is made. Stays hidden where it cannot work, and so
   does what leads there (data-met-sleutel). */
(function () {
  "use strict";

  function lees(tekst) {
    var basis = tekst.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(basis), function (t) { return t.charCodeAt(0); }).buffer;
  }

  function schrijf(buffer) {
    var tekst = "";
    new Uint8Array(buffer).forEach(function (b) { tekst += String.fromCharCode(b); });
    return btoa(tekst).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function klaar(opties) {
    opties.challenge = lees(opties.challenge);
    if (opties.user) opties.user.id = lees(opties.user.id);
    ["excludeCredentials", "allowCredentials"].forEach(function (lijst) {
      (opties[lijst] || []).forEach(function (sleutel) { sleutel.id = lees(sleutel.id); });
    });
    return opties;
  }

  function antwoord(sleutel) {
    var uit = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (naam) {
      if (sleutel.response[naam]) uit[naam] = schrijf(sleutel.response[naam]);
    });
    if (sleutel.response.getTransports) uit.transports = sleutel.response.getTransports();
    return JSON.stringify({
      id: sleutel.id,
      rawId: schrijf(sleutel.rawId),
      type: sleutel.type,
      response: uit,
      clientExtensionResults: sleutel.getClientExtensionResults()
    });
  }

  function start(form) {
    var veld = form.querySelector("[name=credential]");
    var melding = form.querySelector("[data-sleutel-melding]");
    form.hidden = false;
    form.addEventListener("submit", function (e) {
      if (veld.value) return;
      e.preventDefault();
      var opties = { publicKey: klaar(JSON.parse(form.getAttribute("data-sleutel")).publicKey) };
      var vraag = form.hasAttribute("data-sleutel-nieuw") ? "create" : "get";
      navigator.credentials[vraag](opties).then(function (sleutel) {
        veld.value = antwoord(sleutel);
        form.submit();
      }).catch(function () {
        melding.textContent = "Dat lukte niet, of u brak het af. Probeer het nog eens of kies een andere manier.";
      });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (!window.PublicKeyCredential || !navigator.credentials || !window.isSecureContext) return;
    document.querySelectorAll("form[data-sleutel]").forEach(start);
    document.querySelectorAll("[data-met-sleutel]").forEach(function (deel) { deel.hidden = false; });
  });
})();
