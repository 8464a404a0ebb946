"""The names of the months in German, French and Spanish, as they are written in a text; English ones are in `moment`."""

_BY_LANGUAGE = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "de-AT": "Jänner Feber März April Mai Juni Juli August September Oktober November Dezember",
    "de short": "Jan. Feb. Mrz. Apr. Mai Jun. Jul. Aug. Sept. Okt. Nov. Dez.",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "fr short": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "es short": "ene. feb. mar. abr. may. jun. jul. ago. sep. oct. nov. dic.",
}
MONTH_NAMES = {name: number for names in _BY_LANGUAGE.values() for number, name in enumerate(names.split(), 1)} | {"setiembre": 9}
"""The name of a month → its number."""
