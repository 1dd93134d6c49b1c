package field

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The first and the last day the schema accepts in a date.
var (
	firstDay = time.Date(1900, time.January, 1, 0, 0, 0, 0, time.UTC)
	lastDay  = time.Date(2029, time.December, 31, 0, 0, 0, 0, time.UTC)
)

// What can be wrong with a date: three causes, three sentences.
var (
	noDay      = &Fault{Text: "Diesen Tag gibt es im Kalender nicht."}
	outOfRange = &Fault{Text: "Erlaubt sind nur Tage vom 01.01.1900 bis zum 31.12.2029."}
	noForm     = &Fault{Text: "Das ist kein Datum. In einer Datei steht es als JJJJ-MM-TT, z. B. 2026-05-14."}
	germanForm = &Fault{Text: "Das Datum steht in deutscher Form (TT.MM.JJJJ); verlangt ist JJJJ-MM-TT, z. B. 2026-05-14."}
	zeroDay    = &Fault{Text: "Ein unbekannter Tag oder Monat wird nicht als 00 geschrieben, sondern geschätzt, mit der Datumsgenauigkeit T (Tag) oder M (Monat)."}
	emptyValue = &Fault{Text: "Der Wert ist leer."}
)

var (
	dayShape     = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}`)
	germanShape  = regexp.MustCompile(`^([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})$`)
	isoZero      = regexp.MustCompile(`^[0-9]{4}-(00-[0-9]{2}|[0-9]{2}-00)$`)
	germanZero   = regexp.MustCompile(`^(00?\.[0-9]{1,2}|[0-9]{1,2}\.00?)\.[0-9]{4}$`)
	dayWithClock = regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9]{2}:[0-9]{2}(:[0-9.]+)?(Z|[+-][0-9]{2}:[0-9]{2})?$`)
)

// dateFault says why a text is no date in the schema's spelling.
func dateFault(text string) *Fault {
	plain := strings.TrimSpace(text)
	switch {
	case plain == "":
		return emptyValue
	case isoZero.MatchString(plain) || germanZero.MatchString(plain):
		return zeroDay
	case germanShape.MatchString(plain):
		return germanFault(plain)
	case plain != text && checkDate(plain) == nil:
		return &Fault{Text: "Vor oder nach dem Datum steht ein Leerzeichen."}
	case dayShape.MatchString(plain) && len(plain) == len(time.DateOnly):
		return noDay
	}
	return noForm
}

// germanFault is what is wrong with a date as Germans write it: its form only where
// it is a day.
func germanFault(text string) *Fault {
	switch day, err := time.Parse("2.1.2006", text); {
	case err != nil:
		return noDay
	case day.Before(firstDay) || day.After(lastDay):
		return outOfRange
	}
	return germanForm
}

// checkDate judges an xs:date of the schema's range. A date with a time zone is
// the moment its day begins there; at the range's two outer moments the
// schema's judge finds no order between it and a bound without zone, and refuses.
func checkDate(text string) *Fault {
	if len(text) < len(time.DateOnly) {
		return dateFault(text)
	}
	day, err := time.Parse(time.DateOnly, text[:len(time.DateOnly)])
	if err != nil {
		return dateFault(text)
	}
	zone := text[len(time.DateOnly):]
	if zone == "" {
		if day.Before(firstDay) || day.After(lastDay) {
			return outOfRange
		}
		return nil
	}
	east, ok := parseZone(zone)
	if !ok {
		return dateFault(text)
	}
	if moment := day.Add(-east); !moment.After(firstDay) || !moment.Before(lastDay) {
		return outOfRange
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
	if text == "" {
		return emptyValue
	}
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
