package field

import (
	"strconv"
	"strings"
	"time"
)

// The first and the last day the schema accepts in a date.
var (
	firstDay = time.Date(1900, time.January, 1, 0, 0, 0, 0, time.UTC)
	lastDay  = time.Date(2029, time.December, 31, 0, 0, 0, 0, time.UTC)
)

var noDate = &Fault{Text: "Das ist kein Tag des Kalenders zwischen dem 01.01.1900 und dem 31.12.2029."}

// checkDate judges an xs:date of the schema's range. A date with a time zone is
// the moment its day begins there; at the range's two outer moments the
// schema's judge finds no order between it and a bound without zone, and refuses.
func checkDate(text string) *Fault {
	if len(text) < len(time.DateOnly) {
		return noDate
	}
	day, err := time.Parse(time.DateOnly, text[:len(time.DateOnly)])
	if err != nil {
		return noDate
	}
	zone := text[len(time.DateOnly):]
	if zone == "" {
		if day.Before(firstDay) || day.After(lastDay) {
			return noDate
		}
		return nil
	}
	east, ok := parseZone(zone)
	if moment := day.Add(-east); !ok || !moment.After(firstDay) || !moment.Before(lastDay) {
		return noDate
	}
	return nil
}

// parseZone reads "Z", "+01:00" or "-01:00", at most 14 hours.
func parseZone(text string) (east time.Duration, ok bool) {
	if text == "Z" {
		return 0, true
	}
	if len(text) != len("+00:00") || text[3] != ':' || text[0] != '+' && text[0] != '-' {
		return 0, false
	}
	if !digits(text[1:3]) || !digits(text[4:]) {
		return 0, false
	}
	hours, _ := strconv.Atoi(text[1:3])
	minutes, _ := strconv.Atoi(text[4:])
	east = time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if minutes > 59 || east > 14*time.Hour {
		return 0, false
	}
	if text[0] == '-' {
		east = -east
	}
	return east, true
}

// checkYear judges an xs:gYear. In the first and the last year a time zone
// decides: the schema's judge adds it to the year.
func checkYear(text string, limits *Range) *Fault {
	fault := &Fault{Text: "Erwartet wird ein Jahr von " + limits.Min + " bis " + limits.Max + "."}
	if len(text) < len("2026") || !digits(text[:4]) {
		return fault
	}
	year, zone := text[:4], text[4:]
	if strings.Compare(year, limits.Min) < 0 || strings.Compare(year, limits.Max) > 0 {
		return fault
	}
	if zone == "" {
		return nil
	}
	east, ok := parseZone(zone)
	if !ok || year == limits.Min && east <= 0 || year == limits.Max && east >= 0 {
		return fault
	}
	return nil
}
