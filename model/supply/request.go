package supply

import (
	"io"
	"slices"

	"example.org/meldeportal/model"
)

// Antrag is what a patient, who acts for her, or after her death a nearest relative wants to know
// (LKRG NRW § 19): what the register has of her.
type Antrag struct {
	Antragsteller string `json:"antragsteller"`
	Beziehung     string `json:"beziehung"`
	Verstorben    string `json:"verstorben"` // JJJJ-MM-TT, "" = she lives
}

// Selbst are those who ask while the patient lives: herself, or who acts for her.
var Selbst = []string{"selbst", "vertretung"}

// eltern are next only where there is nobody of the first rank, or nobody can be reached
// (§ 2 (19) no. 2).
const eltern = "eltern"

// Beziehungen are the nearest relatives, the first rank in front (§ 2 (19)).
var Beziehungen = []string{"ehe", "lebenspartnerschaft", "lebensgemeinschaft", "nachkomme", eltern}

// RequestColumns are those of a file of requests.
var RequestColumns = slices.Concat([]Column{{"aktenzeichen", true, "des Antrags"}, {"antragsteller", true, "wer Auskunft will"},
	{"beziehung", true, "selbst oder vertretung; nach dem Tod ehe, lebenspartnerschaft, lebensgemeinschaft, nachkomme oder eltern"},
	{"ausgewiesen", false, "ja: der Ausweis lag vor, bei einer Vertretung auch ihre Vollmacht; ohne das bekommen selbst und vertretung keine Auskunft"},
	{"niemand_vorrangig", false, "ja: von Ehe bis Nachkommen gibt es niemanden, oder niemand ist erreichbar; nur dann bekommen Eltern Auskunft"},
	{"verstorben", false, "TT.MM.JJJJ, nach der Sterbeurkunde; leer bei selbst und vertretung"}}, personColumns)

// ReadRequests reads a file of requests. Errors, or what the reader says.
func ReadRequests(from io.Reader, today model.Datum) ([]Record[Antrag], error) {
	return read(from, RequestColumns, today, "aktenzeichen", "aktenzeichen", func(r *reader) Antrag {
		a := Antrag{Antragsteller: r.cell("antragsteller"), Beziehung: r.choice("beziehung", slices.Concat(Beziehungen, Selbst)...)}
		shown := r.choice("ausgewiesen", "nein", "ja") == "ja"
		if slices.Contains(Selbst, a.Beziehung) {
			if !shown {
				r.wrong("ausgewiesen", "Auskunft bekommt nur, wer sich ausgewiesen hat, eine Vertretung mit Vollmacht. Bitte prüfen Sie das und tragen Sie dann „ja“ ein.")
			}
			if r.cell("verstorben") != "" {
				r.wrong("verstorben", "muss hier leer sein: Nach dem Tod bekommen nächste Angehörige Auskunft.")
			}
			return a
		}
		if r.choice("niemand_vorrangig", "nein", "ja") == "nein" && a.Beziehung == eltern {
			r.wrong("niemand_vorrangig", "Eltern bekommen Auskunft nur, wenn es niemanden von Ehe bis Nachkommen gibt oder niemand davon erreichbar ist. Bitte klären Sie das und tragen Sie dann „ja“ ein.")
		}
		day, known := dayOf(r.cell("verstorben"))
		born, _ := dayOf(r.cell("geburtsdatum"))
		_, whole := model.Datum(day).Time()
		switch {
		case r.cell("verstorben") == "":
			r.wrong("verstorben", "fehlt.")
		case !known || !whole:
			r.wrong("verstorben", "ist kein Datum. Erwartet wird TT.MM.JJJJ.")
		case day > string(r.today):
			r.wrong("verstorben", "liegt in der Zukunft.")
		case day < born:
			r.wrong("verstorben", "liegt vor der Geburt.")
		}
		a.Verstorben = day
		return a
	})
}
