"""Turns the Toronto DineSafe CSV into places.csv and records.csv for this pack.

    python3 rules/toronto/convert.py toronto-dinesafe.csv OUT_DIR

places.csv has one row per establishment, with the facts of its latest inspection (by date, then
inspection id); records.csv has one row per inspection. Every input row belongs to exactly one
inspection, and the counts printed at the end say so. A row that cannot be placed stops the run.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

KINDS = {
    "food_premises": [
        "Banquet Facility", "Cafeteria - Private Access", "Cafeteria - Public Access", "Church Banquet Facility",
        "Cocktail Bar / Beverage Room", "Commissary", "Community Kitchen (Meal Program)", "Food Bank", "Food Caterer",
        "Food Court Vendor", "Food Take Out", "Private Club", "Restaurant", "Serving Kitchen",
    ],
    "food_store": [
        "Bake Shop", "Bakery", "Butcher Shop", "Fish Shop", "Food Store (Convenience/Variety)",
        "Food Vending Facility", "Supermarket",
    ],
    "food_plant": [
        "Brew Your Own Beer / Wine", "Cheese Plant", "Food Depot", "Food Processing Plant", "Ice Cream Plant",
        "Ice Manufacturing Plant", "Locker Plant", "Meat Processing Plant", "Milk Products Plant",
    ],
    "mobile_food": [
        "Catering Vehicle", "Chartered Cruise Boats", "Fairs / Festivals / Special Occasions", "Flea Market",
        "Food Cart", "Hot Dog Cart", "Ice Cream / Yogurt Vendors", "Mobile Food Preparation Premises",
        "Refreshment Stand (Stationary)",
    ],
    "child_care": ["Child Care - Catered", "Child Care - Food Preparation"],
    "school_kitchen": [
        "College / University Food Services", "Elementary School Food Services",
        "Other Educational Facility Food Services", "Secondary School Food Services", "Student Nutrition Site",
    ],
    "care_home": [
        "Boarding / Lodging Home - Kitchen", "Nursing Home / Home for the Aged", "Rest Home",
        "Retirement Homes(Licensed)", "Retirement Homes(Un-licensed)",
    ],
    "health_facility": ["Hospitals & Health Facilities", "Institutional Food Services"],
}
KIND_OF_TYPE = {name: kind for kind, names in KINDS.items() for name in names}
STATUS = {"Pass": "pass", "Conditional Pass": "conditional_pass"}
OUTCOME = {"Pass": "passed", "Conditional Pass": "conditional"}
SEVERITY = {
    "C - Crucial": "crucial", "S - Significant": "significant", "M - Minor": "minor",
    "NA - Not Applicable": "not_applicable", "": "none",
}

PLACE_COLUMNS = [
    "id", "name", "kinds", "region", "min_inspections", "latest_status",
    "crucial", "significant", "minor", "closure_ordered",
]
RECORD_COLUMNS = ["place", "task", "date", "checker", "outcome"]


class Inspection:
    """One visit: when, what it concluded, and its infraction rows by severity."""

    def __init__(self, row):
        self.id = int(row["inspection_id"])
        self.date = row["inspection_date"]
        self.status = row["establishment_status"]
        self.severities = Counter()
        self.closed = False

    def add(self, row):
        if (row["inspection_date"], row["establishment_status"]) != (self.date, self.status):
            sys.exit(f"inspection {self.id} has rows that disagree (rec {row['rec']})")
        self.severities[SEVERITY[row["severity"]]] += 1
        self.closed |= row["action"] == "Closure Order"


class Establishment:
    """One place and its inspections, in the order of the file."""

    def __init__(self, row):
        self.description = self.describe(row)
        self.id = row["establishment_id"]
        self.name = row["establishment_name"]
        self.kind = KIND_OF_TYPE[row["establishment_type"]]
        self.minimum = row["min_inspections_per_year"]
        self.inspections = {}

    @staticmethod
    def describe(row):
        return row["establishment_name"], row["establishment_type"], row["min_inspections_per_year"]

    def add(self, row):
        if self.describe(row) != self.description:
            sys.exit(f"establishment {self.id} has rows that disagree (rec {row['rec']})")
        inspection = self.inspections.setdefault(row["inspection_id"], Inspection(row))
        inspection.add(row)

    def place_row(self):
        latest = max(self.inspections.values(), key=lambda inspection: (inspection.date, inspection.id))
        counts = latest.severities
        return [
            self.id, self.name, self.kind, "", self.minimum, STATUS[latest.status],
            counts["crucial"], counts["significant"], counts["minor"], "true" if latest.closed else "false",
        ]

    def record_rows(self):
        ordered = sorted(self.inspections.values(), key=lambda inspection: (inspection.date, inspection.id))
        return [[self.id, "inspection", i.date, "city", OUTCOME[i.status]] for i in ordered]


def read(path):
    places, rows = {}, 0
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows += 1
            try:
                places.setdefault(row["establishment_id"], Establishment(row)).add(row)
            except KeyError as unknown:
                sys.exit(f"rec {row['rec']}: no mapping for {unknown}")
    return places, rows


def write(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        count = 0
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: convert.py INPUT.csv OUTPUT_DIR")
    places, rows = read(sys.argv[1])
    out = Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    written_places = write(out / "places.csv", PLACE_COLUMNS, (p.place_row() for p in places.values()))
    written_records = write(out / "records.csv", RECORD_COLUMNS, (r for p in places.values() for r in p.record_rows()))
    counts = Counter()
    for place in places.values():
        for inspection in place.inspections.values():
            counts += inspection.severities
    accounted = sum(counts.values())
    print(f"input rows       {rows}")
    for severity in SEVERITY.values():
        print(f"  {severity:<15}{counts[severity]}")
    print(f"accounted for    {accounted}")
    print(f"places.csv       {written_places}")
    print(f"records.csv      {written_records}")
    if accounted != rows:
        sys.exit("some input rows are not accounted for")


if __name__ == "__main__":
    main()
