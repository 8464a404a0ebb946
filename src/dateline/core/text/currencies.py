"""The currencies of ISO 4217 with the signs and names that people write; several currencies may share a name."""

TABLE = """
USD us$ dollar dollars us-dollar us-dollars dólar dólares american-dollars
EUR € euro euros
GBP £ pound pounds sterling british-pound british-pounds pounds-sterling livres-sterling
CNY cn¥ rmb yuan renminbi 元 人民币 chinese-yuan
JPY jp¥ yen 円 日元 japanese-yen
CHF franc francs franken sfr fr. swiss-franc swiss-francs schweizer-franken francs-suisses francos-suizos
AUD a$ au$ dollar dollars australian-dollar australian-dollars
CAD c$ ca$ dollar dollars canadian-dollar canadian-dollars
NZD nz$ dollar dollars new-zealand-dollars
HKD hk$ dollar dollars 港元 hong-kong-dollars
SGD s$ sg$ dollar dollars singapore-dollars
TWD nt$ dollar dollars taiwan-dollars new-taiwan-dollars
KRW ₩ won south-korean-won
INR ₹ rs rupee rupees indian-rupee indian-rupees
SEK krona kronor kr swedish-krona swedish-kronor kronen
NOK krone kroner kr norwegian-krone norwegian-kroner kronen
DKK krone kroner kr danish-krone danish-kroner kronen
ISK króna krónur krona kronur kr
BRL r$ reais brazilian-reais
MXN mx$ peso pesos mex$ mexican-peso mexican-pesos pesos-mexicanos
ARS peso pesos argentine-pesos pesos-argentinos
CLP peso pesos chilean-pesos pesos-chilenos
COP peso pesos colombian-pesos pesos-colombianos
PHP ₱ peso pesos
UYU peso pesos
DOP peso pesos
CUP peso pesos
RUB ₽ rouble roubles ruble rubles russian-roubles russian-rubles
BYN rouble roubles ruble rubles
PLN zł zloty zlotys złoty polish-zloty polish-zlotys
CZK kč koruna korunas czech-koruna czech-korunas
HUF forint forints
RON leu lei
MDL leu lei
BGN leva
UAH ₴ hryvnia hryvnias
TRY ₺ lira liras turkish-lira turkish-liras
ILS ₪ shekel shekels
ZAR rand
NGN ₦ naira
GHS cedi cedis
KES shilling shillings
TZS shilling shillings
UGX shilling shillings
SOS shilling shillings
EGP pound pounds egyptian-pounds
LBP pound pounds
SYP pound pounds
SDG pound pounds
SSP pound pounds
GIP pound pounds
FKP pound pounds
SHP pound pounds
PKR rupee rupees pakistani-rupees
LKR rupee rupees
NPR rupee rupees
MUR rupee rupees
SCR rupee rupees
THB ฿ baht
VND ₫ dong
IDR rupiah
MYR ringgit
BDT taka
KZT ₸ tenge
GEL ₾ lari
AMD ֏ dram
AZN ₼ manat
TMT manat
AED dirham dirhams
MAD dirham dirhams
SAR riyal riyals
QAR riyal riyals
OMR rial rials
IRR rial rials
YER rial rials
KWD dinar dinars
BHD dinar dinars
JOD dinar dinars
IQD dinar dinars
LYD dinar dinars
DZD dinar dinars
TND dinar dinars
RSD dinar dinars
XAF franc francs
XOF franc francs
XPF franc francs
RWF franc francs
BIF franc francs
DJF franc francs
GNF franc francs
KMF franc francs
CDF franc francs
ETB birr
ZMW kwacha
MWK kwacha
LAK ₭ kip
MMK kyat
KHR riel riels
MNT ₮ tugrik
GTQ quetzal quetzales
HNL lempira lempiras
PYG ₲ guarani guaranies
BOB boliviano bolivianos
CRC ₡
ALL lek
AFN afghani afghanis
AOA kwanza
ANG
AWG
BAM
BBD dollar dollars
BMD dollar dollars
BND dollar dollars
BSD dollar dollars
BTN ngultrum
BWP pula
BZD dollar dollars
CVE escudo escudos
ERN nakfa
FJD dollar dollars
GMD dalasi
GYD dollar dollars
HTG gourde gourdes
JMD dollar dollars
KGS
KPW won
KYD dollar dollars
LRD dollar dollars
LSL
MGA ariary
MKD denar denars
MOP pataca patacas
MRU ouguiya
MVR rufiyaa
MZN metical meticais
NAD dollar dollars
NIO córdoba córdobas
PAB balboa balboas
PEN
PGK kina
SBD dollar dollars
SLE leone leones
SRD dollar dollars
STN dobra dobras
SVC
SZL lilangeni
TJS somoni
TOP paanga
TTD dollar dollars
UZS
VES bolívar bolívares
VUV vatu
WST tala
XCD dollar dollars
ZWG
"""
"""On each line a code, then its signs and names. If several codes share a name, the first is the likeliest."""

_ROWS = [line.split() for line in TABLE.split("\n") if line]
CODES = tuple(row[0] for row in _ROWS)

NAMED: dict[str, tuple[str, ...]] = {}
"""A sign, a name or a code in lower case → the codes that it may mean, the likeliest first."""
for _code, *_names in _ROWS:
    for _name in (_code.casefold(), *_names):
        NAMED[_name] = (*NAMED.get(_name, ()), _code)
NAMED["$"] = NAMED["dollars"]
NAMED["¥"] = ("¥", "CNY", "JPY")
