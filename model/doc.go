// Package model knows what a cancer report is, in plain Go: its parts, its
// values, the states it passes through. It reads no file, calls no network and
// asks no clock; model/field walks it, model/dataset describes it, model/rule
// judges it, model/obds reads and writes it as XML. Start with Report.
//
// Values are named strings that keep what was typed: parsing is a method,
// judging is a rule. Pointers mark containers that may be absent; a nil pointer
// is "not there", a non-nil pointer to an empty struct is "there and empty",
// which some documents are. Where the schema lets a document choose between
// containers, a field of type Zweig says which one is written; the other ones
// may still hold what was typed before the choice changed.
//
// # Glossary
//
//	Meldung          one report on one event (diagnosis, operation, …)
//	Melder           the reporting site or physician
//	Meldeanlass      the occasion that makes a report due
//	Meldebegruendung whether the patient was informed or objected
//	Absender         who produces the document
//	Stammdaten       master data of a person
//	Tumorzuordnung   the primary tumour a report belongs to
//	Diagnose         first report of a tumour
//	Pathologie       histological or cytological finding
//	OP, ST, SYST     operation, radiotherapy, systemic therapy
//	Verlauf          follow-up
//	Tod              death ("Abschluss" in the registry's words)
//	Tumorkonferenz   tumour board
//	Fernmetastase    distant metastasis
//	Seitenlokalisation side of a paired organ
//	Ersatzkode       substitute for an insurer's number (Ersatzkode of the schema)
//	Transaktionsnummer number of one transmission (LKRG NRW § 2 (7) Nr. 4)
//	Vertrauensstelle the registry's trust office, which takes reports in
//
// Sources: oBDS schemas 3.0.4 (15.04.2025) and 3.0.5 (22.09.2025); the Hessian registry act; LKRG NRW § 2.
package model
