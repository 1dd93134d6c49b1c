package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/land"
)

// Pathologie reports a histological or cytological finding.
var Pathologie = &field.Part{Name: "Pathologie_Typ", Rows: []field.Row{
	{ID: "Befund_ID", Element: "@Befund_ID", Label: "Befund-ID", Type: ID50, Class: field.Meldungsbezogen,
		Hint: "Kennung des Befunds in Ihrem Haus",
		At:   field.At(func(p *model.Pathologie) *model.Text { return &p.BefundID })},
	{ID: "Primaertumor_Diagnosetext", Label: "Diagnosetext", Type: DT1000,
		Hint: "Wortlaut der Diagnose; der ganze Befund steht im Befundtext",
		At:   field.At(func(p *model.Pathologie) *model.Text { return &p.PrimaertumorDiagnosetext })},
	{ID: "Primaertumor_Topographie_ICD_O", Label: "Topographie (ICD-O-3)", Part: TopographieICDO,
		Hint: "Code oder Wort; sonst den Sitz als Text angeben",
		At:   field.Opt(func(p *model.Pathologie) **model.ICDO { return &p.PrimaertumorTopographieICDO })},
	{ID: "Primaertumor_Topographie_Freitext", Label: "Topographie (Text)", Type: F255,
		Hint: "Sitz des Tumors in Worten",
		At:   field.At(func(p *model.Pathologie) *model.Text { return &p.PrimaertumorTopographieFreitext })},
	{ID: "Diagnosesicherung", Label: "Diagnosesicherung", Type: DiagnosesicherungPathologie, Required: true,
		Hint: "Was untersucht wurde: Primärtumor, Metastase, Zellen",
		Help: "7.1 für Gewebe des Primärtumors, 7.2 für eine Metastase, 5 für Zytologie.\n9 nur, wenn unklar ist, woher das Material stammt.",
		At:   field.At(func(p *model.Pathologie) *model.Code { return &p.Diagnosesicherung })},
	histologie(func(p *model.Pathologie) **model.Histologie { return &p.Histologie }),
	fernmetastasen(func(p *model.Pathologie) *[]model.Fernmetastase { return &p.MengeFM }),
	tnm("cTNM", "cTNM", "Stadium, wie vom Einsender mitgeteilt", func(p *model.Pathologie) **model.TNM { return &p.CTNM }),
	tnm("pTNM", "pTNM", "Stadium nach diesem Befund", func(p *model.Pathologie) **model.TNM { return &p.PTNM }),
	lokalerResidualstatus(func(p *model.Pathologie) *model.Code { return &p.LokaleBeurteilungResidualstatus }),
	weitereKlassifikationen(func(p *model.Pathologie) *[]model.WeitereKlassifikation { return &p.MengeWeitereKlassifikation }),
	genetik(func(p *model.Pathologie) *[]model.GenetischeVariante { return &p.MengeGenetik }),
	{ID: "Einsender", Label: "Einsender", Part: Einsender, Required: true, Class: field.Meldungsbezogen,
		At: field.One(func(p *model.Pathologie) *model.Einsender { return &p.Einsender })},
	{ID: "Befundtext", Label: "Befundtext", Type: CLOB, Class: field.Klinisch, RequiredIf: always, Level: field.Minimum,
		Hint: "Der vollständige Befund, ohne Namen der Person",
		Help: "Der Befund im Wortlaut. Bitte vorher Namen und Anschriften entfernen.",
		At:   field.At(func(p *model.Pathologie) *model.Text { return &p.Befundtext })},
	modulMamma(ModulMammaPathologie, func(p *model.Pathologie) **model.ModulMamma { return &p.ModulMamma }),
	modulDarm(ModulDarmPathologie, func(p *model.Pathologie) **model.ModulDarm { return &p.ModulDarm }),
	modulProstata(ModulProstataPathologie, func(p *model.Pathologie) **model.ModulProstata { return &p.ModulProstata }),
	modulMalignesMelanom(ModulMalignesMelanomPathologie, func(p *model.Pathologie) **model.ModulMalignesMelanom { return &p.ModulMalignesMelanom }),
	modulDKKR(func(p *model.Pathologie) **model.ModulDKKR { return &p.ModulDKKR }),
}}

// Einsender is who sent the specimen, field by field or as address lines.
var Einsender = &field.Part{Name: "Einsender", Rows: []field.Row{
	{ID: "Form", Element: "-", Label: "Angaben als", Type: field.Selector, Required: true,
		Hint: "Einzelne Felder, oder Adresszeilen",
		Help: "Einzelne Felder sind besser, das Register kann sie zuordnen.\nAdresszeilen sind für Angaben gedacht, die Ihnen nur als Block vorliegen.",
		At:   field.At(func(e *model.Einsender) *model.Zweig { return &e.Form })},
	{ID: "strukturiert", Label: "Einzelne Felder", Part: EinsenderStrukturiert, Choice: "Form", Required: true,
		At: field.Opt(func(e *model.Einsender) **model.EinsenderStrukturiert { return &e.Strukturiert })},
	{ID: "unstrukturiert", Label: "Adresszeilen", Part: EinsenderUnstrukturiert, Choice: "Form", Required: true,
		At: field.Opt(func(e *model.Einsender) **model.EinsenderUnstrukturiert { return &e.Unstrukturiert })},
	{ID: "Ident_Nummern", Label: "Amtliche Nummern", Part: IdentNummern,
		At: field.Opt(func(e *model.Einsender) **model.IdentNummern { return &e.IdentNummern })},
}}

