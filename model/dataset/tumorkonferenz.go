package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/land"
)

// Tumorkonferenz reports a tumour board and what it recommended.
var Tumorkonferenz = &field.Part{Name: "Tumorkonferenz_Typ", Rows: []field.Row{
	{ID: "Tumorkonferenz_ID", Element: "@Tumorkonferenz_ID", Label: "Konferenz-ID", Type: ID50, Class: field.Meldungsbezogen,
		Hint: "Vergibt das Programm",
		At:   field.At(func(t *model.Tumorkonferenz) *model.Text { return &t.TumorkonferenzID })},
	{ID: "Meldeanlass", Label: "Meldeanlass", Type: MeldeanlassTumorkonferenz, Required: true, Class: field.Meldungsbezogen,
		Hint: "Wozu beraten wurde",
		Help: "Der Anlass, zu dem die Konferenz gehört. " + land.Default.Hilfe["Tumorkonferenz.Meldeanlass"],
		At:   field.At(func(t *model.Tumorkonferenz) *model.Code { return &t.Meldeanlass })},
	{ID: "Datum", Label: "Datum", Type: DatumETMV, Required: true,
		Hint: "Tag der Konferenz; Monat oder Jahr genügt",
		Help: "Tag der Sitzung, in der über den Fall gesprochen wurde.",
		At:   field.At(func(t *model.Tumorkonferenz) *model.Datum { return &t.Datum })},
	{ID: "Typ", Label: "Art der Konferenz", Type: TumorkonferenzTyp, Required: true,
		Hint: "Vor der Therapie, nach der OP, nach der Therapie, ohne Konferenz",
		Help: "Vor oder nach welcher Behandlung besprochen wurde; ther heißt, dass ein Therapieplan ohne Konferenz entstand.",
		At:   field.At(func(t *model.Tumorkonferenz) *model.Code { return &t.Typ })},
	{ID: "Therapieempfehlung", Label: "Empfehlung", Part: Therapieempfehlung,
		At: field.Opt(func(t *model.Tumorkonferenz) **model.Therapieempfehlung { return &t.Therapieempfehlung })},
}}

// Therapieempfehlung is the recommendation of a tumour board.
var Therapieempfehlung = &field.Part{Name: "Therapieempfehlung", Rows: []field.Row{
	{ID: "Menge_Typ_Therapieempfehlung", Element: "Menge_Typ_Therapieempfehlung/Typ_Therapieempfehlung",
		Label: "Empfohlene Therapien", Part: EmpfohleneTherapie, Required: true, RequiredIf: always, Level: field.Want,
		Hint: "Auch, was die Person abgelehnt hat",
		At:   field.Each(func(t *model.Therapieempfehlung) *[]model.Code { return &t.MengeTypTherapieempfehlung })},
	{ID: "Abweichung_Patientenwunsch", Label: "Auf Wunsch abgewichen", Type: JNU, Required: true,
		Hint: "Weicht die Therapie auf Wunsch der Person von der Empfehlung ab?",
		At:   field.At(func(t *model.Therapieempfehlung) *model.Code { return &t.AbweichungPatientenwunsch })},
}}

// EmpfohleneTherapie is one item of the list of recommended therapies.
var EmpfohleneTherapie = &field.Part{Name: "Typ_Therapieempfehlung", Rows: []field.Row{
	{ID: "", Element: ".", Label: "Empfehlung", Type: TypTherapieempfehlung, Required: true,
		Hint: "Empfohlene Behandlung",
		At:   field.Self[model.Code]()},
}}
