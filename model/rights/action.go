package rights

import "slices"

// Action is one thing somebody does at a workplace. Its id is written down.
type Action string

// The actions. What is about a report is told by the id of its draft or by its
// Transaktionsnummer, what is about a person by the id of her record.
const (
	PersonAngelegt      Action = "person-angelegt"
	StammdatenGeaendert Action = "stammdaten-geaendert"
	AkteEntfernt        Action = "akte-entfernt"
	PersonGeloescht     Action = "person-geloescht"

	EntwurfBegonnen      Action = "entwurf-begonnen"
	EntwurfBearbeitet    Action = "entwurf-bearbeitet"
	EntwurfGeloescht     Action = "entwurf-geloescht"
	EntwurfZurueckgeholt Action = "entwurf-zurueckgeholt"
	KorrekturBegonnen    Action = "korrektur-begonnen"
	NeuGeoeffnet         Action = "neu-geoeffnet"
	NotizGeschrieben     Action = "notiz-geschrieben"
	AufgabeEntschieden   Action = "aufgabe-entschieden"
	Uebergeben           Action = "uebergeben"
	Uebernommen          Action = "uebernommen"
	Geoeffnet            Action = "geoeffnet"
	DateiGeschrieben     Action = "datei-geschrieben"

	Abgeschlossen        Action = "abgeschlossen"
	Zurueckgehalten      Action = "zurueckgehalten"
	Freigegeben          Action = "freigegeben"
	AufPapier            Action = "auf-papier"
	PapierZurueck        Action = "papier-zurueckgenommen"
	LoeschungBeantragt   Action = "loeschung-beantragt"
	FrageBeantwortet     Action = "frage-beantwortet"
	Eingeladen           Action = "eingeladen"
	ZugangGegeben        Action = "zugang-gegeben"
	ZugangEntzogen       Action = "zugang-entzogen"
	RollenGeaendert      Action = "rollen-geaendert"
	PasswortGeaendert    Action = "passwort-geaendert"
	NotschluesselGemacht Action = "notschluessel-gemacht"
	ProtokollGelesen     Action = "protokoll-gelesen"
	Exportiert           Action = "exportiert"
	Gesichert            Action = "gesichert"
	Zurueckgespielt      Action = "zurueckgespielt"
	SpeicherEingerichtet Action = "speicher-eingerichtet"
	SendenEingerichtet   Action = "senden-eingerichtet"
	SendenBeendet        Action = "senden-beendet"
	EinrichtungGeaendert Action = "einrichtung-geaendert"
	FormularGeschrieben  Action = "formular-geschrieben"
	SitzungBeendet       Action = "sitzung-beendet"
)

// fact is what is known of an action.
type fact struct {
	action Action
	word   string // what was done
	needs  Roles
}

var facts = []fact{
	{PersonAngelegt, "Person angelegt", Stammdaten},
	{StammdatenGeaendert, "Stammdaten geändert", Stammdaten},
	{AkteEntfernt, "Akte entfernt", Stammdaten},
	{PersonGeloescht, "Person gelöscht", Stammdaten | Verwaltung},
	{EntwurfBegonnen, "Entwurf begonnen", Medizin},
	{EntwurfBearbeitet, "Entwurf bearbeitet", Medizin},
	{EntwurfGeloescht, "Entwurf gelöscht", Medizin},
	{EntwurfZurueckgeholt, "Entwurf zurückgeholt", Medizin},
	{KorrekturBegonnen, "Korrektur begonnen", Medizin},
	{NeuGeoeffnet, "als Entwurf geöffnet", Medizin},
	{NotizGeschrieben, "Notiz geschrieben", Medizin},
	{AufgabeEntschieden, "Aufgabe entschieden", None},
	{Uebergeben, "übergeben", Medizin},
	{Uebernommen, "Lieferung übernommen", Stammdaten | Medizin},
	{Geoeffnet, "ganz geöffnet", Medizin},
	{DateiGeschrieben, "Datei geschrieben", Medizin},
	{Abgeschlossen, "abgeschlossen", Absenden},
	{Zurueckgehalten, "zurückgehalten", Absenden},
	{Freigegeben, "freigegeben", Absenden},
	{AufPapier, "als Papiermeldung vermerkt", Absenden},
	{PapierZurueck, "Papiermeldung zurückgenommen", Absenden},
	{LoeschungBeantragt, "Löschung beantragt", Absenden},
	{FrageBeantwortet, "Frage des Registers beantwortet", Absenden},
	{Eingeladen, "eingeladen", Verwaltung},
	{ZugangGegeben, "Zugang gegeben", Verwaltung},
	{ZugangEntzogen, "Zugang entzogen", Verwaltung},
	{RollenGeaendert, "Rollen geändert", Verwaltung},
	{PasswortGeaendert, "Passwort geändert", None},
	{NotschluesselGemacht, "Notschlüssel gemacht", Verwaltung},
	{ProtokollGelesen, "Protokoll gelesen", Verwaltung},
	{Exportiert, "exportiert", Verwaltung},
	{Gesichert, "nach außen gesichert", Verwaltung},
	{Zurueckgespielt, "Sicherung zurückgespielt", None},
	{SpeicherEingerichtet, "Speicher eingerichtet", None},
	{SendenEingerichtet, "unbeaufsichtigtes Senden eingerichtet", Verwaltung},
	{SendenBeendet, "unbeaufsichtigtes Senden beendet", Verwaltung},
	{EinrichtungGeaendert, "Änderung der Einrichtungsdaten beantragt", Verwaltung},
	{FormularGeschrieben, "Änderungsformular geschrieben", None},
	{SitzungBeendet, "eigene Sitzung am Portal beendet", None},
}

func (a Action) fact() fact {
	i := slices.IndexFunc(facts, func(f fact) bool { return f.action == a })
	if i < 0 {
		return fact{action: a, word: string(a)} // of a later program
	}
	return facts[i]
}

// Word says in German what was done.
func (a Action) Word() string { return a.fact().word }

// Needs are the roles it takes.
func (a Action) Needs() Roles { return a.fact().needs }

// Missing are the roles somebody lacks for it.
func (a Action) Missing(have Roles) Roles { return a.Needs() &^ have }