// EinsenderStrukturiert names the sender of a specimen field by field. A person
// or an institution is enough, the law demands one with its address.
var EinsenderStrukturiert = &field.Part{Name: "Einsender/strukturiert", Rows: []field.Row{
	{ID: "Titel", Label: "Titel", Type: N255,
		Hint: "Dr., Prof. Dr.",
		At:   field.At(func(e *model.EinsenderStrukturiert) *model.Text { return &e.Titel })},
	{ID: "Vornamen", Label: "Vornamen", Type: N255,
		Hint: "Vorname der Ärztin oder des Arztes",
		At:   field.At(func(e *model.EinsenderStrukturiert) *model.Text { return &e.Vornamen })},
	{ID: "Nachname", Label: "Nachname", Type: N255, Level: field.Minimum,
		RequiredIf: field.If(func(_ *model.Report, e *model.EinsenderStrukturiert) bool { return e.Einrichtung == "" }).Says("wenn keine Einrichtung angegeben ist"),
		Hint:       "Name der Ärztin oder des Arztes; sonst die Einrichtung",
		Help:       "Wer die Probe geschickt hat: eine Person oder eine Einrichtung, mit Anschrift. " + land.Default.Hilfe["Pathologie.Einsender"],
		At:         field.At(func(e *model.EinsenderStrukturiert) *model.Text { return &e.Nachname })},
	{ID: "Einrichtung", Label: "Einrichtung", Type: A255, Level: field.Minimum,
		RequiredIf: field.If(func(_ *model.Report, e *model.EinsenderStrukturiert) bool { return e.Nachname == "" }).Says("wenn kein Name angegeben ist"),
		Hint:       "Krankenhaus oder Praxis",
		Help:       "Krankenhaus oder Praxis, die die Probe geschickt hat; sonst der Name der Ärztin oder des Arztes.",
		At:         field.At(func(e *model.EinsenderStrukturiert) *model.Text { return &e.Einrichtung })},
	{ID: "Abteilung", Label: "Abteilung", Type: A255,
		Hint: "Abteilung oder Station",
		At:   field.At(func(e *model.EinsenderStrukturiert) *model.Text { return &e.Abteilung })},
	{ID: "Strasse", Label: "Straße", Type: A255, RequiredIf: always, Level: field.Minimum,
		Hint: "Ohne Hausnummer",
		Help: "Mit Hausnummer, soweit sie kein eigenes Feld hat.",
		At:   field.At(func(e *model.EinsenderStrukturiert) *model.Text { return &e.Strasse })},
	{ID: "Hausnummer", Label: "Hausnummer", Type: A255,
		Hint: "Mit Zusatz, z. B. 12 a",
		At:   field.At(func(e *model.EinsenderStrukturiert) *model.Text { return &e.Hausnummer })},
	{ID: "Land", Label: "Land", Type: Land,
		Hint: "Zwei Buchstaben: DE für Deutschland",
		At:   field.At(func(e *model.EinsenderStrukturiert) *model.Code { return &e.Land })},
	{ID: "PLZ", Label: "Postleitzahl", Type: A10, RequiredIf: always, Level: field.Minimum,
		Hint: "Ohne Länderkürzel",
		Help: "Postleitzahl der einsendenden Stelle, in Deutschland fünf Ziffern.",
		At:   field.At(func(e *model.EinsenderStrukturiert) *model.Text { return &e.PLZ })},
	{ID: "Ort", Label: "Ort", Type: A255, RequiredIf: always, Level: field.Minimum,
		Hint: "Ort der einsendenden Stelle",
		Help: "Ort zur Postleitzahl der einsendenden Stelle.",
		At:   field.At(func(e *model.EinsenderStrukturiert) *model.Text { return &e.Ort })},
}}

// EinsenderUnstrukturiert names the sender of a specimen in one to six lines.
var EinsenderUnstrukturiert = &field.Part{Name: "Einsender/unstrukturiert", Rows: []field.Row{
	{ID: "Adresse1", Label: "Adresszeile 1", Type: A255, Required: true,
		Hint: "Name der Person oder Einrichtung",
		At:   field.At(func(e *model.EinsenderUnstrukturiert) *model.Text { return &e.Adresse1 })},
	{ID: "Adresse2", Label: "Adresszeile 2", Type: A255,
		Hint: "2. Zeile der Anschrift, wie auf dem Einsendeschein",
		At:   field.At(func(e *model.EinsenderUnstrukturiert) *model.Text { return &e.Adresse2 })},
	{ID: "Adresse3", Label: "Adresszeile 3", Type: A255,
		Hint: "3. Zeile der Anschrift, wie auf dem Einsendeschein",
		At:   field.At(func(e *model.EinsenderUnstrukturiert) *model.Text { return &e.Adresse3 })},
	{ID: "Adresse4", Label: "Adresszeile 4", Type: A255,
		Hint: "4. Zeile der Anschrift, wie auf dem Einsendeschein",
		At:   field.At(func(e *model.EinsenderUnstrukturiert) *model.Text { return &e.Adresse4 })},
	{ID: "Adresse5", Label: "Adresszeile 5", Type: A255,
		Hint: "5. Zeile der Anschrift, wie auf dem Einsendeschein",
		At:   field.At(func(e *model.EinsenderUnstrukturiert) *model.Text { return &e.Adresse5 })},
	{ID: "Adresse6", Label: "Adresszeile 6", Type: A255,
		Hint: "6. Zeile der Anschrift, wie auf dem Einsendeschein",
		At:   field.At(func(e *model.EinsenderUnstrukturiert) *model.Text { return &e.Adresse6 })},
}}
