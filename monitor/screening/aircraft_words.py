"""What stands near an aircraft's mark: words for aircraft, flights and registrations in thirteen languages.

In: nothing. Out: compiled patterns for `monitor.screening.aircraft`. Known as an aircraft's maker or type alike.
Never tells one aircraft from another.
"""

from __future__ import annotations

import re

SERIAL_WORD = re.compile(
    r"\bmsns?\b|\bc/n\b|serial|serien|s[ée]rie\b|seri\b|seryjn|(?:серийн|заводск|серійн|заводськ)\w*|الرقم التسلسلي|"
    r"شماره سریال|序列号|序號|出厂编号",
    re.IGNORECASE,
)
AIRCRAFT = re.compile(
    r"\b(?:aircraft|airplanes?|aeroplanes?|planes?|jets?|airliners?|airlines?|helicopters?|freighters?|tail|flights?|flew|fly|"
    r"flown|flying|land(?:ed|ing)|took off|runways?|airports?|hangars?|reg[i]str\w+|"
    r"boeing|airbus|gulfstream|bombardier|embraer|dassault|falcon|learjet|cessna|antonov|ilyushin|tupolev|b\d{3}|"
    r"a3[0-9]{2}\w*|il-?\d\d|an-?\d{2,3}|tu-?\d{3}|"
    r"avions?|appareils?|h[ée]licopt[èe]res?|vols?|immatricul\w+|a[ée]roports?|atterri\w+|"
    r"\w*flugzeuge?s?n?|maschinen?|\w*jets?|kennzeichen|kennung|flieger|hubschrauber|registrier\w+|flughafen|flug|"
    r"avi[óo]n(?:es)?|aeronaves?|helic[óo]pteros?|matr[ií]culas?|vuelos?|aeropuerto|aterriz\w+|avi[ãa]o|prefixo|voo|"
    r"aere[oi]|velivol[oi]|elicotter[oi]|immatricolat\w+|volo|aeroporto|jato|"
    r"samolot\w*|śmigłow\w+|rejestr\w+|znaki?|lot|lotnisk\w+|uça[kğ]\w*|kuyruk|tescil\w*|jet[iıe]\w*|sefer\w*|havalimanı\w*)\b|"
    r"самол[её]т|авиалайнер|лайнер|вертол[её]т|\bборт|бортов|регистрац|рейс|джет|авиакомпани|аэропорт|боинг|аэробус|"
    r"\b(?:ил|ан|ту|як)-\d|літак|гелікоптер|вертоліт|реєстрац|аеропорт|боїнг|"
    r"طائر|مروحي|رحلة|تسجيل|المسجلة|مطار|بوينغ|إيرباص|ایرباس|هواپیما|پرواز|بالگرد|ثبت|فرودگاه|بوئینگ|ذيل|"
    r"飞机|飛機|客机|客機|货机|貨機|公务机|直升机|航班|机尾|機尾|注册号|註冊|编号|波音|空客",
    re.IGNORECASE,
)
