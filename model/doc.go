// Package model knows what a cancer report is, in plain Go: its parts, its
// values, the states it passes through. It reads no file, calls no network and
// asks no clock; model/field walks it, model/dataset describes it, model/rule
// judges it, model/record says what several of a person mean together,
// model/worklist what is to be done, model/obds reads and writes it as XML. Start
// with Report.
//
// Values are named strings that keep what was typed: parsing is a method,
// judging is a rule. Pointers mark containers that may be absent; a nil pointer
// is "not there", a non-nil pointer to an empty struct is "there and empty",
// which some documents are. Where the schema lets a document choose between
// containers, a field of type Zweig says which one is written; the other ones
// may still hold what was typed before the choice changed.
//
// # Names
//
// The domain speaks German, the mechanism English: what the schema or an act names
// keeps that name in Go's spelling (Meldung, Tumorzuordnung, Frist), what makes the
// program run does not (Draft, Store, Submit, Bound, PlaceOf). So nobody translates
// back who reads the schema, a rule or a receipt. Sentences staff read are German,
// comments English. A word of the glossary is not given a second meaning.
//
// # Glossary
//
// What is reported (oBDS schema):
//
//	Meldung                  one report on one event: a diagnosis, an operation (oBDS: Meldung)
//	Melder                   who reports, by Melder_ID: a site or a physician (oBDS: Menge_Melder)
//	Absender                 who produces the document (oBDS: Absender)
//	Meldeanlass, Anlass      the occasion that makes a report due (oBDS: Meldeanlass; hessen.md 2)
//	Meldebegruendung         whether the patient was informed, or objected: I, W, … (oBDS)
//	Widerspruch              the patient's objection; stays in force (Meldebegruendung W; hessen.md 8)
//	Zweig                    the branch taken where the schema lets a document choose (oBDS: xs:choice)
//	Stammdaten               master data of a person (oBDS: Patienten_Stammdaten)
//	Versichertennummer       number with the insurer; GKV statutory, PKV private (oBDS)
//	Ersatzkode               stands for an insurer's number where there is none (oBDS)
//	IKNR                     number of an institution, here the insurer's (oBDS)
//	Kennung                  an id that says nothing of anybody: Patient_ID, Tumor_ID, Meldung_ID (guides of the platform § 65c)
//	Tumorzuordnung           the primary tumour a report belongs to (oBDS)
//	Diagnose                 first report of a tumour (oBDS)
//	Diagnosesicherung        how sure the diagnosis is (oBDS)
//	Seitenlokalisation       side of a paired organ (oBDS)
//	Pathologie               histological or cytological finding (oBDS)
//	Einsender                who sent the specimen to the pathologist (oBDS)
//	Histologie, Grading      what the tissue is, and how far from its origin (oBDS)
//	Fernmetastase            distant metastasis (oBDS: Menge_FM)
//	OP, ST, SYST             operation, radiotherapy, systemic therapy (oBDS)
//	Bestrahlung              one irradiation of a radiotherapy (oBDS: Menge_Bestrahlung)
//	Nebenwirkung             adverse effect of a therapy (oBDS)
//	Residualstatus           what the operation has left of the tumour (oBDS)
//	Beginn, Ende             a therapy is reported twice, when it begins and when it ends (oBDS: Meldeanlass)
//	Verlauf                  follow-up; Statusmeldung or Statusänderung (oBDS)
//	Leistungszustand         performance status, ECOG (oBDS: Allgemeiner_Leistungszustand)
//	Tod                      death (oBDS; "Abschluss" in the registry's words)
//	Tumorkonferenz           tumour board (oBDS)
//	Zusatzitem               a value outside the schema, agreed with the registry (oBDS)
//	Fassung                  of the schema: its edition, 3.0.4 (field.Edition); of a report: one of its versions (record.Place)
//
// What becomes of it (this program):
//
//	Entwurf                  a report that is being written (Draft)
//	Vorgang                  a draft or a delivery as the work list sees it, unopened; what happens around a report
//	Merkmale                 the few values of a report lists and work list go by (record.MerkmaleOf)
//	Sperre                   holds a report back until a day, or until somebody lifts it (F-34)
//	Notiz                    internal note, never transmitted (F-33)
//	Vorlage                  template of a report
//	Serie                    unremarkable follow-ups of many people in a grid
//	Quittung                 the portal's receipt (LKRG NRW § 2 (7))
//	Transaktionsnummer       number of one transmission (LKRG NRW § 2 (7) Nr. 4)
//	Vermerk                  the word in the remark that marks a correction (hessen.md 9; land.Land)
//	Loeschantrag, Loeschgrund the request that the registry delete a report, and why (hessen.md 9)
//
// What is to be done (work list, Land):
//
//	Aufgabe, Arbeitsliste    what waits for somebody, and the list of it (model/worklist)
//	Frist                    last day to report an event (Hessian registry act: twelve weeks; land.Land)
//	Meldepflicht             the duty to report, and since when (registry act; land.Land)
//	Nachsorge                a follow-up that is due
//	Gegenstueck              what should follow a report and has not: an end, a therapy
//	Gesehen                  answers of the registry somebody has looked at
//	Entgelt, Verguetung      what a report earns the site (nationwide agreement; hessen.md 13)
//	Mindestanforderungen     what a registry wants at least, beyond what the schema demands (model/dataset)
//	Mangel; Fehler, Warnung, Hinweis a finding of a rule; it blocks, wants a confirmation, is shown (model/rule)
//
// Who takes part (registry acts):
//
//	Land                     one of Germany's sixteen states: each has its act and its registry (model/land)
//	Register                 the clinical cancer registry of a Land
//	Einrichtung              the site whose staff use the program
//	Vertrauensstelle         the registry's trust office, which takes reports in
//	Abrechnungsstelle        pays the fees; what it pays is its word alone
//
// Sources: oBDS schemas 3.0.4 (15.04.2025) and 3.0.5 (22.09.2025); the Hessian registry act; LKRG NRW § 2.
package model
