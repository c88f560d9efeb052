"""Plain words in forms, instead of Django's own."""

from django import forms

from thuiscompagnie.vloer.formulieren import HuisFormulier


class Proef(HuisFormulier):
    naam = forms.CharField()
    dag = forms.DateField()
    zeker = forms.BooleanField()
    soort = forms.ChoiceField(choices=[("", "---------"), ("a", "Appel")])
    vraag = forms.ChoiceField(choices=[("", "---------"), ("a", "Appel")], widget=forms.RadioSelect)


def test_a_refusal_is_said_in_plain_words():
    fouten = Proef({"dag": "31/2/2014", "soort": "x"}).errors
    assert fouten["naam"] == ["Vul dit nog in."]
    assert fouten["dag"] == ["Deze datum bestaat niet. Schrijf bijvoorbeeld 3/3/2014."]
    assert fouten["zeker"] == ["Vink dit aan om verder te gaan."]
    assert fouten["soort"] == ["Kies een van de antwoorden uit de lijst."]


def test_an_open_choice_says_choose_instead_of_dashes():
    form = Proef()
    assert form.fields["soort"].choices[0] == ("", "Kies …")
    assert form.fields["vraag"].choices[0] == ("", "niets gekozen")
    assert "---" not in form.as_p()
