package field

import (
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// Mended is a value of a document from elsewhere as this program would write it,
// and in German words what was changed, "" where nothing was. What the schema takes
// is left alone, but for letters in pieces: the standard wants them composed
// (UTF-8 in NFC) before it judges.
func (t *Type) Mended(text string) (mended, what string) {
	if t.Kind == Date {
		return t.mendedDate(text)
	}
	if t.Check(text) == nil {
		if composed := norm.NFC.String(text); (t.Kind == Text || t.Kind == LongText) && composed != text {
			return composed, "zerlegte Buchstaben zusammengesetzt"
		}
		return text, ""
	}
	if mended = t.Normal(text); mended == text || mended == "" {
		return text, ""
	}
	return mended, t.mendWords(text, mended)
}

// mendWords says step by step what Normal changed.
func (t *Type) mendWords(text, mended string) string {
	var said []string
	step := func(now, words string) {
		if now != text {
			text, said = now, append(said, words)
		}
	}
	step(norm.NFC.String(text), "zerlegte Buchstaben zusammengesetzt")
	step(strings.TrimSpace(text), "Leerzeichen am Rand entfernt")
	step(plainControls(text, t.Kind == LongText), "Zeilenumbrüche und Steuerzeichen ersetzt")
	if t.Kind == Text || t.Kind == LongText {
		step(strings.TrimSpace(t.plainTypography(text)), "Ligaturen und Satzzeichen durch einfache ersetzt")
	}
	step(mended, "Schreibweise angepasst")
	return strings.Join(said, ", ")
}

// mendedDate reads a day with blanks around it, with a time of day, or as Germans
// write it.
func (t *Type) mendedDate(text string) (mended, what string) {
	if checkDate(text) == nil {
		return text, ""
	}
	mended, what = strings.TrimSpace(text), "Leerzeichen am Rand entfernt"
	switch parts := germanShape.FindStringSubmatch(mended); {
	case parts != nil:
		if day, err := time.Parse("2.1.2006", mended); err == nil {
			mended, what = day.Format(time.DateOnly), "deutsches Datum als JJJJ-MM-TT geschrieben"
		}
	case dayWithClock.MatchString(mended):
		mended, what = dayWithClock.FindStringSubmatch(mended)[1], "Uhrzeit hinter dem Tag weggelassen"
	}
	if checkDate(mended) != nil {
		return text, ""
	}
	return mended, what
}
