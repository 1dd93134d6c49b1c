package rule

import "testing"

// fullDiagnose is a report with every block, and a case history around it.
const fullDiagnose = `
Heute = 2026-05-14
Meldedatum = 2026-05-14
Meldung_ID = m-1
Melder_ID = 4711
Meldebegruendung = I
Eigene_Leistung = J
Patient.Patient_ID = p-1
Patient.Versicherung = Versichertendaten_GKV
Patient.Versichertendaten_GKV.IKNR = 105313145
Patient.Versichertendaten_GKV.GKV_Versichertennummer = A123456780
Patient.Nachname = Moosgruber
Patient.Vornamen = Hanna
Patient.Geschlecht = W
Patient.Geburtsdatum = 1952-03-14
Patient.Adresse.Strasse = Lindenweg
Patient.Adresse.Hausnummer = 12
Patient.Adresse.Land = DE
Patient.Adresse.PLZ = 36037
Patient.Adresse.Ort = Fulda
Tumorzuordnung.Tumor_ID = t-1
Tumorzuordnung.Primaertumor_ICD = C50.4
Tumorzuordnung.Primaertumor_ICD.Version = 10 2026 GM
Tumorzuordnung.Diagnosedatum = 2026-04-02
Tumorzuordnung.Seitenlokalisation = L
Tumorzuordnung.Morphologie_ICD_O = 8500/3
Tumorzuordnung.Morphologie_ICD_O.Version = 33
Typ = Diagnose
Diagnose.Primaertumor_Diagnosetext = Mammakarzinom links
Diagnose.Primaertumor_Topographie_ICD_O = C50.4
Diagnose.Primaertumor_Topographie_ICD_O.Version = 33
Diagnose.Diagnosesicherung = 7.1
Diagnose.Allgemeiner_Leistungszustand = 1
Diagnose.Menge_Fruehere_Tumorerkrankung[0].ICD = C18.7
Diagnose.Menge_Fruehere_Tumorerkrankung[0].ICD.Version = 10 2019 GM
Diagnose.Menge_Fruehere_Tumorerkrankung[0].Diagnosedatum = 2019
Diagnose.Histologie.Tumor_Histologiedatum = 2026-04-03
Diagnose.Histologie.Morphologie_ICD_O[0] = 8500/3
Diagnose.Histologie.Morphologie_ICD_O[0].Version = 33
Diagnose.Histologie.Grading = 2
Diagnose.Histologie.LK_untersucht = 12
Diagnose.Histologie.LK_befallen = 1
Diagnose.cTNM.Version = 8
Diagnose.cTNM.T = 2
Diagnose.cTNM.N = 1
Diagnose.cTNM.M = 1
Diagnose.pTNM.Version = 8
Diagnose.pTNM.c_p_u_Praefix_T = p
Diagnose.pTNM.T = 2
Diagnose.pTNM.N = 1a
Diagnose.Menge_FM[0].Lokalisation = HEP
Diagnose.Menge_FM[0].Diagnosedatum = 2026-04-10
Diagnose.Menge_FM[1].Lokalisation = OSS
Diagnose.Menge_FM[1].Diagnosedatum = 2026-04-11
Diagnose.Menge_Genetik[0].Bezeichnung = BRCA1
Diagnose.Menge_Genetik[0].Auspraegung = M
Diagnose.Modul_Mamma.HormonrezeptorStatus_Oestrogen = P
Diagnose.Modul_Mamma.HormonrezeptorStatus_Progesteron = P
Diagnose.Modul_Mamma.Her2neuStatus = N
`

// history are reports of the same tumour and of another one.
const history = `
-- past sent
Meldung_ID = m-2
Tumorzuordnung.Tumor_ID = t-1
Tumorzuordnung.Primaertumor_ICD = C50.4
Typ = OP
OP.Datum = 2026-04-20
OP.Menge_OPS[0] = 5-870.a1
-- past sent
Meldung_ID = m-3
Tumorzuordnung.Tumor_ID = t-1
Tumorzuordnung.Primaertumor_ICD = C50.4
Typ = SYST
SYST.Meldeanlass = behandlungsbeginn
SYST.Beginn = 2026-05-01
-- past
Meldung_ID = m-4
Tumorzuordnung.Tumor_ID = t-2
Tumorzuordnung.Primaertumor_ICD = C18.7
Typ = Verlauf
Verlauf.Untersuchungsdatum_Verlauf = 2024-05-01
`

// BenchmarkCheck judges one full report with a case history of thirty reports
// by everything there is (aim: at most 1 ms).
func BenchmarkCheck(b *testing.B) {
	lines := fullDiagnose
	for range 10 {
		lines += history
	}
	c := invented(b, lines)
	b.Run("all rules", func(b *testing.B) {
		for b.Loop() {
			Check(c)
		}
	})
	b.Run("content rules", func(b *testing.B) {
		for b.Loop() {
			Check(c, ContentOnly())
		}
	})
}
