"""Pools for invented people. Pairs that are well-known persons' names are left out by `KNOWN_PERSONS`."""

from __future__ import annotations

from random import Random

SINGLE_NAME_SHARE = 0.1
OUTSIDER_SHARE = 0.15

FIRST_NAMES: dict[tuple[str, str], tuple[str, ...]] = {
    ("JAVA", "M"): (
        "Wahyudi", "Teguh", "Slamet", "Sugeng", "Eko", "Dwi", "Tri", "Bagus", "Aris", "Joko", "Agung",
        "Yanto",
        "Heri", "Kuswanto", "Mujiono", "Nur", "Puji", "Rudi", "Sarwo", "Tono", "Untung", "Wawan", "Yulianto",
        "Andri", "Catur", "Danang", "Fajar", "Galih", "Imam", "Kukuh",
    ),
    ("JAVA", "F"): (
        "Sri", "Endang", "Wiwik", "Ratna", "Yuliani", "Siti", "Dewi", "Lestari", "Ningsih", "Tutik",
        "Retno",
    ),
    ("SUNDA", "M"): (
        "Asep", "Dadang", "Ujang", "Cecep", "Deden", "Encep", "Iwan", "Jajang", "Koswara", "Maman", "Nandang",
        "Oman", "Rohmat", "Tatang", "Usep", "Yayan", "Aep", "Endang", "Ade", "Ceceng",
    ),
    ("SUNDA", "F"): ("Neneng", "Euis", "Lilis", "Cucu", "Iis", "Tati", "Nining", "Rina", "Yeyen", "Imas"),
    ("MALAY", "M"): (
        "Zulkifli", "Rahmat", "Syahrul", "Hamdani", "Jamaluddin", "Khairul", "Mahmud", "Rusli", "Saparuddin",
        "Tarmizi", "Ruslan", "Yusri", "Zainal", "Hairil", "Normansyah", "Idham", "Fahrul", "Suhaimi", "Bakri",
    ),
    ("MALAY", "F"): ("Nurhayati", "Rosmini", "Salmah", "Zubaidah", "Mariam", "Halimah", "Norlaila", "Rabiah"),
    ("DAYAK", "M"): (
        "Agustinus", "Bonifasius", "Damianus", "Eligius", "Fransiskus", "Heronimus", "Kristianus",
        "Lorensius",
        "Markus", "Petrus", "Silvanus", "Stepanus", "Yohanes", "Albertus", "Donatus", "Emanuel", "Sabinus",
    ),
    ("DAYAK", "F"): ("Yuliana", "Kristina", "Veronika", "Martina", "Agnes", "Theresia", "Elisabet", "Lusia"),
    ("MINANG", "M"): (
        "Afrizal", "Bustamam", "Dasril", "Efrizal", "Firdaus", "Hendri", "Irwandi", "Jasman", "Marjohan",
        "Nofrizal",
        "Rinaldi", "Syafrizal", "Yonmaizal", "Zulfahmi", "Edison", "Masrizal", "Rafles", "Dodi", "Novri",
    ),
    ("MINANG", "F"): (
        "Yusmaniar", "Desmawati", "Elfina", "Gusmawati", "Nelvita", "Rosnelli", "Syofia", "Yurnalis",
    ),
}  # fmt: skip
LAST_NAMES: dict[tuple[str, str], tuple[str, ...]] = {
    ("JAVA", "M"): (
        "Kusmanto", "Wijanarko", "Setyabudi", "Pambudi", "Purwadi", "Sutopo", "Haryadi", "Nurcahyo", "Susilo",
        "Hermawan", "Saputro", "Wicaksono", "Muryanto", "Sumarno", "Triyono", "Kristanto", "Budiarto",
        "Prakosa",
        "Handono", "Subagyo", "Waluyo", "Marsudi", "Yuwono", "Sasongko", "Winarno", "Darmaji",
    ),
    ("JAVA", "F"): (
        "Wahyuni", "Rahayu", "Handayani", "Purwanti", "Kusumawati", "Suharti", "Widyastuti", "Utami",
    ),
    ("SUNDA", "M"): (
        "Sukmana", "Permana", "Suherman", "Kurnia", "Sopandi", "Ruhiyat", "Wiganda", "Suparman", "Somantri",
        "Nugraha", "Rukmana", "Setiadi", "Hidayatullah", "Sobandi", "Taryana", "Sutisna",
    ),
    ("SUNDA", "F"): (
        "Rohaeni", "Komalasari", "Nuraeni", "Mulyati", "Sumiati", "Kartini", "Rostiana", "Maryani",
    ),
    ("MALAY", "M"): (
        "Abdurrahim", "Effendi", "Syahputra", "Ardiansyah", "Basri", "Harun", "Ismail", "Jailani", "Mansur",
        "Noor", "Saleh", "Tamrin", "Usman", "Wahab", "Yahya", "Marzuki",
    ),
    ("MALAY", "F"): ("Aminah", "Fatimah", "Hasanah", "Jamilah", "Sakinah", "Zahara", "Aisyah", "Rahmah"),
    ("DAYAK", "M"): (
        "Acin", "Bujang", "Cangkung", "Dungan", "Embau", "Gani", "Ilon", "Jampi", "Kunyit", "Lunsa",
        "Meran", "Nyabat",
        "Pagang", "Rangkap", "Sambas", "Tungku", "Ujai", "Yusman",
    ),
    ("DAYAK", "F"): ("Antina", "Bulan", "Dayang", "Intan", "Kumang", "Lindai", "Mentari", "Rungai"),
    ("MINANG", "M"): (
        "Caniago", "Koto", "Piliang", "Sikumbang", "Tanjung", "Jambak", "Guci", "Malayu", "Panyalai",
        "Mandaliko",
        "Pitopang", "Simabur", "Kampai", "Bodi",
    ),
    ("MINANG", "F"): ("Caniago", "Koto", "Piliang", "Sikumbang", "Tanjung", "Jambak", "Guci", "Kampai"),
}  # fmt: skip
SINGLE_NAMES: dict[str, tuple[str, ...]] = {
    "M": (
        "Sukirman", "Wagiman", "Ngadimin", "Paidi", "Tukiran", "Sarjono", "Kasiman", "Poniran", "Sutarno",
        "Warsito",
        "Rasidi", "Tarjo", "Kamsari", "Daryono", "Suwito", "Karsono", "Muslikh", "Sakiman", "Jumadi",
        "Rohmadi",
        "Casmadi", "Tasripin", "Durohman", "Kasturi", "Mashudi", "Nasikhin", "Sodikin", "Turmudi",
        "Wasito", "Zaenuri",
    ),
    "F": (
        "Sumarni", "Warsiti", "Tukinah", "Rumiyati", "Kasmirah", "Suryani", "Partini", "Darsiti",
        "Muntiah", "Saodah",
    ),
}  # fmt: skip
BIRTH_PLACES: dict[str, tuple[str, ...]] = {
    "JAVA": (
        "Pekalongan", "Batang", "Kajen", "Pemalang", "Tegal", "Kendal", "Semarang", "Brebes", "Wonosobo",
        "Banjarnegara", "Demak", "Purbalingga",
    ),
    "SUNDA": ("Garut", "Ciamis", "Tasikmalaya", "Sumedang", "Subang", "Cianjur", "Majalengka", "Kuningan"),
    "MALAY": (
        "Ketapang", "Kotabaru", "Sambas", "Martapura", "Tanjung", "Pagatan", "Sukadana", "Bandar Lampung",
        "Kalianda",
    ),
    "DAYAK": ("Ketapang", "Sanggau", "Sintang", "Ngabang", "Sekadau", "Nanga Tayap", "Sandai", "Bengkayang"),
    "MINANG": (
        "Padang", "Pariaman", "Payakumbuh", "Bukittinggi", "Solok", "Painan", "Batusangkar", "Lubuk Basung",
    ),
}  # fmt: skip
HEALTH_LIMITS = (
    "Buta warna parsial",
    "Asma",
    "Nyeri punggung bawah, tidak boleh mengangkat beban berat",
    "Hipertensi terkontrol",
    "Rabun jauh, memakai kacamata",
    "Alergi debu",
    "Gangguan pendengaran ringan",
    "Cedera lama pada tangan kiri",
)

