"""Units that convert into each other, and currencies, by CLDR's names."""

from glosswire.text.numbers.values import Number

# Unit: its dimension, and how many of the dimension's base it is. NIST Special Publication 811, appendix B.
FACTORS: dict[str, tuple[str, float]] = {
    "length-kilometer": ("length", 1000.0),
    "length-meter": ("length", 1.0),
    "length-centimeter": ("length", 0.01),
    "length-millimeter": ("length", 0.001),
    "length-mile": ("length", 1609.344),
    "length-yard": ("length", 0.9144),
    "length-foot": ("length", 0.3048),
    "length-inch": ("length", 0.0254),
    "mass-tonne": ("mass", 1000.0),
    "mass-kilogram": ("mass", 1.0),
    "mass-gram": ("mass", 0.001),
    "mass-pound": ("mass", 0.45359237),
    "pound": ("mass", 0.45359237),  # as money's noun: English has one word for both
    "mass-ounce": ("mass", 0.028349523),
    "mass-stone": ("mass", 6.35029318),
    "mass-ton": ("mass", 907.18474),
    "area-square-kilometer": ("area", 1e6),
    "area-hectare": ("area", 1e4),
    "area-square-meter": ("area", 1.0),
    "area-square-mile": ("area", 2589988.0),
    "area-acre": ("area", 4046.8564),
    "area-square-foot": ("area", 0.09290304),
    "volume-liter": ("volume", 1.0),
    "volume-gallon": ("volume", 3.785412),
    "volume-barrel": ("volume", 158.9873),
    # A speed's number converts as its length does, and "85 mph" is often "135 km/h" in two words.
    "speed-kilometer-per-hour": ("length", 1000.0),
    "speed-mile-per-hour": ("length", 1609.344),
    "temperature-celsius": ("temperature", 1.0),
    "temperature-fahrenheit": ("temperature", 5 / 9),
    "duration-year": ("duration", 365.25),
    "duration-month": ("duration", 30.4375),
    "duration-week": ("duration", 7.0),
    "duration-day": ("duration", 1.0),
    "duration-hour": ("duration", 1 / 24),
    "duration-minute": ("duration", 1 / 1440),
    "duration-second": ("duration", 1 / 86400),
    "concentr-percent": ("percent", 1.0),
}

# A converted number is rounded by whoever converts: in NTREX's first half 550 pounds are 227, 240 and 250 kilograms,
# 30 yards are 25 metres, and one inch of rain is 2 or 3 centimetres.
ROUNDING, LEAST = 0.1, 0.65

# ISO 4217: the English noun under which news speaks of the money.
CURRENCIES: dict[str, str] = {
    "USD": "dollar", "CAD": "dollar", "AUD": "dollar", "NZD": "dollar", "HKD": "dollar", "TWD": "dollar",
    "SGD": "dollar", "EUR": "euro", "GBP": "pound", "EGP": "pound", "JPY": "yen", "CNY": "yuan", "RUB": "ruble",
    "BYN": "ruble", "INR": "rupee", "PKR": "rupee", "LKR": "rupee", "NPR": "rupee", "IDR": "rupiah", "TRY": "lira",
    "UAH": "hryvnia", "PLN": "zloty", "CHF": "franc", "KRW": "won", "BRL": "real", "MXN": "peso", "ARS": "peso",
    "SEK": "krona", "NOK": "krone", "DKK": "krone", "CZK": "koruna", "HUF": "forint", "RON": "leu", "ILS": "shekel",
    "IRR": "rial", "SAR": "riyal", "AED": "dirham", "ZAR": "rand", "NGN": "naira", "KES": "shilling", "THB": "baht",
    "VND": "dong", "KZT": "tenge", "GEL": "lari", "AMD": "dram", "AZN": "manat", "BDT": "taka", "PHP": "peso",
}  # fmt: skip


def converted(number: Number, unit: str, other: str) -> float | None:
    """The number of one unit in another of its dimension; None where they have none in common."""
    if unit == "temperature-fahrenheit":
        return (number - 32) * 5 / 9
    if unit not in FACTORS or other not in FACTORS or FACTORS[unit][0] != FACTORS[other][0] or unit == other:
        return None
    if other == "temperature-fahrenheit":
        return number * 9 / 5 + 32
    return number * FACTORS[unit][1] / FACTORS[other][1]


def is_about(number: Number, other: float) -> bool:
    """Whether somebody who converts may have rounded one to the other."""
    return abs(number - other) <= max(ROUNDING * abs(other), LEAST)
