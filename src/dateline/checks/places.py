"""Words for countries and their people, which are too common to identify a name."""

_PLACES = """
afghanistan/afghan africa/african albania/albanian algeria/algerian
america/american/americans/us/u.s/usa/united/states argentina/argentine armenia/armenian asia/asian
australia/australian/australians austria/austrian azerbaijan/azerbaijani bangladesh/bangladeshi belarus/belarusian
belgium/belgian bolivia/bolivian brazil/brazilian britain/british/uk/england/english bulgaria/bulgarian
cambodia/cambodian canada/canadian/canadians chile/chilean china/chinese colombia/colombian croatia/croatian
cuba/cuban cyprus/cypriot czechia/czech denmark/danish egypt/egyptian estonia/estonian ethiopia/ethiopian
europe/european/europeans/eu finland/finnish france/french georgia/georgian germany/german/germans ghana/ghanaian
greece/greek hungary/hungarian iceland/icelandic india/indian/indians indonesia/indonesian iran/iranian iraq/iraqi
ireland/irish israel/israeli/israelis italy/italian japan/japanese jordan/jordanian kazakhstan/kazakh kenya/kenyan
korea/korean kuwait/kuwaiti laos/laotian latvia/latvian lebanon/lebanese libya/libyan lithuania/lithuanian luxembourg
malaysia/malaysian malta/maltese mexico/mexican moldova/moldovan mongolia/mongolian morocco/moroccan myanmar
nepal/nepali netherlands/dutch zealand nigeria/nigerian norway/norwegian oman/omani pakistan/pakistani
palestine/palestinian/palestinians panama/panamanian peru/peruvian philippines/philippine/filipino poland/polish
portugal/portuguese qatar/qatari romania/romanian russia/russian/russians rwanda/rwandan saudi/arabia/arab
serbia/serbian singapore/singaporean slovakia/slovak slovenia/slovenian somalia/somali spain/spanish sudan/sudanese
sweden/swedish switzerland/swiss syria/syrian taiwan/taiwanese tanzania/tanzanian thailand/thai tunisia/tunisian
turkey/turkish/türkiye uganda/ugandan ukraine/ukrainian emirates/uae uruguay/uruguayan uzbekistan/uzbek
venezuela/venezuelan vietnam/vietnamese west/western yemen/yemeni zambia/zambian zimbabwe/zimbabwean kingdom north
south east northern southern eastern latin
"""
PLACES = frozenset(_PLACES.replace("/", " ").split())
