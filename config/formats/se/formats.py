"""Dates and numbers in Northern Sámi as they are written in Norway: “njukčamánu 23. b. 2011”, “1 234,5”.

Source: Unicode CLDR, common/main/se.xml, for the names and the numbers; the order of a date is that of the Sámi
parliament's own pages.
"""

DATE_FORMAT = r"E j. \b. Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = r"E j. \b. Y H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = r"E j. \b."
SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y H:i"
FIRST_DAY_OF_WEEK = 1

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"]
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
