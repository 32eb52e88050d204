"""Words that mean a number, a month, a day of the week or an hour, language by language."""

MONTHS = {
    "fr": [
        *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre"),
        *("octobre", "novembre", "décembre"),
    ],
    "en": [
        *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
        *("October", "November", "December"),
    ],
}
ABBREVIATED = {
    "fr": {
        "janvier": "janv",
        "février": "févr",
        "juillet": "juil",
        "septembre": "sept",
        "octobre": "oct",
        "novembre": "nov",
        "décembre": "déc",
    },
    "en": {name: name[:3] for name in MONTHS["en"]} | {"September": "Sept?"},
}
#: English months that are other words too.
AMBIGUOUS = {"May", "March"}
WEEKDAYS = {
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "ko": list("월화수목금토일"),
}
#: What a figure is multiplied by.
MAGNITUDES = {
    "fr": {"mille": 10**3, "million": 10**6, "milliard": 10**9},
    "en": {"thousand": 10**3, "million": 10**6, "billion": 10**9},
    "ko": {"백": 10**2, "천": 10**3, "만": 10**4, "억": 10**8, "조": 10**12},
}
_FRENCH = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
    " seize dix-sept dix-huit dix-neuf vingt"
)
_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen twenty"
)
_KOREAN = (
    "영 하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉 열 열하나 열둘 열셋 열넷 열다섯 열여섯 열일곱"
    " 열여덟 열아홉 스물"
)
NUMBERS = {
    "fr": {word: value for value, word in enumerate(_FRENCH.split())}
    | {"une": 1, "premier": 1, "première": 1, "second": 2, "seconde": 2, "deuxième": 2}
    | {"troisième": 3, "quatrième": 4, "cinquième": 5, "sixième": 6, "dixième": 10}
    | {"trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100, "cents": 100}
    | {"mille": 1000, "million": 10**6, "milliard": 10**9, "trentaine": 30, "centaine": 100}
    | {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "cinquantaine": 50},
    "en": {word: value for value, word in enumerate(_ENGLISH.split())}
    | {"a": 1, "an": 1, "first": 1, "once": 1, "single": 1, "second": 2, "twice": 2, "both": 2}
    | {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10, "thirty": 30, "forty": 40}
    | {"fifty": 50, "sixty": 60, "hundred": 100, "thousand": 1000, "dozen": 12}
    | {"million": 10**6, "billion": 10**9},
    "ko": {word: value for value, word in enumerate(_KOREAN.split())}
    | {"한": 1, "첫": 1, "첫째": 1, "두": 2, "둘째": 2, "양": 2, "세": 3, "셋째": 3, "네": 4}
    | {"스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "백": 100, "천": 1000, "만": 10_000}
    | {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "열흘": 10, "보름": 15},
}
#: Hours of the day by name, in minutes from midnight, and parts of an hour.
HOURS = {
    "fr": {r"\bmidi\b(?!-)": 720, r"\bminuit\b": 0, r"\bdemi-heure": 30, r"\bquart d['’]heure": 15},
    "en": {r"\bnoon\b": 720, r"\bmidnight\b": 0, r"\bhalf[- ](?:an )?hour": 30, r"\bquarter": 15},
    "ko": {"정오": 720, "자정": 0, "반시간": 30},
}