LIMIT_NAMES = {
    "Buta warna parsial": "COLOUR_BLIND",
    "Asma": "DUST_SMOKE",
    "Nyeri punggung bawah, tidak boleh mengangkat beban berat": "NO_HEAVY_LIFTING",
    "Alergi debu": "DUST_SMOKE",
    "Gangguan pendengaran ringan": "LOW_HEARING",
    "Cedera lama pada tangan kiri": "HANDS",
}

# Public figures whose names the pools could otherwise form.
KNOWN_PERSONS = frozenset(
    {
        "Agus Andrianto",
        "Joko Susilo",
        "Joko Widodo",
        "Sri Mulyani",
        "Sri Rahayu",
        "Iwan Kurnia",
        "Bagus Kurnia",
        "Wawan Hermawan",
        "Asep Nugraha",
        "Zulkifli Hasan",
        "Dewi Kartini",
        "Fajar Nugraha",
        "Ratna Wahyuni",
        "Khairul Tanjung",
        "Irwandi Yusuf",
        "Hendri Susilo",
        "Teguh Susilo",
        "Rahmat Effendi",
        "Rusli Zainal",
        "Zainal Effendi",
    }
)


def invent_name(rng: Random, sex: str, home: str, taken: set[str]) -> str:
    """A name not yet in `taken`, which it joins; mostly of the home culture, now and then a single name.

    Raises KeyError for an unknown sex or home.
    """
    while True:
        name = _draw(rng, sex, home)
        if name not in taken and name not in KNOWN_PERSONS:
            taken.add(name)
            return name


def _draw(rng: Random, sex: str, home: str) -> str:
    if rng.random() < SINGLE_NAME_SHARE:
        return rng.choice(SINGLE_NAMES[sex])
    culture = rng.choice(sorted(BIRTH_PLACES)) if rng.random() < OUTSIDER_SHARE else home
    return f"{rng.choice(FIRST_NAMES[culture, sex])} {rng.choice(LAST_NAMES[culture, sex])}"
